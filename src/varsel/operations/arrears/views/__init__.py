"""The pages of arrears: read the address, ask once what time it is, call one thing below, answer a page or a part."""

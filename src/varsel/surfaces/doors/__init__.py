"""The front page: the doors into the product, and what is not behind one of them yet."""

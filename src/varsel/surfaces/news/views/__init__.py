"""The pages of the news: what everybody reads, and where it is written."""

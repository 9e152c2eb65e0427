"""Fact sheets: what the press reads of an event, each version approved by name, none ever changed."""

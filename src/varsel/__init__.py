"""Varsel: a word before a deed, and the deed only if the word arrived."""

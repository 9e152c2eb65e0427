"""Measuring against the limit: what one SQL statement, or bare COPY, would take for the same rows."""

"""The outbox on the desk: what was said to whom, whether it arrived, and what a person must see to."""

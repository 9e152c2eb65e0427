"""The texts of the notices on the desk: looked at as customers get them, changed, and put back."""

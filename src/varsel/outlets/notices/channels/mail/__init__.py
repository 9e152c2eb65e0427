"""E-mail: made from a notice's words, sent by a relay or a provider; and what comes back."""

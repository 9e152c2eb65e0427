"""News for everybody: the public page and its feed, and the desk's page where they are written."""

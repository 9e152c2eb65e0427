"""Outages for everybody: pages that are made beforehand, and stand when everyone looks."""

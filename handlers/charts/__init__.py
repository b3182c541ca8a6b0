"""Figures to pictures."""

"""What we keep: the only place with SQL."""

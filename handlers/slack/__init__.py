"""Slack: the only room that speaks its language."""

"""The mentoring programme itself: no platform, no database, no network, no clock of its own."""

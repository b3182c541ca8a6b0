"""Ears and mouths: each hears one platform, asks the core, and shows what it said."""

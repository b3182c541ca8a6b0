"""Microsoft Teams: our own edge, cards, and the only room that imports the Bot Framework."""

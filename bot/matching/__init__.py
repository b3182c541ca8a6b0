"""Who could guide whom: hard rules, an explained fit, and an exact choice among all that is possible."""

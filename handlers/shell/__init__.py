"""The command line: one file per command. It is handed what it needs, and knows no database."""

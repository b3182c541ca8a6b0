"""The words: one file for each message and each page, and the library that turns them into meanings."""

"""The Chromium that is already on the machine: none is ever downloaded."""

import shutil

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
FLAGS = [
    "--headless",
    "--no-sandbox",  # as root in CI there is no sandbox; the only page opened is ours
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]


def find() -> str | None:
    return next((path for path in map(shutil.which, NAMES) if path), None)

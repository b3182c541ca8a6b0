"""Takes the README's picture: the first steps in a fresh playground, as a Chromium shows them."""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests import chromium

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "images" / "playground.png"
ADDRESS = re.compile(r"http://(?:127\.0\.0\.1|localhost):\d+")
PATIENCE = timedelta(seconds=60)
SIZE = (1440, 900)
# A modal is there before it can be seen.
FADING = timedelta(seconds=1)


@contextmanager
def playground() -> Iterator[str]:
    """A playground of its own: an empty database, a free port. Gives the address it prints."""
    with (
        tempfile.TemporaryDirectory(prefix="onehour-picture-") as folder,
        Path(folder, "log").open("w+") as log,
    ):
        program = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py"), "playground", "--no-browser", "--port", "0"],
            cwd=folder,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            stdout=log,
            stderr=log,
        )
        try:
            yield _printed_address(program, Path(folder, "log"))
        finally:
            program.terminate()
            program.wait(30)


def _printed_address(program: subprocess.Popen[bytes], log: Path) -> str:
    give_up = time.monotonic() + PATIENCE.total_seconds()
    while program.poll() is None and time.monotonic() < give_up:
        if found := ADDRESS.search(log.read_text()):
            return found.group()
        time.sleep(0.1)
    raise RuntimeError(f"the playground printed no address:\n{log.read_text()}")


def act(page: Page, address: str) -> None:
    """Grace says hello in Teams, and Ada is about to join in Slack."""
    page.goto(f"{address}/people/ada?beside=grace")
    _type(page, "grace", "hello")
    _type(page, "ada", "/mentor join")
    expect(page.locator("#stage-ada dialog.modal")).to_be_visible()


def _type(page: Page, person: str, words: str) -> None:
    lines = page.locator(f"#stage-{person} .line.bots")
    before = lines.count()
    composer = page.locator(f"#composer-{person}")
    composer.fill(words)
    composer.press("Enter")
    if not words.startswith("/"):
        expect(lines).not_to_have_count(before)


def main() -> int:
    browser_path = chromium.find()
    if browser_path is None:
        print("No Chromium on this machine: no picture was taken.", file=sys.stderr)
        return 1
    with playground() as address, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=browser_path, args=chromium.FLAGS)
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
        act(page, address)
        page.wait_for_timeout(FADING.total_seconds() * 1000)
        PICTURE.parent.mkdir(exist_ok=True)
        page.screenshot(path=PICTURE)
        browser.close()
    print(f"Wrote {PICTURE.relative_to(ROOT)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Takes the pictures of README and docs: a fresh playground, played as people would, in a Chromium."""

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

from playwright.sync_api import Locator, Page, expect

from docs.camera import PICTURES, looks_at

ROOT = Path(__file__).parent.parent
ADDRESS = re.compile(r"http://(?:127\.0\.0\.1|localhost):\d+")
PATIENCE = timedelta(seconds=60)
SIZE = (1440, 1000)
# What the titles of messages begin with.
NUDGE, BOOKED, ASKED_AFTER = "An hour with", "You meet", "Did you meet"
# Days, at the most, from one to the next.
STEPS = 60
# A modal is there before it can be seen.
FADING = timedelta(seconds=1)
# A day of the whole company is over before the page has drawn it.
PASSING = timedelta(seconds=2)


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


def begin(page: Page, address: str) -> None:
    """Grace says hello in Teams, and Ada is about to join in Slack."""
    page.goto(f"{address}/people/ada?beside=grace")
    types(page, "grace", "hello")
    types(page, "ada", "/mentor join")
    expect(modal(page, "ada")).to_be_visible()


def find(page: Page, address: str) -> None:
    """Ada and Grace have joined; Ada looks for a mentor in Slack, and Anke in Teams, in German."""
    _goes_on(page, "ada", "As a mentee", "Next")
    _goes_on(page, "ada", "", "Next")
    _goes_on(page, "ada", "", "Agree and join")
    types(page, "grace", "I'd like to mentor")
    presses(page, "grace", "Next")
    presses(page, "grace", "Next")
    presses(page, "grace", "Agree and join")
    page.goto(f"{address}/people/ada?beside=anke")
    types(page, "anke", "Wer könnte mir Führung beibringen?")
    types(page, "ada", "who could teach me leadership?")


def request(page: Page, address: str) -> None:
    """Ada asks two mentors, one on each platform; this is what they read."""
    page.goto(f"{address}/people/ada?beside=grace")
    for name in ("Grace Whitfield", "Kwame Mensah"):
        types(page, "ada", f"/mentor request {name}")
        modal(page, "ada").locator("textarea").first.fill("Your talk stayed with me.")
        _goes_on(page, "ada", "", "Ask")
    page.goto(f"{address}/people/kwame?beside=grace")


def home(page: Page, address: str) -> None:
    """Grace has said yes: what both see at a glance."""
    page.goto(f"{address}/people/ada?beside=grace")
    presses(page, "grace", "Accept")
    types(page, "grace", "home")
    page.locator("button", has_text="Home").first.click()


def nudge(page: Page, address: str) -> None:
    """The first hour is proposed to both, on the morning after."""
    page.goto(f"{address}/people/ada?beside=grace")
    _goes_until(page, NUDGE)


def booked(page: Page, address: str) -> None:
    """Ada has picked a time: what both read, with the agenda and their calendars."""
    del address
    _picks(page)
    _goes_until(page, BOOKED)


def reflection(page: Page, address: str) -> None:
    """The hour is over, and each has a question to think about."""
    del address
    _goes_until(page, ASKED_AFTER)
    for person in ("grace", "ada"):
        presses(page, person, "Yes, we met")
        presses(page, person, "Write a reflection")
    expect(modal(page, "ada")).to_be_visible()


def closing(page: Page, address: str) -> None:
    """What both read before they close their pair."""
    page.goto(f"{address}/people/ada?beside=grace")
    modal(page, "ada").locator("textarea").first.fill("To say what I do not know.")
    _goes_on(page, "ada", "", "Done")
    types(page, "grace", "close")
    types(page, "ada", "/mentor close")
    expect(modal(page, "ada")).to_be_visible()


def desk(page: Page, address: str) -> None:
    """Carla makes Grace a coordinator as well: what both see of the best matches."""
    page.locator("#stage-ada dialog.modal").get_by_role("button", name="Cancel").click()
    page.goto(f"{address}/people/carla?beside=grace")
    types(page, "carla", "/mentor admin people")
    form = modal(page, "carla")
    page.wait_for_timeout(FADING.total_seconds() * 1000)
    form.get_by_placeholder("Type to look up").press_sequentially("Grace")
    form.locator("[role=option]", has_text="Grace Whitfield").click()
    _goes_on(page, "carla", "", "Look")
    presses(page, "carla", "Appoint as coordinator")
    presses(page, "carla", "Yes, appoint")
    types(page, "carla", "/mentor admin match")
    types(page, "grace", "admin match")


def pairs(page: Page, address: str) -> None:
    """Each pair with its reasons, and what a coordinator may decide."""
    del address
    for person in ("carla", "grace"):
        presses(page, person, "Look at the pairs")


SCENES = {
    "playground": begin,
    "find": find,
    "request": request,
    "home": home,
    "nudge": nudge,
    "booked": booked,
    "reflection": reflection,
    "closing": closing,
    "desk": desk,
    "pairs": pairs,
}


def modal(page: Page, person: str) -> Locator:
    """The form in front of somebody in Slack."""
    return page.locator(f"#stage-{person} dialog.modal")


def _goes_on(page: Page, person: str, choice: str, label: str) -> None:
    """Fill in a modal and wait for what follows it."""
    form = modal(page, person)
    before = form.inner_text()
    if choice:
        form.get_by_text(choice).click()
    form.get_by_role("button", name=label).last.click()
    expect(page.get_by_text(before)).to_have_count(0)
    page.wait_for_timeout(FADING.total_seconds() * 1000)


def presses(page: Page, person: str, label: str) -> None:
    """Press the newest button of that label."""
    page.locator(f"#stage-{person}").get_by_role("button", name=label).last.click()
    page.wait_for_timeout(FADING.total_seconds() * 1000)


def _picks(page: Page) -> None:
    """Ada takes the first time of the newest proposal."""
    proposals = page.locator("#stage-ada .line.bots", has_text=NUDGE)
    proposals.last.get_by_role("button").first.click()
    page.wait_for_timeout(FADING.total_seconds() * 1000)


def _goes_until(page: Page, title: str) -> None:
    """Let days pass, until both have a message of that title. Whatever is answered reads otherwise."""
    lines = [page.locator(f"#stage-{person} .line.bots", has_text=title) for person in ("ada", "grace")]
    for _ in range(STEPS):
        if all(line.count() for line in lines):
            return
        page.get_by_role("button", name="One day on").click()
        page.wait_for_timeout(PASSING.total_seconds() * 1000)
    raise RuntimeError(f"nobody was told {title!r}")


def types(page: Page, person: str, words: str) -> None:
    """Write to the bot."""
    lines = page.locator(f"#stage-{person} .line.bots")
    before = lines.count()
    composer = page.locator(f"#composer-{person}")
    composer.fill(words)
    composer.press("Enter")
    if not words.startswith("/"):
        expect(lines).not_to_have_count(before)


def take(page: Page) -> None:
    """Every scene, one after the other."""
    with playground() as address:
        for name, play in SCENES.items():
            play(page, address)
            page.wait_for_timeout(FADING.total_seconds() * 1000)
            page.screenshot(path=PICTURES / f"{name}.png")
            print(f"Wrote {name}.png.")


if __name__ == "__main__":
    sys.exit(looks_at(SIZE, take))

"""Takes the pictures of `leaders.md`: a wave that is asked and answers, each message by itself.

`.venv/bin/python -m docs.leader_pictures`, on a machine with a Chromium.
"""

import sys

from playwright.sync_api import Locator, Page, expect

from docs.camera import PICTURES, looks_at
from docs.screenshot import FADING, modal, playground, presses, types

SIZE = (1440, 1400)
# Who is asked, in Slack and in Teams, and what both read.
SLACK, TEAMS, GERMAN = "Oliver", "Helena", "Anke"
LETTER = "one hour a month of yours"


def marked(page: Page, address: str) -> None:
    """Carla marks everybody from a level on, and plans who comes first."""
    page.goto(f"{address}/people/carla?beside=helena")
    types(page, "carla", "/mentor admin leaders mark")
    goes_on(page, "Go on", choice="By level or title")
    modal(page, "carla").get_by_label("From this level on").fill("6")
    goes_on(page, "Count them")
    goes_on(page, "Mark them")
    types(page, "carla", "/mentor admin leaders plan")
    for name in (SLACK, GERMAN):
        looks_up(page, name)
    modal(page, "carla").locator("textarea").fill("With you, others will dare to begin.")
    goes_on(page, "Keep the plan")


def asked(page: Page, address: str) -> None:
    """The first wave has its letter, on both platforms."""
    presses(page, "carla", "Start wave 1")
    goes_on(page, "Preview")
    goes_on(page, "Send")
    page.goto(f"{address}/people/oliver?beside=helena")
    take(newest(page, "oliver", LETTER), "leaders-ask-slack")
    take(newest(page, "helena", LETTER), "leaders-ask-teams")


def answered(page: Page, address: str) -> None:
    """One looks at what is smaller, one says no, and each chooses something."""
    presses(page, "oliver", "Something smaller")
    presses(page, "helena", "No")
    take(newest(page, "oliver", "Something smaller, gladly"), "leaders-smaller-slack")
    take(newest(page, "helena", "Thank you for a clear answer"), "leaders-smaller-teams")
    presses(page, "oliver", "A word at the all-hands")
    presses(page, "helena", "Be a panellist")
    page.goto(f"{address}/people/carla?beside=anke")
    presses(page, "anke", "Jetzt nicht")


def seen(page: Page, address: str) -> None:
    """One leader's page with the day named, and the table in which everybody stands."""
    del address
    types(page, "carla", "/mentor admin leaders see")
    looks_up(page, SLACK)
    goes_on(page, "Look")
    presses(page, "carla", "Name the day")
    modal(page, "carla").locator("input[type=date]").fill("2026-12-03")
    modal(page, "carla").get_by_label("At what time?").fill("10:00")
    modal(page, "carla").get_by_label("Where, or about what?").fill("the atrium")
    goes_on(page, "Tell them")
    take(newest(page, "carla", "Oliver Shaw"), "leaders-page")
    types(page, "carla", "/mentor admin leaders")
    take(newest(page, "carla", "Where they stand"), "leaders-desk")


def looks_up(page: Page, name: str) -> None:
    """Choose somebody in the first search of a form, once it can be typed into."""
    page.wait_for_timeout(FADING.total_seconds() * 1000)
    form = modal(page, "carla")
    form.get_by_placeholder("Type to look up").first.press_sequentially(name)
    form.locator("[role=option]", has_text=name).first.click()


def goes_on(page: Page, label: str, choice: str = "") -> None:
    """Submit a page of a form, once it can be seen."""
    page.wait_for_timeout(FADING.total_seconds() * 1000)
    form = modal(page, "carla")
    if choice:
        form.get_by_text(choice).click()
    form.get_by_role("button", name=label).last.click()
    page.wait_for_timeout(2 * FADING.total_seconds() * 1000)


def newest(page: Page, person: str, words: str) -> Locator:
    found = page.locator(f"#stage-{person} .line.bots", has_text=words).last
    expect(found).to_be_visible()
    return found


def take(message: Locator, name: str) -> None:
    message.page.wait_for_timeout(2 * FADING.total_seconds() * 1000)
    message.screenshot(path=PICTURES / f"{name}.png")
    print(f"Wrote {name}.png.")


def played(page: Page) -> None:
    with playground() as address:
        for scene in (marked, asked, answered, seen):
            scene(page, address)


if __name__ == "__main__":
    sys.exit(looks_at(SIZE, played))

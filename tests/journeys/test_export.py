"""Somebody asks for everything that is known about them: two files, made for them alone."""

import json
from dataclasses import replace

import aiohttp
import pytest

from bot.message import FileOf
from bot.model import Request
from bot.people import Platform
from bot.trust import Concern
from tests.journeys.test_forgetting import become_a_pair
from tests.stage import Actor, Stage, command


@pytest.fixture
async def ada(stage: Stage, platform: Platform) -> Actor:
    stage.person("Carla Mendes", Platform.SLACK, zone="Europe/Lisbon", country="PT", level="4")
    ada = stage.person("Ada Pereira", platform, zone="Europe/Berlin", level="3", languages="en")
    stage.person("Grace Whitfield", Platform.TEAMS, zone="Europe/London", level="9", languages="en")
    await stage.opens()
    return ada


async def has_lived(stage: Stage, ada: Actor) -> None:
    """A pair, an hour, a reflection; and words of others that are not hers."""
    await become_a_pair(stage, ada)
    await stage.time_is("2026-11-25T15:00+00:00")
    await ada.presses(next(iter(ada.sees("An hour with Grace").buttons)))
    await stage.time_is("2026-12-04T15:00+00:00")
    await ada.types(command(ada, "reflect"))
    await ada.fills(text="I talk <b>too</b> much; München helped")
    with stage.onehour.ledger() as records:
        hers, graces = (records.people.by_email(f"{one}@hartwell.example") for one in ("ada", "grace"))
        assert hers
        assert graces
        records.people.keep_avoids(hers.id, {graces.id})
        now = stage.clock.now()
        records.concerns.add(Concern(0, hers.id, graces.id, "I worry about the plan", now))
        records.concerns.add(Concern(0, graces.id, hers.id, "Ada is often late", now))
        records.wishes.keep(1, hers.id, [graces.id], now)
        records.wishes.keep(1, graces.id, [hers.id], now)
        records.requests.add(Request(0, 1, hers.id, graces.id, now, line="You gave that talk"))
        records.requests.add(Request(0, 1, graces.id, hers.id, now, line="For your eyes", asked_at=now))


def files_of(stage: Stage, ada: Actor) -> dict[str, bytes]:
    """What the files hold that she would get, by name."""
    with stage.onehour.ledger() as records:
        hers = records.people.by_email("ada@hartwell.example")
        assert hers
    told = [
        stage.onehour.office.file(FileOf(kind, str(hers.id)), hers.id)
        for kind in ("export.json", "export.html")
    ]
    return {file.name: file.content for file in told if file}


async def says_yes_to_both(stage: Stage, ada: Actor) -> None:
    """In Teams without an address of ours, each file waits for a yes, and is made then."""
    entries = stage.playground.world.entries
    asked = [one for one in entries(ada.human.id) if "'kind': 'export." in str(one.payload)]
    assert len(asked) == 2
    for entry in asked:
        await ada.side.presses(ada.human.id, entry.id, "accept")
    assert str(entries(ada.human.id)).count("file.info") == 2, "both are in her own files now"


async def test_two_files_come_in_a_message_of_their_own(stage: Stage, ada: Actor) -> None:
    await has_lived(stage, ada)
    await ada.types(command(ada, "export"))

    assert "Your data is on its way" in ada.has_heard
    assert "Everything I know about you" in ada.has_heard
    for name in ("onehour-export.json", "onehour-export.html"):
        assert name in str(stage.playground.world.entries(ada.human.id))
    if ada.human.platform == "teams":
        await says_yes_to_both(stage, ada)


async def test_everything_of_hers_is_in_it_and_nothing_of_what_others_said(stage: Stage, ada: Actor) -> None:
    await has_lived(stage, ada)

    kept = json.loads(files_of(stage, ada)["onehour-export.json"])

    assert kept["made_at"] == "2026-12-04T16:00:00+01:00"
    assert kept["person"]["name"] == "Ada Pereira"
    assert kept["accounts"][0]["platform"] == ada.human.platform
    assert kept["enrolments"][0]["goals"] == "be braver"
    assert kept["avoids"] == [{"name": "Grace Whitfield"}]
    assert kept["proposals"][0]["i_said"] == "yes"
    assert kept["requests_made"][0]["line"] == "You gave that talk"
    assert kept["requests_received"][0]["with"] == "Grace Whitfield"
    assert kept["would_guide"] == [{"programme": "One hour a month", "with": "Grace Whitfield", "rank": 1}]
    assert kept["pairs"][0]["with"] == "Grace Whitfield"
    assert kept["pairs"][0]["rhythm"] == "month"
    assert kept["meetings"][0]["i_booked"] is True
    assert kept["reflections"][0]["text"] == "I talk <b>too</b> much; München helped"
    assert kept["concerns"][0]["text"] == "I worry about the plan"
    assert {"pairs/begun", "meetings/booked"} <= {one["template"] for one in kept["messages"]}
    everything = b"".join(files_of(stage, ada).values())
    for others in (b"For your eyes", b"often late", b"mentor_said", b"mentee_said"):
        assert others not in everything


async def test_the_page_reads_well_runs_nothing_and_speaks_her_language(stage: Stage, ada: Actor) -> None:
    await has_lived(stage, ada)
    page = files_of(stage, ada)["onehour-export.html"].decode()

    assert "I talk &lt;b&gt;too&lt;/b&gt; much; München helped" in page
    assert "<script" not in page
    assert "http" not in page, "nothing is fetched from anywhere"
    assert '<html lang="en">' in page
    assert "Your reflections" in page
    assert "<dt>How often</dt><dd>Once a month</dd>" in page
    with stage.onehour.ledger() as records:
        hers = records.people.by_email("ada@hartwell.example")
        assert hers
        [account] = records.people.accounts(hers.id)
        records.people.keep_account(replace(account, locale="de-DE"))
    german = files_of(stage, ada)["onehour-export.html"].decode()
    assert '<html lang="de">' in german
    assert "Deine Reflexionen" in german


async def test_a_link_serves_it_to_nobody_else_and_is_never_shown_by_the_browser(
    stage: Stage, ada: Actor
) -> None:
    with stage.onehour.ledger() as records:
        hers, graces = (records.people.by_email(f"{one}@hartwell.example") for one in ("ada", "grace"))
        assert hers
        assert graces
    links = stage.onehour.links
    links._public_url = stage.address
    async with aiohttp.ClientSession() as session:
        for kind, media_type in {"export.json": "application/json", "export.html": "text/html"}.items():
            async with session.get(links.to(FileOf(kind, str(hers.id)), hers.id)) as answer:
                assert answer.status == 200
                assert answer.content_type == media_type
                assert answer.headers["Content-Disposition"].startswith("attachment;")
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert "no-store" in answer.headers["Cache-Control"]
            async with session.get(links.to(FileOf(kind, str(hers.id)), graces.id)) as answer:
                assert answer.status == 404


async def test_whoever_was_forgotten_leaves_links_that_lead_nowhere(stage: Stage, ada: Actor) -> None:
    with stage.onehour.ledger() as records:
        hers = records.people.by_email("ada@hartwell.example")
        assert hers
        records.people.forget(hers.id, stage.clock.now())

    assert stage.onehour.office.file(FileOf("export.json", str(hers.id)), hers.id) is None

"""Hours with a mentor from outside: what the leader is told and given to send on, and how such hours end."""

from collections.abc import Mapping
from urllib.parse import unquote

import pytest
from icalendar import Calendar

from bot.endings import Ending
from bot.message import FileOf
from bot.model import Meeting, Pair
from bot.people import Platform
from tests.journeys.asking import last, number
from tests.journeys.pairing import met
from tests.stage import Actor, Seen, Stage, command

COMPLETE = ("Your months with Petra are complete", "Deine Monate mit Petra sind um")
GO_ON = ("Go on for some months", "Noch einige Monate weitermachen")
BERLIN = {"zone": "Europe/Berlin", "country": "DE"}
PETRA = "petra@vogel.example"
# What is said of two who are both told by us, in either language.
OF_BOTH = (
    *(
        "both of you",
        "picks one",
        "hears it at once",
        "working hours:",
        "I ask Petra",
        "settled for you both",
    ),
    *("hears it kindly", "hears at once", "neither of you", "before the others", "to you both"),
    *("euch beiden neue", "für euch beide;", "sucht sich eine", "erfährt es", "in der nächsten Arbeitszeit"),
    *("only if you agree", "may still look back", "wenn ihr euch einig seid"),
    *("Ich frage Petra", "den anderen vor", "ihr sie beide", "ihr beide nicht"),
)


@pytest.fixture(params=["en-GB", "de-DE"])
async def leader(stage: Stage, platform: Platform, request: pytest.FixtureRequest) -> Actor:
    """Lena leads, in one language or the other; she has brought Petra."""
    stage.person("Carla Mendes", Platform.SLACK, level="5", **BERLIN)
    lena = stage.person("Lena Hart", platform, level="9", leader="yes", locale=request.param, **BERLIN)
    await stage.opens()
    await lena.types(command(lena, f"external Petra Vogel {PETRA}"))
    await lena.fills()
    return lena


def pair_of(stage: Stage, leader: Actor) -> Pair:
    one = number(stage, leader)
    with stage.onehour.ledger() as records:
        return records.pairs.pairs_of(one)[-1]


def hour(stage: Stage, leader: Actor) -> Meeting:
    pair = pair_of(stage, leader)
    with stage.onehour.ledger() as records:
        return records.meetings.of_pair(pair.id)[0]


def calendar(stage: Stage, leader: Actor, kind: str) -> Mapping[str, str]:
    """What one of the two files tells a calendar, as the calendar library reads it."""
    file = stage.onehour.office.file(FileOf(kind, str(hour(stage, leader).id)), number(stage, leader))
    assert file
    told = Calendar.from_ical(file.content)
    [event] = told.walk("VEVENT")
    assert [*told.errors, *event.errors] == []
    return {"METHOD": str(told["METHOD"])} | {name: str(event[name]) for name in event}


def letter(seen: Seen) -> str:
    """What the letter says that the message opens."""
    [url] = [url for url in _urls(seen.entry.payload) if url.startswith("mailto:")]
    assert url.startswith(f"mailto:{PETRA}?subject=")
    return unquote(url)


def newest_letter(leader: Actor) -> Seen:
    """The last message in front of them that opens one."""
    return next(
        seen for seen in reversed(leader.seen) if any("?subject=" in url for url in _urls(seen.entry.payload))
    )


def _urls(part: object) -> list[str]:
    match part:
        case dict():
            own = [str(part["url"])] if part.get("url") else []
            return own + [url for inner in part.values() for url in _urls(inner)]
        case list():
            return [url for inner in part for url in _urls(inner)]
        case _:
            return []


def nobody_else_is_told(stage: Stage, leader: Actor) -> None:
    """Neither a row nor a word goes to the outsider, and no text speaks as if one did."""
    pair = pair_of(stage, leader)
    with stage.onehour.ledger() as records:
        assert records.outbox.owed_to(pair.mentor_id) == ()
    for phrase in OF_BOTH:
        assert phrase not in leader.sees_words, phrase


async def does(leader: Actor, action: str, title: str = "") -> None:
    """Press the newest button that does this, whatever it is called in their language."""
    for seen in reversed(leader.seen):
        for label, what in seen.buttons.items():
            if what.split("#")[0] == action and title in seen.title:
                await leader.presses(label, seen)
                return
    pytest.fail(f"no button does {action} among {[one.buttons for one in leader.seen[-3:]]}")


async def test_times_of_ones_own_a_move_and_a_call_off_go_by_the_leaders_own_mail(
    leader: Actor, stage: Stage
) -> None:
    await leader.types(command(leader, "times"))
    await leader.fills(day="2026-12-02", hour="15:00")
    assert "15:00" in letter(newest_letter(leader))
    await does(leader, "meetings.pick")
    settled = hour(stage, leader)
    assert settled.at
    assert "15:00" in letter(newest_letter(leader))
    own, sent = calendar(stage, leader, "meeting"), calendar(stage, leader, "handed_on")
    assert (own["METHOD"], sent["METHOD"]) == ("PUBLISH", "REQUEST")
    assert "ATTENDEE" not in own
    assert (sent["ATTENDEE"], sent["ORGANIZER"]) == (f"mailto:{PETRA}", "mailto:lena@hartwell.example")
    assert own["UID"] == sent["UID"]
    assert own["SEQUENCE"] == sent["SEQUENCE"] == "1"
    nobody_else_is_told(stage, leader)

    await does(leader, "meetings.move")
    assert "15:00" in letter(newest_letter(leader)), "the letter says which hour it would move"
    await does(leader, "meetings.pick")
    moved = calendar(stage, leader, "handed_on")
    assert (moved["UID"], moved["SEQUENCE"], moved["METHOD"]) == (sent["UID"], "2", "REQUEST")
    assert moved["ATTENDEE"] == f"mailto:{PETRA}"
    nobody_else_is_told(stage, leader)

    await does(leader, "meetings.ask_cancel")
    await does(leader, "meetings.cancel")
    off = calendar(stage, leader, "handed_on")
    assert (off["UID"], off["SEQUENCE"], off["METHOD"]) == (sent["UID"], "3", "CANCEL")
    assert (off["STATUS"], off["ATTENDEE"]) == ("CANCELLED", f"mailto:{PETRA}")
    assert calendar(stage, leader, "meeting")["METHOD"] == "CANCEL"
    assert any(word in letter(newest_letter(leader)) for word in ("is off", "fällt aus"))
    await leader.types(command(leader, "meet"))
    nobody_else_is_told(stage, leader)


async def test_an_hour_that_was_moved_is_for_the_leader_to_send_on(leader: Actor, stage: Stage) -> None:
    await leader.types(command(leader, "times"))
    await leader.fills(day="2026-11-25", hour="15:00")
    await does(leader, "meetings.pick")
    await stage.time_is("2026-11-25T16:00+00:00")
    await does(leader, "meetings.missed")
    await does(leader, "meetings.asked")
    await does(leader, "meetings.moved")
    await leader.types(command(leader, "moved"))
    await leader.fills(day="2026-11-27", hour="10:00")

    sent = calendar(stage, leader, "handed_on")
    assert (sent["SEQUENCE"], sent["METHOD"], sent["ATTENDEE"]) == ("2", "REQUEST", f"mailto:{PETRA}")
    nobody_else_is_told(stage, leader)


async def test_such_hours_end_as_any_others_and_thanks_are_the_leaders_to_send(
    leader: Actor, stage: Stage
) -> None:
    await leader.types(command(leader, "meet"))
    await does(leader, "meetings.pick")
    await stage.time_is("2026-12-10T12:00+00:00")
    await does(leader, "meetings.met")
    await leader.types(command(leader, "extend"))
    assert "Petra" in leader.form_text
    await leader.fills(more="1")
    assert pair_of(stage, leader).months == 7
    await leader.types(command(leader, "close"))
    assert any(phrase in leader.form_text for phrase in ("hears nothing from me", "hört nichts von mir"))
    await leader.fills()

    pair = pair_of(stage, leader)
    assert pair.ended_at == stage.clock.now()
    told = last(leader)
    assert any(phrase in told.text for phrase in ("a word of thanks", "ein Wort des Dankes"))
    assert "mentoring-certificate.html" in str(stage.playground.world.entries("lena"))
    await leader.types(command(leader, "look-back"))
    await leader.fills(learned="To ask before I answer.", brought="clarity")
    await does(leader, "certificates.send")
    page = stage.onehour.office.file(FileOf("certificate", str(pair.id)), number(stage, leader))
    assert page
    assert b"Lena Hart" in page.content
    assert b"Petra" not in page.content
    await leader.types(command(leader, "story"))
    await leader.fills(use="unnamed_story")
    with stage.onehour.ledger() as records:
        [consent] = records.consents.by(pair.mentee_ids[0])
    assert consent.use == "unnamed_story"
    nobody_else_is_told(stage, leader)


async def test_at_the_planned_end_the_leader_goes_on_by_one_tap_and_then_lets_it_be(
    leader: Actor, stage: Stage
) -> None:
    for day, number_of_hour in (("2026-11-25", 1), ("2027-01-15", 2), ("2027-03-15", 4), ("2027-05-03", 6)):
        await stage.time_is(f"{day}T12:00+00:00")
        met(stage, pair_of(stage, leader), number_of_hour)
    await stage.time_is("2027-05-24T12:00+00:00")
    told = next(one for one in leader.seen if one.title in COMPLETE)
    assert any(phrase in told.text for phrase in ("agree on it with Petra first", "zuerst mit Petra ab"))
    nobody_else_is_told(stage, leader)
    await leader.presses(next(one for one in told.buttons if one in GO_ON), told)
    assert any(phrase in leader.form_text for phrase in ("hears nothing from me", "kommt dort nichts an"))
    await leader.fills(more="1")
    assert pair_of(stage, leader).months == 7

    await stage.time_is("2027-06-24T12:00+00:00")
    assert sum(title in COMPLETE for title in leader.has_heard) == 2
    await does(leader, "closing.not_now")

    assert pair_of(stage, leader).ending is Ending.COMPLETED
    assert any(phrase in last(leader).text for phrase in ("is complete", "ist abgeschlossen"))
    nobody_else_is_told(stage, leader)


async def test_a_leader_who_says_nothing_hears_one_word_a_month_of_an_outsider(
    leader: Actor, stage: Stage
) -> None:
    await stage.time_is("2027-03-20T12:00+00:00")

    person_id = number(stage, leader)
    with stage.onehour.ledger() as records:
        sent = [one for one in records.outbox.owed_to(person_id) if one.state == "sent"]
    assert [one.template for one in sorted(sent, key=lambda one: one.due)][-5:] == [
        *("meetings/invitation", "meetings/invitation", "check_ins/silence", "closing/quiet", "closing/over")
    ]
    nobody_else_is_told(stage, leader)

"""A group from its programme's first day to its last: through the front door, on both platforms, in both languages."""

import re
from collections.abc import Iterable

import pytest

from bot.model import PairState
from bot.people import Platform
from tests.journeys.asking import last
from tests.journeys.groups import CIRCLE, group
from tests.journeys.matching import publishes, read
from tests.journeys.meeting import calendar, meetings
from tests.journeys.programmes import opens
from tests.stage import Actor, Seen, Stage, command

# What is right for two, or for one mentee, and never for one of a group.
FOR_TWO = re.compile(
    r"two of you|you both\b|\byour pair\b|\byour mentee\b|more hour for the two|euch beiden?\b|ihr beide\b"
    r"|\bdein Tandem\b|\beuer Tandem\b|\bdeine?[nrm]? Mentee\b|your months with Ada are|Monate mit Ada sind",
    re.IGNORECASE,
)
# What each of the group hears in its own words, in English and in German.
INVITED = ("An hour with", "Eine Stunde mit")
VOTED = ("Your vote:", "Deine Stimme:", "Settled:", "Abgemacht:")
BOOKED = ("You meet", "Du triffst")
AFTER = ("Did you meet", "Hast du")
PULSE = ("How useful", "Wie viel")
HALFWAY = ("Half-way with", "Halbzeit mit")
COMPLETE = ("Your months with", "Deine Monate mit")
OVER = ("Your hours with", "Deine Stunden mit")


def zone(where: str, country: str, locale: str = "en-GB", **facts: str) -> dict[str, str]:
    return {"zone": where, "country": country, "locale": locale, "languages": "en;de", **facts}


class Circle:
    """Grace and her five, of whom two read German; Carla coordinates."""

    def __init__(self, stage: Stage, here: Platform) -> None:
        there = next(one for one in Platform if one is not here)
        self.stage = stage
        self.carla = stage.person("Carla Mendes", there, level="5", **zone("Europe/Lisbon", "PT"))
        title, german = "Chief Operating Officer", "de-DE"
        self.grace = stage.person(
            "Grace Whitfield", here, level="8", title=title, **zone("Europe/Berlin", "DE", german)
        )
        self.ada = stage.person("Ada Pereira", there, level="3", **zone("Europe/Lisbon", "PT"))
        self.ben = stage.person("Ben Okafor", here, level="3", **zone("Europe/Berlin", "DE", german))
        self.cem = stage.person("Cem Acar", there, level="3", **zone("Europe/Istanbul", "TR"))
        self.dan = stage.person("Dan Ivers", here, level="3", **zone("Europe/London", "GB"))
        self.eva = stage.person("Eva Lind", there, level="3", **zone("Europe/Stockholm", "SE", german))
        self.mentees = [self.ada, self.ben, self.cem, self.dan, self.eva]

    @property
    def all(self) -> list[Actor]:
        return [self.grace, *self.mentees]

    async def comes_together(self) -> None:
        """They join, are looked at in a dry run, are asked, and say yes."""
        await opens(self.carla, CIRCLE, "group", purpose="To learn with others.")
        await self.carla.presses("Look at this one")
        for one in self.all:
            await one.types(command(one, "programmes"))
            await one.presses(in_words(one, f"Look at {CIRCLE}", f"{CIRCLE} ansehen"))
            assert in_words(one, "Find a mentor", "Mentor:in finden") not in last(one).buttons
            await one.presses(in_words(one, "Take part", "Mitmachen"))
            if one is self.grace:
                await one.goes_through_the_pages("mentor", capacity="5", more_offers="leadership")
            else:
                await one.goes_through_the_pages("mentee", more_wants="leadership", goals="Lead a team")
        await self.carla.types(command(self.carla, "admin match"))
        await self.carla.presses("Look at the pairs")
        assert "Grace Whitfield with 5" in read(self.carla, "The groups")
        await publishes(self.carla)
        # Cem's working day is over: he is asked the next morning
        await self.stage.time_is("2026-11-24T09:30+00:00")
        for one in self.all:
            await taps(one, "groups.accept")
        await self.stage.settles()

    async def votes(self, at: str, *people: Actor) -> None:
        """By then everybody has their times, and those tap the first one."""
        await self.stage.time_is(at)
        for one in people:
            assert newest(one, INVITED).buttons
            await taps(one, "meetings.pick")
        assert all(newest(one, VOTED).title for one in people)


def in_words(actor: Actor, english: str, german: str) -> str:
    return german if actor.human.locale == "de-DE" else english


def newest(actor: Actor, beginnings: Iterable[str]) -> Seen:
    """The newest message that begins with any of these."""
    found = [one for one in actor.seen if one.title.startswith(tuple(beginnings))]
    assert found, f"{actor.human.name} has heard {actor.has_heard}"
    return found[-1]


async def taps(actor: Actor, action: str) -> None:
    """Press the first button that does this on the newest message that has one, whatever it is called."""
    seen, label = next(
        (seen, label)
        for seen in reversed(actor.seen)
        for label, does in seen.buttons.items()
        if does.startswith(action)
    )
    await actor.presses(label, seen)


@pytest.fixture
async def circle(stage: Stage, platform: Platform) -> Circle:
    cast = Circle(stage, platform)
    await stage.opens()
    await cast.comes_together()
    return cast


async def test_a_group_goes_all_the_way(circle: Circle, stage: Stage) -> None:
    await the_first_hour(circle)
    await they_reflect_and_set_goals(circle)
    await an_hour_without_one_of_them(circle)
    await one_pauses_and_one_leaves(circle)
    await the_stocktake(circle)
    await the_end_is_put_off_once(circle)
    await everybody_looks_back(circle)

    for one in circle.all:
        assert FOR_TWO.findall(one.sees_words) == [], one.human.name
        assert "Slack" not in one.sees_words
    assert group(stage, {"grace": circle.grace}).state is PairState.ENDED


async def the_first_hour(circle: Circle) -> None:
    """The nudge comes to each, a day later to Grace, whom it asks to begin; all vote, and every calendar names them."""
    assert "Lead a team" in newest(circle.grace, ["Deine Gruppe ist zusammen"]).text
    for one in circle.mentees:
        told = newest(one, ["Your group with Grace", "Deine Gruppe mit Grace"]).text
        assert all(other.human.name in told for other in circle.mentees if other is not one)
    await circle.votes("2026-11-25T10:00+00:00", *circle.all)
    [hour] = meetings(circle.stage, group(circle.stage, {"grace": circle.grace}))
    assert hour.at
    await circle.stage.settles()
    assert "your group and you" in read(circle.ada, newest(circle.ada, BOOKED).title)
    assert "deine Gruppe und du" in read(circle.ben, newest(circle.ben, BOOKED).title)
    assert "Bitte schick Ada, Ben, Cem, Dan und Eva" in newest(circle.grace, BOOKED).text
    for one in circle.all:
        event = calendar(circle.stage, one, hour)
        assert event["METHOD"] in ("PUBLISH", "REQUEST")
        assert all(other.human.name in event["SUMMARY"] for other in circle.all)
    await circle.stage.time_is("2026-11-27T12:00+00:00")
    for one in circle.all:
        await taps(one, "meetings.met")
        assert (
            in_words(one, "one more hour for the group", "weitere Stunde für eure Gruppe") in last(one).text
        )


async def they_reflect_and_set_goals(circle: Circle) -> None:
    """Ben writes for himself, Ada shares with her mentor alone; a goal is read by its writer and the mentor."""
    grace, ada, ben = circle.grace, circle.ada, circle.ben
    for one, thought in ((ben, "Nur für mich."), (ada, "To ask before I answer.")):
        await one.types(command(one, "reflect"))
        await one.fills(text=thought)
    await ada.presses("Share this one")
    await taps(ada, "journal.share")
    await circle.stage.settles()
    assert "To ask before I answer." in newest(grace, ["Ada teilt"]).text
    assert not any("To ask before" in one.sees_words for one in (ben, circle.cem, circle.dan, circle.eva))
    assert "Nur für mich" not in grace.sees_words
    await ada.types(command(ada, "goals"))
    await ada.presses("Make it a goal: Lead a team")
    await grace.types(command(grace, "goals"))
    assert "Lead a team" in last(grace).text or "Lead a team" in newest(grace, ["Ziele mit"]).text
    await ben.types(command(ben, "goals"))
    assert "Ada" not in newest(ben, ["Ziele mit"]).text


async def an_hour_without_one_of_them(circle: Circle) -> None:
    """Dan cannot come: Grace hears it, the hour stays, and he is not asked about it; then all are asked how it is."""
    dan, grace = circle.dan, circle.grace
    await circle.votes("2026-12-24T09:29+00:00", *circle.all)
    await circle.stage.settles()
    await dan.presses("I cannot come", newest(dan, BOOKED))
    assert "the others meet all the same" in last(dan).text
    await dan.presses("Right, I cannot come")
    assert last(dan).title == "The others meet without you this time"
    await circle.stage.time_is("2026-12-28T10:00+00:00")
    assert "Dan kann diesmal nicht" in grace.has_heard
    asked = len([one for one in dan.has_heard if one.startswith(AFTER)])
    await circle.stage.time_is("2027-01-05T12:00+00:00")
    assert len([one for one in dan.has_heard if one.startswith(AFTER)]) == asked
    for one in (grace, circle.ada, circle.ben):
        await taps(one, "meetings.met")
    for one in circle.all:
        assert newest(one, PULSE).buttons
        await taps(one, "pulses.give")


async def one_pauses_and_one_leaves(circle: Circle) -> None:
    """Of a pause only the mentor hears; who has left is named kindly, and hears no more."""
    ada, eva, grace = circle.ada, circle.eva, circle.grace
    await circle.stage.time_is("2027-01-23T10:00+00:00")
    await ada.types(command(ada, "pause 2027-02-10"))
    await ada.fills()
    await circle.votes("2027-01-25T09:29+00:00", grace, circle.ben, circle.cem, circle.dan, eva)
    assert "Ada ist eine Weile nicht in deiner Gruppe" in grace.has_heard
    assert not any("Ada ist eine Weile" in title for title in circle.ben.has_heard)
    await circle.stage.time_is("2027-01-29T12:00+00:00")
    for one in (grace, circle.ben):
        await taps(one, "meetings.met")
    await eva.types(command(eva, "change"))
    assert "Du verlässt deine Gruppe mit" in eva.form_text
    await eva.fills()
    await circle.stage.time_is("2027-02-11T12:00+00:00")
    assert "die anderen erfahren es freundlich" in newest(eva, ["Das ist erledigt"]).text
    assert "Deine Gruppe geht ohne Eva weiter" in grace.has_heard
    assert "Your group goes on without Eva" in circle.cem.has_heard
    assert "Ada ist wieder in deiner Gruppe" in grace.has_heard
    assert "Welcome back, Ada" in ada.has_heard
    assert not newest(ada, ["Welcome back"]).title.startswith(AFTER)
    assert last(ada).title == "Your group goes on without Eva", (
        "the hour that she was not at is not asked after"
    )


async def the_stocktake(circle: Circle) -> None:
    """Half-way the invitation asks each for their goals."""
    await circle.stage.time_is("2027-02-24T09:29+00:00")
    heard = len(circle.eva.has_heard)
    for one in (circle.grace, *circle.mentees[:4]):
        told = newest(one, INVITED)
        assert in_words(one, "Half of your 6 months is over", "Die Hälfte eurer 6 Monate ist um") in told.text
    assert "Lead a team" in newest(circle.ada, INVITED).text
    for one in (circle.grace, *circle.mentees[:4]):
        await taps(one, "meetings.pick")
    await circle.stage.time_is("2027-03-08T12:00+00:00")
    for one in (circle.grace, *circle.mentees[:4]):
        await taps(one, "meetings.met")
    assert len(circle.eva.has_heard) == heard


async def the_end_is_put_off_once(circle: Circle) -> None:
    """At the planned end Ben asks to go on; Grace reads that it is Ben, says yes, and all of them hear it."""
    grace, ben = circle.grace, circle.ben
    await circle.stage.time_is("2027-05-24T12:00+00:00")
    assert newest(grace, COMPLETE).title == "Deine Monate mit Ada, Ben, Cem und Dan sind um"
    assert "eine Gruppe" not in newest(grace, COMPLETE).text
    assert "a group of 3" in newest(circle.ada, COMPLETE).text
    await ben.presses("Noch einige Monate weitermachen")
    assert "die ganze Gruppe" in ben.form_text
    await ben.fills(more="1")
    await circle.stage.settles()
    assert "eure Gruppe" in newest(grace, ["Ben würde gern weitermachen"]).text
    await taps(grace, "extending.accept")
    await circle.stage.time_is("2027-05-25T12:00+00:00")
    assert "Eure Gruppe trifft sich noch einmal" in newest(ben, ["Ihr macht weiter"]).text
    for one in (circle.ada, circle.cem, circle.dan):
        assert "Your group meets once more" in newest(one, ["You go on together"]).text


async def everybody_looks_back(circle: Circle) -> None:
    """At the end each looks back by themselves, has their hours on a page, and it ends with the last of them."""
    grace, ada, dan = circle.grace, circle.ada, circle.dan
    await circle.stage.time_is("2027-06-24T12:00+00:00")
    assert grace.has_heard.count("Deine Monate mit Ada, Ben, Cem und Dan sind um") == 2
    await grace.presses("Zurückblicken", newest(grace, COMPLETE))
    assert "Ada, Ben, Cem und Dan" in grace.form_text
    await grace.fills(learned="Zu fragen.")
    assert "Eure Gruppe endet, sobald alle es sagen" in newest(grace, ["Aufgehoben"]).text
    await ada.presses("Look back", newest(ada, COMPLETE))
    await ada.fills(learned="To ask before I answer.")
    await ada.presses("My certificate")
    await circle.stage.settles()
    assert "Your certificate" in ada.has_heard
    for one in (circle.ben, circle.cem, dan):
        await taps(one, "closing.not_now")
    assert "Your group with Grace is complete" in last(dan).text
    await circle.stage.settles()
    ended = newest(grace, OVER)
    assert "Deine Gruppe ist abgeschlossen" in ended.text
    assert "Your group with Grace is complete" in newest(ada, OVER).text
    assert "Look for somebody else" not in newest(ada, OVER).buttons

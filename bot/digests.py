"""Digests: on Monday mornings a coordinator who wants it hears what needs a decision, and else nothing."""

from datetime import datetime, timedelta

from bot.decisions import decisions
from bot.message import Say
from bot.people import Person
from bot.ports import Errand, Occasion, Visit
from bot.post import Nudge
from bot.records import NotYours
from bot.working_time import next_week

LOOK, WORD = "digests.look", "admin_report/monday"
TODAY = "admin_report/today"
# On Wednesday it is no longer about this week.
KEEPS = timedelta(days=2)


def go_on(here: Occasion, person: Person) -> None:
    """Owe the look on the next Monday, if they want it."""
    if here.records.reports.desk(person.id).weekly:
        here.records.outbox.owe([_look(person, here.now)])


def look(errand: Errand) -> None:
    """Owe this week's word, and the look of the next one. Whether there is a word is seen when it is read."""
    person = errand.records.people.get(errand.nudge.to)
    if not (_wanted(errand, person) and errand.house.lets_coordinate(person)):
        raise NotYours(errand.nudge.about)
    # by the week alone: two accounts that have turned out to be one person's hear it once
    week = errand.nudge.key.rpartition(":")[2]
    word = Nudge(
        key=f"digest:{person.id}:{week}:word",
        template=WORD,
        to=person.id,
        due=errand.now,
        about=errand.nudge.about,
        expires=errand.now + KEEPS,
        unasked=True,
    )
    errand.records.outbox.owe([word, _look(person, errand.now)])


def worded(visit: Visit, nudge: Nudge) -> Say | None:
    """What waits; None where nothing does, or they want to hear of it no more."""
    if not visit.coordinates:
        raise NotYours(nudge.about)
    facts = {**decisions(visit), "weekly": True, "note": ""}
    if not facts["matters"] or not _wanted(visit, visit.person):
        return None
    return Say(WORD, facts, also=(Say(TODAY, facts),))


def _wanted(here: Occasion, person: Person) -> bool:
    return here.records.reports.desk(person.id).weekly


def _look(person: Person, now: datetime) -> Nudge:
    """On the next Monday by their own calendar, or the first working day after it."""
    week, due = next_week(now, person.workday)
    return Nudge(f"digest:{person.id}:{week}", LOOK, person.id, due, f"digest:{person.id}")

"""`match --publish`: offer the pairs of a spreadsheet to both sides, through the database of `serve`."""

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.ports import Event
from handlers.shell.settings import settings_from
from handlers.shell.toolbox import Refused, Toolbox

if TYPE_CHECKING:
    from bot.brought_pairs import Objection
    from bot.matching.answer import Answer
    from bot.matching.cohort import Cohort

_SHOWN = 20
_WHY: Mapping[str, str] = {
    "unknown": "is not known here: import people first",
    "mentee": "has not joined as a mentee, has a mentor already, or has a match to answer",
    "mentor": "has not joined as a mentor",
    "full": "has no place left for that many",
    "barred": "not possible in this programme",
    "kind": "the open programme is of another kind",
}


def publish(by: str, among: "Cohort", found: "Answer", toolbox: Toolbox) -> str:
    """What has been done. Raises Refused, and then nobody has been asked."""
    from bot.brought_pairs import Brought, Objected, Run, bring
    from bot.matching.left import left

    settings = settings_from(toolbox.environ)
    house = toolbox.house(settings)
    pairs = [
        Brought(among.mentees[i].email, among.mentors[j].email, score, among.fit((i, j)))
        for i, j, score in found.pairs
    ]
    with toolbox.open_ledger(settings)() as records:
        person = records.people.by_email(by.strip().lower())
        if person is None or not house.lets_coordinate(person):
            raise Refused(f"{by!r} is nobody who coordinates here; nobody was asked.")
        try:
            run = Run(pairs, tuple(left(among, found.mate)))
            told = bring(Event(records, toolbox.clock.now(), house), person, run, among.run.kind)
        except Objected as objected:
            raise Refused(_told(objected.objections)) from objected
    asked = f"both sides of {len(pairs):,} {'pair is' if len(pairs) == 1 else 'pairs are'} asked"
    told_why = f"{told:,} {'person hears' if told == 1 else 'people hear'} why there is none for them"
    return f"Published: {asked}{f', and {told_why}' if told else ''}."


def _told(objections: "Sequence[Objection]") -> str:
    for one in objections[:_SHOWN]:
        print(f"{one.email}: {_WHY[one.code]}", file=sys.stderr)
    more = len(objections) - _SHOWN
    unsaid = f" {more:,} more are not shown." if more > 0 else ""
    return f"Nobody was asked: {len(objections):,} of those named cannot be offered a match.{unsaid}"

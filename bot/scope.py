"""Which programme a press, a draft or a message is about, and which one somebody looks at."""

from collections.abc import Sequence
from dataclasses import replace

from bot.model import EnrolmentState, Programme
from bot.ports import STAMPED, Visit, Within
from bot.post import Nudge
from bot.records import NotYours, Records, id_in


def in_view(visit: Visit) -> Visit:
    """The same visit about what this person looks at."""
    programmes = visit.records.programmes.all()
    if len(programmes) < 2:  # noqa: PLR2004  more than one
        return visit
    viewed = viewed_by(visit.records, visit.person.id, programmes)
    return _within(visit, viewed, programmes, _mine(visit.records, visit.person.id))


def viewed_by(records: Records, person_id: int, programmes: Sequence[Programme]) -> Programme:
    """What somebody looks at: what they have chosen, else where they take part, else what is open."""
    chosen, mine = records.programmes.view(person_id), _mine(records, person_id)
    likely = (
        *(one for one in programmes if one.id == chosen),
        *(one for one in programmes if one.id in mine),
        *(one for one in programmes if one.closed_at is None),
        *programmes,
    )
    return likely[0]


def pressed(visit: Visit, subject: str) -> tuple[Visit, str]:
    """What a button or a draft is about, in the programme it was made in: without a number in the first."""
    stamped = STAMPED.fullmatch(subject)
    if stamped is None:
        first = visit.records.programmes.all()[0].id if visit.within else None
        return (visit if first is None else about(visit, first)), subject
    return about(visit, int(stamped["number"])), stamped["subject"]


def about(visit: Visit, programme_id: int) -> Visit:
    """The same visit about that programme. The gate: raises NotYours where there is none."""
    programmes = visit.records.programmes.all()
    found = next((one for one in programmes if one.id == programme_id), None)
    if found is None:
        raise NotYours(str(programme_id))
    if len(programmes) < 2:  # noqa: PLR2004  more than one
        return visit
    return _within(visit, found, programmes, _mine(visit.records, visit.person.id))


def told(visit: Visit, nudge: Nudge) -> Visit:
    """A visit to tell somebody something: about the programme of what it is about, whatever is in view."""
    visit = in_view(visit)
    if visit.within is None:
        return visit
    try:
        programme_id = _programme_of(visit, nudge)
        return visit if programme_id is None else about(visit, programme_id)
    except NotYours:
        return visit


def programme_of(visit: Visit) -> Programme | None:
    """What a visit is about, also where there is only one; None where there is none yet."""
    if visit.within:
        return visit.within.programme
    return next(iter(visit.records.programmes.all()), None)


def _programme_of(visit: Visit, nudge: Nudge) -> int | None:
    records, me = visit.records, visit.person.id
    kind, _, rest = nudge.about.partition(":")
    match kind:
        case "programme" | "unmatched":
            return id_in(rest)
        case "preparation":
            # those owed while there was only one programme have the number of the note alone
            programme, _, note = rest.partition(":")
            return id_in(programme) if note else records.programmes.all()[0].id
        case "proposal" | "group":
            return records.pairs.programme_of(id_in(rest))
        case "request":
            return records.requests.programme_of(id_in(rest))
        case "pair" | "pulse":
            return records.pairs.of(me, id_in(rest)).programme_id
        case "meeting" | "times" | "silence":
            return records.pairs.of(me, records.meetings.of(me, id_in(rest)).pair_id).programme_id
        case "campaign" | "announcing" | "ask":
            sent_in = nudge.facts.get("programme")
            return sent_in if isinstance(sent_in, int) else records.programmes.all()[0].id
        case _:
            return None


def _mine(records: Records, person_id: int) -> frozenset[int]:
    """Where somebody takes part."""
    enrolments = records.programmes.enrolments_of(person_id)
    return frozenset(one.programme_id for one in enrolments if one.state is EnrolmentState.ACTIVE)


def _within(
    visit: Visit, programme: Programme, programmes: Sequence[Programme], mine: frozenset[int]
) -> Visit:
    known = sum(one.closed_at is None or one.id in mine for one in programmes)
    first = programme.id == programmes[0].id
    return replace(visit, within=Within(programme, first=first, named=known > 1))

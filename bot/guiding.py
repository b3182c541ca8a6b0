"""Whom a mentor would like to guide: suggested while they type, kept as their own, and told to nobody."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.candidacy import candidates, earlier_of, placed
from bot.enrolment import MENTEES, MENTORS, enrolment_of, open_programme
from bot.facts import person_facts
from bot.matching.candidates import Candidate
from bot.matching.columns import columns
from bot.matching.fitting import Fitting
from bot.matching.rules import Rulebook, Rules
from bot.matching.scores import BARRED, score
from bot.message import Option, Say
from bot.model import Enrolment, EnrolmentState, Programme, Verdict
from bot.people import Person
from bot.ports import Visit
from bot.whom import label

# How many of a name are looked through for the mentees among them.
MOST_NAMESAKES = 50


def suggested(visit: Visit, typed: str) -> Sequence[Option]:
    """Mentees who wait and whom this mentor could guide, whose name or address has it; the best fit first."""
    programme = open_programme(visit)
    named = visit.records.people.search(typed, MOST_NAMESAKES) if typed.strip() else None
    return [Option(str(one.id), label(one.person)) for one in _possible(visit, programme, named)]


def name(visit: Visit, people: Sequence[Person]) -> Say:
    """Keep these in their order, in place of earlier ones.

    Who cannot be guided by this mentor is not kept, and it reads alike whatever the reason.
    """
    programme = open_programme(visit)
    able = {one.id for one in _possible(visit, programme, people)}
    kept = [one for one in people if one.id in able]
    visit.records.wishes.keep(programme.id, visit.person.id, [one.id for one in kept], visit.now)
    return Say(
        "rank/named",
        {
            "to": person_facts(visit.person),
            "named": tuple(one.first_name for one in kept),
            "refused": tuple(one.first_name for one in people if one.id not in able),
        },
    )


def named(visit: Visit) -> Sequence[Person]:
    """Whom this person would like to guide as a mentor, the first of all first; not whom they have guided."""
    mine = enrolment_of(visit)
    if mine is None or mine.role not in MENTORS:
        return ()
    me, records = visit.person.id, visit.records
    met = {one for pair in records.pairs.pairs_of(me) if pair.mentor_id == me for one in pair.mentee_ids}
    wished = records.wishes.of_mentors(mine.programme_id, me).get(me, ())
    people = records.people.some(wished)
    return tuple(people[one] for one in wished if one not in met)


def _possible(
    visit: Visit, programme: Programme, people: Collection[Person] | None = None
) -> Sequence[Candidate]:
    """Those of them, or of everybody, who wait for a mentor and whom no rule keeps from this one."""
    mine = enrolment_of(visit)
    if mine is None or mine.role not in MENTORS:
        return ()
    records, today = visit.records, visit.now.date()
    # whether they are away just now is no reason to show them nobody
    me = replace(candidates(visit, [mine])[0], paused=False)
    mentees = candidates(visit, _waiting(visit, programme, people))
    rulings = records.matching.rulings(programme.id)
    forbidden = frozenset(
        (one.mentor_id, one.mentee_id) for one in rulings if one.verdict is Verdict.FORBIDDEN
    )
    book = Rulebook(programme.kind, today, earlier_of(records, me.id), forbidden)
    among = columns(mentees, [me], today)
    scores = score(Fitting(among), Rules(among, book)).table[:, 0].tolist() if mentees else []
    found = [(points, one) for one, points in zip(mentees, scores, strict=True) if points != BARRED]
    return [one for _, one in sorted(found, key=lambda each: (-each[0], each[1].id))]


def _waiting(visit: Visit, programme: Programme, people: Collection[Person] | None) -> Sequence[Enrolment]:
    """Mentees who have no mentor and are offered none."""
    records = visit.records
    if people is None:
        enrolments = records.programmes.enrolments(programme.id)
    else:
        some = (records.programmes.enrolment(programme.id, one.id) for one in people)
        enrolments = [one for one in some if one]
    taken = placed(records, programme, records.pairs.proposals(programme.id))
    return [
        one
        for one in enrolments
        if one.state is EnrolmentState.ACTIVE and one.role in MENTEES and one.person_id not in taken
    ]

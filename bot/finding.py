"""Finding a mentor: who fits just now and why, a few at a time."""

import difflib
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.candidacy import candidates, earlier_of, seeker, taken
from bot.endings import Use
from bot.enrolment import MENTORS, enrolment_of, is_of_groups, only_matched, open_programme
from bot.facts import person_facts, short, skill_names, told_reasons
from bot.matching.candidates import Candidate
from bot.matching.columns import columns
from bot.matching.fit import Fit
from bot.matching.fitting import Fitting
from bot.matching.rules import Rulebook, Rules
from bot.matching.scores import score
from bot.message import Fact, Option, Say
from bot.model import Enrolment, EnrolmentState, Programme
from bot.naming import few, named
from bot.people import Person
from bot.ports import Visit
from bot.records import NotYours, id_in
from bot.skills import Skills, term, terms
from bot.whom import label

A_PAGE = 5
MOST_REASONS = 3
MOST_SIMILAR = 3
LONGEST_TOPIC = 60
# How near another topic has to be, to be offered instead.
NEAR = 0.5
# How many of a name are looked through for the mentors among them.
MOST_NAMESAKES = 50


@dataclass(frozen=True, slots=True)
class Found:
    """A mentor who fits, and how well; `places` are those still free. Reasons are found when asked for."""

    mentor: Candidate
    score: int
    places: int
    fitting: Fitting
    number: int

    @property
    def order(self) -> tuple[int, int]:
        return -self.score, self.mentor.id

    @property
    def fit(self) -> Fit:
        return self.fitting.fit(0, self.number)


def look(visit: Visit, topic: str, page: int = 0) -> Say:
    """Mentors who fit, from that page on; with a topic only those who offer just that."""
    programme = open_programme(visit)
    if programme.closed_at:
        return Say("join/closed", {"programme": programme.name, "several": visit.knows_several})
    if only_matched(programme):
        return found_for(visit)
    topic = " ".join(topic.split())[:LONGEST_TOPIC]
    listed = visit.records.programmes.listed(programme.id)
    skills = visit.house.wording.skills
    wanted = _offering(skills, topic, listed) if term(topic) else listed
    found = sorted(fitting(visit, programme, wanted), key=lambda one: one.order)
    shown = found[page * A_PAGE :][:A_PAGE]
    if not shown:
        similar, joined = skill_names(visit, _similar(topic, listed)), enrolment_of(visit) is not None
        return Say("find/nobody", {"topic": topic, "similar": similar, "joined": joined})
    more = len(found) - page * A_PAGE - len(shown)
    first_names = [one.mentor.person.first_name for one in shown]
    leaders = {one.id: one for one, _ in named(visit, programme, Use.FIND) if one.leader}
    return Say(
        "find/found",
        {
            "to": person_facts(visit.person),
            "topic": topic,
            "mentors": tuple(
                {
                    **_facts(visit, one, first_names),
                    "leader": one.mentor.id in leaders,
                }
                for one in shown
            ),
            "found": len(found),
            "first": page * A_PAGE + 1,
            "more": f"{page + 1}:{topic}" if more > 0 else "",
            "leaders_seen": few(visit, leaders.values()),
        },
    )


def found_for(visit: Visit) -> Say:
    """That nobody is asked one by one here."""
    template = "groups/matched" if is_of_groups(visit) else "peers/matched"
    return Say(template, {"joined": enrolment_of(visit) is not None})


def look_further(visit: Visit, subject: str) -> Say:
    """The next page. The subject is its number and the topic."""
    page, _, topic = subject.partition(":")
    return look(visit, topic, id_in(page))


def fitting(visit: Visit, programme: Programme, enrolments: Collection[Enrolment]) -> Sequence[Found]:
    """Those of these mentors who could be asked by this person, in no order."""
    records = visit.records
    gone = taken(records, programme)
    reachable = records.people.reachable()
    free = {
        one.person_id: places
        for one in enrolments
        if (places := one.capacity - gone.get(one.person_id, 0)) > 0 and one.person_id in reachable
    }
    mentee, today = seeker(visit, programme, visit.person), visit.now.date()
    mentors = candidates(visit, [one for one in enrolments if one.person_id in free])
    book = Rulebook(programme.kind, today, earlier_of(records, visit.person.id))
    rules = Rules(columns([mentee], mentors, today), book)
    possible = [one for one, code in zip(mentors, rules.row(0).tolist(), strict=True) if not code]
    among = columns([mentee], possible, today)
    fits = Fitting(among)
    scores = score(fits, Rules(among, book)).table.tolist()[0] if possible else []
    found = enumerate(zip(possible, scores, strict=True))
    return [Found(one, points, free[one.id], fits, number) for number, (one, points) in found]


def suggested(visit: Visit, typed: str) -> Sequence[Option]:
    """Mentors who could be asked and whose name or address has what was typed; the best fit first."""
    programme = open_programme(visit)
    if typed.strip():
        named = visit.records.people.search(typed, MOST_NAMESAKES)
        enrolments = [one for person in named if (one := listed(visit, programme, person))]
    else:
        enrolments = list(visit.records.programmes.listed(programme.id))
    found = sorted(fitting(visit, programme, enrolments), key=lambda one: one.order)
    return [Option(str(one.mentor.id), label(one.mentor.person)) for one in found]


def listed(visit: Visit, programme: Programme, person: Person) -> Enrolment | None:
    """How somebody takes part as a mentor whom colleagues may find, if they do."""
    enrolment = visit.records.programmes.enrolment(programme.id, person.id)
    if enrolment is None or enrolment.state is not EnrolmentState.ACTIVE or not enrolment.listed:
        return None
    return enrolment if enrolment.role in MENTORS else None


def reasons(visit: Visit, fit: Fit) -> tuple[Fact, ...]:
    """The weightiest reasons, for a template to put into words."""
    return told_reasons(visit, (part.told for part in fit.parts), MOST_REASONS)


def one_found(visit: Visit, programme: Programme, mentor: Enrolment) -> Found:
    """A mentor and how they fit. Raises NotYours where they do not."""
    found = fitting(visit, programme, [mentor])
    if not found:
        raise NotYours(mentor)
    return found[0]


def _facts(visit: Visit, found: Found, names: Sequence[str]) -> dict[str, Fact]:
    person = found.mentor.person
    alone = names.count(person.first_name) == 1
    return {
        **person_facts(person),
        "id": str(person.id),
        "called": short(person.first_name if alone else person.name),
        "places": found.places,
        "offers": skill_names(visit, found.mentor.offers),
        "reasons": reasons(visit, found.fit),
    }


def _offering(skills: Skills, topic: str, listed: Sequence[Enrolment]) -> Sequence[Enrolment]:
    """Those who offer just that, whatever it is called."""
    [sought] = skills.settled([topic])
    return [one for one in listed if term(sought) in terms(skills.settled(one.offers))]


def _similar(topic: str, listed: Sequence[Enrolment]) -> tuple[str, ...]:
    """Topics that are offered and look like this one, as they were written."""
    offered = terms(skill for one in listed for skill in one.offers)
    sought = term(topic)
    near = difflib.get_close_matches(sought, offered, MOST_SIMILAR, NEAR) if sought else []
    within = [one for one in offered if sought and set(sought.split()) & set(one.split())]
    return tuple(offered[one] for one in dict.fromkeys((*within, *near)))[:MOST_SIMILAR]

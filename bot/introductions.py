"""How a beginning is told: to two, to everybody of a group, or to a leader about somebody from outside."""

from urllib.parse import quote

from bot import pairs
from bot.agendas import agenda
from bot.facts import person_facts
from bot.message import Fact, Say
from bot.model import Pair, PairState
from bot.pairs import wished
from bot.people import Person
from bot.ports import Occasion, Visit
from bot.post import Nudge
from bot.records import id_in


def introduced(visit: Visit, nudge: Nudge) -> Say | None:
    """The introduction as this person reads it; None once it has ended."""
    pair = visit.records.pairs.of(visit.person.id, id_in(nudge.about))
    if pair.is_group and pair.state is PairState.ACTIVE:
        return _of_group(visit, pair)
    said = pairs.introduced(visit, nudge)
    return Say("outsiders/begun", said.facts, also=said.also) if said and pair.external else said


def partner_facts(here: Occasion, pair: Pair, reader: Person) -> dict[str, Fact]:
    """Whom somebody meets there; the mentees of a group stand together as one, by their first names."""
    numbers = pair.met_by(reader.id)
    people = here.records.people.some(numbers)
    met = [people[one] for one in numbers]
    facts = person_facts(met[0])
    if len(met) == 1:
        return facts
    names = ", ".join(one.first_name for one in met)
    return {**facts, "name": names, "first_name": names, "title": "", "location": "", "email": ""}


def _of_group(visit: Visit, pair: Pair) -> Say:
    """Everybody learns everybody's name, title and work e-mail, and who convenes: the mentor."""
    people = visit.records.people.some(pair.people)
    others = [people[one] for one in pair.people if one != visit.person.id]
    emails = ",".join(quote(one.email, safe="@") for one in others if one.email)
    guides = visit.person.id == pair.mentor_id
    goals = {
        one: enrolment.goals
        for one in pair.mentee_ids
        if guides and (enrolment := visit.records.programmes.enrolment(pair.programme_id, one))
    }
    return Say(
        "groups/begun",
        {
            "to": person_facts(visit.person),
            "guides": guides,
            "mentor": person_facts(people[pair.mentor_id]),
            "members": tuple(
                {**person_facts(one), "goals": tuple(goals.get(one.id, "").splitlines())}
                for one in others
                if one.id != pair.mentor_id
            ),
            "everybody": f"mailto:{emails}" if emails else "",
            "pair": str(pair.id),
            "months": pair.months,
            "wishes": wished(visit, pair),
        },
        also=(agenda(visit, pair, 1, visit.records.programmes.get(pair.programme_id).minutes),),
    )

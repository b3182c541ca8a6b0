"""Closing interviews: what people take along, for themselves; coordinators see counts of what it brought."""

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.certificates import is_earned
from bot.closing import has_come, settle
from bot.consents import standing
from bot.endings import Brought, ClosingInterview
from bot.enrolment import partners, role_in
from bot.facts import short, told
from bot.message import Fact, Say
from bot.model import Pair, Programme, ProgrammeKind
from bot.pairs import met_by
from bot.planned_end import held
from bot.ports import Visit
from bot.post import Nudge

QUESTIONS = ("learned", "remembered", "next")
# In a reverse programme the junior is the mentor, and each has learned something else.
_TURNED_ROUND = {"mentor": "junior", "mentee": "senior"}
AT_LEAST = 3
AGAIN = "close/again"
# The latest of them: a message holds only so much.
MOST_SHOWN = 3


def page_for(visit: Visit, pair: Pair) -> str:
    """The template of this person's questions, by their role and the kind of programme."""
    role = role_in(visit, pair, visit.person.id)
    kind = visit.records.programmes.get(pair.programme_id).kind
    return f"look_back/{_TURNED_ROUND[role] if kind is ProgrammeKind.REVERSE else role}"


def to_look_back_on(visit: Visit) -> Sequence[Pair]:
    """The pairs that are over for this person, the latest last."""
    mine = [one for one in visit.records.pairs.pairs_of(visit.person.id) if not one.informal]
    done = [one for one in mine if has_come(visit, one)]
    return sorted(done, key=lambda one: (one.ended_at or visit.now, one.id))


def written(visit: Visit, pair_id: int) -> ClosingInterview | None:
    """What this person has written about that pair."""
    mine = visit.records.endings.interviews(visit.person.id)
    return next((one for one in mine if one.pair_id == pair_id), None)


def keep(visit: Visit, pair_id: int, answers: Mapping[str, str], brought: Sequence[str]) -> bool:
    """Keep it, for its writer alone, and say whether the pair is over with this."""
    pair = held(visit, visit.person.id, pair_id)
    interview = ClosingInterview(0, pair.id, visit.person.id, visit.now, answers, tuple(brought))
    visit.records.endings.keep(interview)
    return settle(visit, pair)


def told_of(visit: Visit, programme: Programme) -> dict[str, Fact]:
    """What the hours brought people there, for whoever coordinates, as counts that expose nobody.

    Answers are counted three at a time, so that no change of a figure is one person's. A theme shows from
    three on, and only where those who did not choose it are none, or three as well.
    """
    chosen = visit.records.endings.brought(programme.id)
    counted = chosen[: len(chosen) - len(chosen) % AT_LEAST]
    counts = Counter(theme for one in counted for theme in set(one))
    shown = {theme: counts[theme] for theme in Brought if exposes_nobody(counts[theme], len(counted))}
    ordered = sorted(shown.items(), key=lambda one: (-one[1], list(Brought).index(one[0])))
    themes = tuple({"theme": theme.value, "count": count} for theme, count in ordered)
    return {"looked_back": len(counted), "brought": themes}


def exposes_nobody(count: int, of: int) -> bool:
    """Whether neither those who chose it nor those who did not are one or two people."""
    return count >= AT_LEAST and (of == count or of - count >= AT_LEAST)


def again(visit: Visit) -> Say:
    """Everything of one's own about pairs that are over: what one wrote, the certificates, the consent."""
    pairs = to_look_back_on(visit)
    mine = {one.pair_id: one for one in visit.records.endings.interviews(visit.person.id)}
    told = tuple(_told(visit, pair, mine.get(pair.id)) for pair in reversed(pairs[-MOST_SHOWN:]))
    consent = standing(visit)
    return Say(
        AGAIN,
        {
            "pairs": told,
            "earned": tuple(one for one in told if one["earned"]),
            "consent": str(consent.id) if consent else "",
            "use": consent.use.value if consent else "",
        },
    )


def reread(visit: Visit, nudge: Nudge) -> Say:
    """The same, worded when it is sent, so that nobody's words lie in what is owed."""
    del nudge
    return again(visit)


def belongings(visit: Visit) -> Fact:
    """All that somebody wrote looking back, for themselves."""
    return tuple(
        {"with": partners(visit, one.pair_id)} | told(visit.person, one, "at", "answers", "brought")
        for one in visit.records.endings.interviews(visit.person.id)
    )


def _told(visit: Visit, pair: Pair, mine: ClosingInterview | None) -> dict[str, Fact]:
    answers = mine.answers if mine else {}
    return {
        "id": str(pair.id),
        "partner": short(str(met_by(visit, pair)["first_name"])),
        "answers": tuple(answers[one] for one in QUESTIONS if answers.get(one)),
        "brought": mine.brought if mine else (),
        "earned": is_earned(visit, pair),
    }

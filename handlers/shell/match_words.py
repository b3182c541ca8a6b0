"""What `match` says of pairs and of people, in English: the command line's only language."""

from collections.abc import Mapping

from bot.matching.fit import Fit, Part
from bot.matching.left import Left, Reason
from bot.matching.run import Refused
from bot.matching.why import WhyNot
from bot.model import ProgrammeKind, Role

RULES: Mapping[str, str] = {
    "self": "they are the same person",
    "reporting_line": "one is in the other's reporting line",
    "language": "they have no language in common",
    "hours": "their working days share too little time",
    "seniority": "their levels do not suit this kind of programme",
    "not_possible": "not possible in this programme",
    "forbidden": "a coordinator has ruled it out",
}

_LEFT: Mapping[Reason, tuple[str, str]] = {
    Reason.NO_MENTORS: ("there is no mentor in this run", "ask somebody to be a mentor"),
    Reason.NO_MENTEES: (
        "there is no mentee in this run",
        "nothing to do: the place is kept for the next run",
    ),
    Reason.BELOW_FLOOR: (
        "every possible pair is below the floor",
        "lower the floor, or ask for other mentors",
    ),
    Reason.ALL_FULL: (
        "all mentors who are possible are taken: {people} mentees compete for {places} there",
        "one more place with any of these mentors places one more person",
    ),
    Reason.ALL_PLACED: ("everybody who would fit has been placed", "nothing to do: first in the next run"),
    Reason.NO_PLACES: ("has no place free", "raise the capacity to take part"),
    Reason.NO_GROUP: (
        "no group of three would have come together without taking somebody from another",
        "ask for more mentees who could be with the same mentor",
    ),
    Reason.TOO_HARD: ("no exact answer was found", "match fewer people at a time"),
    Reason.ONLY_EACH_OTHER: (
        "only a pair that would have them guide each other was possible",
        "ask for one more mentor",
    ),
    Reason.EXCLUDED: (
        "whoever is possible may not be had together with what others have (--per-department, --one-way)",
        "allow more of one department, or ask for one more mentor",
    ),
}
_RULED_OUT = {
    "reporting_line": "ask somebody from outside their reporting line",
    "language": "ask somebody who speaks one of their languages",
    "hours": "ask somebody in a nearer time zone, or lower --least-overlap",
    "seniority": "ask somebody of another level",
    "not_possible": "ask one more mentor",
    "self": "ask somebody else to take part",
    "forbidden": "lift a ruling, or ask one more mentor",
}

UNPROVEN = (
    "An answer was found but could not be proven to be the best, so it is not shown and nothing was written. "
    "That is a fault of onehour: please report it."
)
REFUSALS: Mapping[str, str] = {
    "weights": "The weights must be ten whole numbers that add up to 1000.",
    "goals_by_meaning": "Goals that are read by meaning (--semantic) weigh {most} at most: 15 % of a score.",
    "many_peers": "Peers can be matched up to {most} people at a time; divide the file.",
    "departments": (
        "Too many mentors would have too many mentees of one department for an exact answer; "
        "raise --per-department, or leave it out."
    ),
    "by": "Say who publishes: --by and the e-mail address of a coordinator.",
    "groups": "Too many groups would be too small for an exact answer; match fewer people at a time.",
    "groups_aim": "Groups know no --protect-worst.",
    "groups_proof": "Groups are found by trying and have no prices: leave out --certificate.",
    "proof": "A certificate cannot show --one-way or --per-department; leave out one or the other.",
    "peers": "--one-way and --per-department are for pairs of a mentor and a mentee.",
    "circles": ("Too many people could guide each other both ways for an exact answer; give them levels."),
}


def reasons(fit: Fit) -> str:
    """The score as the sum it is."""
    told = " + ".join(f"{part.name} {part.points}{_evidence(part)}" for part in fit.parts)
    return told or (f"unsaid {fit.unsaid}" if fit.unsaid else "nothing known in common")


def _evidence(part: Part) -> str:
    shared = part.facts.get(part.name) if part.name in ("skills", "interests", "languages") else None
    return f" ({'; '.join(shared)})" if isinstance(shared, tuple) else ""


def left(one: Left, kind: ProgrammeKind) -> tuple[str, str]:
    """Why somebody is without a match, and what would help."""
    why, step = _left(one)
    if kind is not ProgrammeKind.PEER:
        return why, step
    return why.replace("mentor", "partner"), step.replace("mentor", "partner")


def _left(one: Left) -> tuple[str, str]:
    rule = str(one.facts.get("rule", ""))
    if rule:
        others = "mentor" if one.role is Role.MENTEE else "mentee"
        step = _RULED_OUT[rule] if one.role is Role.MENTEE else _RULED_OUT[rule].replace("mentor", "mentee")
        why = (
            "not possible in this programme"
            if rule == "not_possible"
            else f"no {others} is possible, mostly because {RULES[rule]}"
        )
        return why, step
    why, step = _LEFT[one.reason]
    places = one.facts.get("places")
    return why.format(**{**one.facts, "places": "1 place" if places == 1 else f"{places} places"}), step


def why_not(found: WhyNot) -> str:
    """One sentence."""
    match found.code:
        case "as_good":
            return "It would be as good for the programme: a lot has decided. Ask your coordinator."
        case "costs":
            return f"It would cost the programme at least {_cost(found)}."
        case "below_floor":
            return "Their score is below the floor."
        case "other":
            return "It would make the weakest matches worse."
        case "full":
            return "This mentor has no place."
        case "locked" | "each_other":
            return "Another pair is locked."
        case _:
            return f"It is impossible: {RULES[found.code]}."


def _cost(found: WhyNot) -> str:
    counts = (("people", "placed person", "placed people"), ("leaders", "placed leader", "placed leaders"))
    for fact, one, many in (*counts, ("points", "point", "points")):
        number = found.facts.get(fact, 0)
        if number:
            return f"{number} {one if number == 1 else many}"
    return "nothing"


def refusal(refused: Refused) -> str:
    """Why a run cannot be."""
    return REFUSALS[refused.code].format(**refused.facts)

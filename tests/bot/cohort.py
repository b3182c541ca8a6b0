"""People for the tests of matching, with a word or two each."""

from typing import Any

from bot.matching.candidates import Candidate
from bot.people import Person

_OF_THE_PERSON = {"level", "leader", "department", "location", "email"}


def somebody(number: int, **facts: Any) -> Candidate:
    """Person 7 is p7@example.org; everything not said is unknown."""
    own = {"email": f"p{number}@example.org"} | {key: facts.pop(key) for key in _OF_THE_PERSON & set(facts)}
    return Candidate(Person(number, 1, f"Person {number}", **own), **facts)

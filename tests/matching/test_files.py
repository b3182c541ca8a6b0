"""Every answer is proven to whoever reads the page alone, and is the best there is."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.matching.run import Aim
from tests.matching.files import matched
from tests.verifying.cases import people

LINES = st.fixed_dictionaries(
    {
        "role": st.sampled_from(["mentor", "mentee", "both", "mentee"]),
        "capacity": st.sampled_from(["", "1", "2", "3"]),
        "level": st.sampled_from(["", "1", "2", "3", "4"]),
        "leader": st.sampled_from(["", "no", "yes"]),
        "department": st.sampled_from(["", "Sales", "IT", "presenting"]),
        "location": st.sampled_from(["", "Lisbon", "Berlin"]),
        "timezone": st.sampled_from(["", "Europe/Lisbon", "Asia/Kolkata", "America/Los_Angeles"]),
        "languages": st.sampled_from(["", "en", "pt-BR", "en;pt", "de"]),
        "offers": st.sampled_from(["", "presenting", "strategy; Python", "C++;Reden;Python"]),
        "wants": st.sampled_from(["", "Public-speaking", "python", "c++; strategy; telepathy"]),
        "interests": st.sampled_from(["", "Choir", "choir;Chess;Go", "presenting"]),
        "goals": st.sampled_from(["", "Lead a bigger team", "leading teams; present to boards", "Présenter"]),
    }
)
AIMS = st.builds(
    Aim,
    floor=st.sampled_from([0, 0, 150, 300]),
    protect_worst=st.booleans(),
    bands=st.sampled_from([(), (), (150, 300)]),
)


def file_of(lines: list[dict[str, Any]]) -> str:
    named = [{"name": f"p{number}", **line} for number, line in enumerate(lines)]
    for number, line in enumerate(named):
        # everybody reports to the one before, every third to nobody, and every fourth avoids the one after
        line["manager"] = f"p{number - 1}@example.org" if number % 3 else ""
        line["avoid"] = (
            f"p{(number + 1) % len(named)}@example.org" if not number % 4 and len(named) > 1 else ""
        )
    return people(*named)


@pytest.mark.long
@settings(max_examples=60)
@given(
    lines=st.lists(LINES, min_size=1, max_size=9),
    kind=st.sampled_from(["traditional", "reverse", "peer"]),
    aim=AIMS,
    seed=st.integers(0, 5),
)
def test_every_answer_is_proven_without_us(
    lines: list[dict[str, Any]], kind: str, aim: Aim, seed: int
) -> None:
    verdict = matched(file_of(lines), kind, aim, seed).verified()

    assert (verdict.failed, verdict.failures) == (0, ())

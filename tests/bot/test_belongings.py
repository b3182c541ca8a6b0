"""The export leaves nothing out: whatever a table keeps of a person is in it, or is named here with a reason."""

import tomllib
from pathlib import Path

import pytest

from bot.belongings import ENROLMENT, PARTS, PERSON, PREFILL
from bot.rhythm import Rhythm
from bot.shared_belongings import PAIR
from storage.columns import Base
from templates.sheets import HERE, words

# Every column that points at a person or at one of their accounts, and the part of the export that has it.
EXPORTED = {
    "accounts.person_id": "accounts",
    "asks.person_id": "asks",
    "asks.by": "announcements_sent",
    "ask_steps.by": "asks",
    "audit.by": "acts",
    "avoids.person_id": "avoids",
    "campaigns.sent_by": "announcements_sent",
    "concerns.person_id": "concerns",
    "closing_interviews.person_id": "closing_interviews",
    "consents.person_id": "consents",
    "desks.person_id": "desk",
    "drafts.person_id": "drafts",
    "enrolments.person_id": "enrolments",
    "goals.person_id": "goals",
    "extensions.person_id": "extensions",
    "meetings.booked_by": "meetings",
    "methods.published_by": "acts",
    "nudges.to": "messages",
    "own_text_versions.written_by": "announcements_written",
    "pair_mentees.person_id": "pairs",
    "pairs.mentor_id": "pairs",
    "posts.by": "posts",
    "prefills.person_id": "prefill",
    "proposals.mentee_id": "proposals",
    "proposals.mentor_id": "proposals",
    "questions.person_id": "questions",
    "pulses.person_id": "pulses",
    "reflections.person_id": "reflections",
    "requests.mentee_id": "requests_made",
    "requests.mentor_id": "requests_received",
    "rulings.by": "acts",
    "showcases.asked_by": "showcases_asked",
    "showcases.person_id": "showcases",
    "uploads.person_id": "uploads",
    "views.person_id": "view",
    "voices.person_id": "meetings",
    "wishes.person_id": "would_guide",
}
EXEMPT = {
    "concerns.coordinator_id": "what others said to a coordinator in confidence is theirs",
    "link_codes.account_id": "a digest of a code that is good for ten minutes; erased after a day",
    "link_tries.account_id": "how often a code was mistyped; erased after a day",
    "rulings.mentor_id": "what a coordinator decided about two people would tell one of the other",
    "rulings.mentee_id": "the same",
    "wishes.other_id": "whom a mentor would like to guide is told to nobody else",
    "nudges.account_id": "by which of the accounts a message went, which `messages` and `accounts` tell",
}
OWN = {
    "people": set(PERSON),
    "prefills": set(PREFILL),
    "enrolments": set(ENROLMENT),
    # whom they meet is told by name
    "pairs": set(PAIR),
}
NOT_TOLD = {
    "people": {"id", "organisation_id", "sought", "outside"},
    "prefills": {"person_id"},
    "enrolments": {"id", "programme_id", "person_id"},
    # who is from outside is told by their address; that nobody was heard of, or one wants to go on, is of both
    "pairs": {"id", "programme_id", "mentor_id", "external", "silent_since", "goes_on_at"},
}


def test_every_column_that_points_at_a_person_is_in_the_export_or_exempt_for_a_reason() -> None:
    pointing = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.c
        for key in column.foreign_keys
        if key.column.table.name in ("people", "accounts")
    }

    assert pointing == set(EXPORTED) | set(EXEMPT)
    assert set(EXPORTED.values()) | {"person"} == set(PARTS)
    assert all(EXEMPT.values())


@pytest.mark.parametrize("table", OWN)
def test_whatever_a_row_says_of_a_person_is_told(table: str) -> None:
    columns = set(Base.metadata.tables[table].c.keys())

    assert columns - NOT_TOLD[table] == OWN[table]


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_part_and_every_field_has_words(language: str) -> None:
    spoken = words("privacy/export", language)

    assert set(spoken["parts"]) == set(PARTS)
    assert set(spoken["labels"]) >= {*PERSON, *PREFILL, *ENROLMENT, *PAIR}
    assert set(spoken["values"]) >= {*Rhythm}


def test_both_languages_say_the_same_things() -> None:
    english, german = (
        tomllib.loads(Path(HERE, f"privacy/export{ending}.toml").read_text()) for ending in ("", ".de")
    )

    assert english.keys() == german.keys()
    for group in ("parts", "labels", "values"):
        assert english[group].keys() == german[group].keys(), group
    assert english["own_words"] == german["own_words"]

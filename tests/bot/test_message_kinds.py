"""Every text has a kind by which coordinators count it when they look ahead; a new one is given its own."""

import pytest

from bot import routes
from bot.message_kinds import PRIVATE, SUBJECTS, TEXTS, kind_of
from templates.library import Library

LIBRARY = Library()
# Pages are opened by whoever fills them in, and never owed.
MESSAGES = [name for name in LIBRARY.names() if "submit" not in LIBRARY.source(name).head]
CALLED = {name for name in MESSAGES if LIBRARY.source(name).body.strip()}


def subject(name: str) -> str:
    return name.partition("/")[0]


def test_every_message_is_named_by_itself_or_by_its_subject() -> None:
    unnamed = {
        name for name in CALLED | routes.DUE.keys() if name not in TEXTS and subject(name) not in SUBJECTS
    }

    assert unnamed == set(), "say in bot/message_kinds.py whether coordinators may know of it, and as what"


def test_no_name_is_left_of_a_text_that_is_gone() -> None:
    assert set(TEXTS) <= CALLED
    assert set(SUBJECTS) <= {subject(name) for name in LIBRARY.names()}


def test_a_subject_of_several_kinds_has_every_text_named() -> None:
    assert {subject(name) for name in TEXTS}.isdisjoint(SUBJECTS)


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_kind_has_words(language: str) -> None:
    kinds = {*TEXTS.values(), *SUBJECTS.values()}
    spoken = LIBRARY.source("admin_preview/ready", language).head["words"]["kinds"]

    assert set(spoken) == kinds


def test_what_is_between_people_stays_private() -> None:
    between = (
        *("concern/said", "pause/partner", "pause/welcome", "journal/shared", "check_ins/silence"),
        *("requests/asked", "requests/settled", "extend/asked", "extend/declined", "pairs/not_this_time"),
        *("goals/list", "look_back/kept", "groups/away", "meetings/suggested", "of_tomorrow/unheard"),
    )

    assert {kind_of(name) for name in between} == {PRIVATE}

"""What is sealed opens in its own place, with one of our keys, and nowhere else."""

import pytest

from storage.secrets import KeyMissing, NoKey, Secrets, Tampered

WORDS = "I felt stuck this month. 🌧"
PLACE = ("reflections", "text", "1:2")


def test_what_was_sealed_opens_in_its_place() -> None:
    secrets = Secrets("one")

    assert secrets.open(secrets.seal(WORDS, *PLACE), *PLACE) == WORDS


def test_the_words_are_not_to_be_seen() -> None:
    assert "stuck" not in Secrets("one").seal(WORDS, *PLACE)


def test_the_same_words_never_look_the_same() -> None:
    secrets = Secrets("one")

    assert secrets.seal(WORDS, *PLACE) != secrets.seal(WORDS, *PLACE)


@pytest.mark.parametrize(
    "elsewhere",
    [("reflections", "text", "1:3"), ("drafts", "text", "1:2"), ("reflections", "prompt", "1:2")],
)
def test_what_was_moved_stays_shut(elsewhere: tuple[str, str, str]) -> None:
    secrets = Secrets("one")

    with pytest.raises(Tampered, match="changed or moved"):
        secrets.open(secrets.seal(WORDS, *PLACE), *elsewhere)


def test_what_was_changed_stays_shut() -> None:
    secrets = Secrets("one")
    sealed = secrets.seal(WORDS, *PLACE)
    changed = sealed[:-6] + ("A" if sealed[-6] != "A" else "B") + sealed[-5:]

    with pytest.raises(Tampered):
        secrets.open(changed, *PLACE)


@pytest.mark.parametrize("rubbish", ["", "1", "1..", "1.xx", "2.aa.AAAA", "in clear", "1.é.é"])
def test_what_was_never_sealed_stays_shut(rubbish: str) -> None:
    with pytest.raises((Tampered, KeyMissing)):
        Secrets("one").open(rubbish, *PLACE)


def test_a_cut_envelope_stays_shut() -> None:
    secrets = Secrets("one")
    key_id = secrets.seal(WORDS, *PLACE).split(".")[1]

    with pytest.raises(Tampered):
        secrets.open(f"1.{key_id}.AAAA", *PLACE)


def test_a_new_key_in_front_still_opens_what_the_old_one_sealed() -> None:
    sealed = Secrets("old").seal(WORDS, *PLACE)

    assert Secrets("new, old").open(sealed, *PLACE) == WORDS


def test_the_first_key_seals() -> None:
    sealed = Secrets("new,old").seal(WORDS, *PLACE)

    assert Secrets("new").open(sealed, *PLACE) == WORDS


def test_without_its_key_the_remedy_is_named() -> None:
    sealed = Secrets("old").seal(WORDS, *PLACE)

    with pytest.raises(KeyMissing, match="Add the former key"):
        Secrets("new").open(sealed, *PLACE)


@pytest.mark.parametrize("keys", ["", " ", ",", " , "])
def test_nothing_is_sealed_without_a_key(keys: str) -> None:
    with pytest.raises(NoKey, match="ONEHOUR_SECRET_KEY"):
        Secrets(keys)

"""What people type, and what is made of it. The ways of saying things are in spoken.toml."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flows import find_flows
from bot.intent import FAR_REACHING, OFFERED, Intent, read
from bot.intent.phrases import book
from tests.bot.speech import COMMANDS, spoken

SPOKEN = list(spoken(Path(__file__).with_name("spoken.toml")))
MENTION = "<@slack:T1:U2>"


@pytest.mark.parametrize(
    ("words", "command", "rest"),
    [
        ("join", "join", ""),
        ("/mentor join", "join", ""),
        ("  /Mentor   JOIN ", "join", ""),
        ("Mentor, status!", "status", ""),
        ("onehour: help", "help", ""),
        ("<@U0BOT> help", "help", ""),
        ("@onehour profile", "profile", ""),
        ("mentor admin match", "admin match", ""),
        ("admin", "admin", ""),
        ("admin  Match", "admin match", ""),
        ("", "help", ""),
        ("/mentor", "help", ""),
        ("forget-me", "forget-me", ""),
        ("forget me", "forget-me", ""),
        ("leave", "leave", ""),
        ("STOP!", "stop", ""),
        ("reflect 12", "reflect", "12"),
        ("join mentor", "join", "mentor"),
        ("find public speaking", "find", "public speaking"),
        ("find Führung & Verhandeln", "find", "Führung & Verhandeln"),
        ("pause 2027-01-10", "pause", "2027-01-10"),
        ("pause until 10 January", "pause", "10 January"),
        ("Pause bis 10.1.", "pause", "10.1."),
        ("request @Grace", "request", "@Grace"),
        (f"request {MENTION}", "request", MENTION),
        (f"/mentor informal  {MENTION}", "informal", MENTION),
        ("link K7m2Qx", "link", "K7m2Qx"),
        ("Hilfe bitte", "help", ""),
        ("mitmachen", "join", ""),
        ("suche Python", "find", "Python"),
        ("verlassen", "leave", ""),
        ("vergiss mich", "forget-me", ""),
    ],
)
def test_a_command_is_taken_as_it_was_typed(words: str, command: str, rest: str) -> None:
    assert read(words, COMMANDS) == Intent(command, rest)


@pytest.mark.parametrize("language", ["en", "de"])
def test_plain_words_find_their_command(language: str) -> None:
    meant = [one for one in SPOKEN if one.command and one.language == language]

    assert len(meant) > 300
    assert [str(one) for one in meant if not one.is_understood] == []


def test_every_command_can_be_said_in_both_languages() -> None:
    said = {(one.command, one.language) for one in SPOKEN if one.command}

    assert said == set(product(COMMANDS, ("en", "de")))


def test_small_talk_is_not_taken_for_a_command() -> None:
    assert [str(one) for one in SPOKEN if not one.command and one.intent.command] == []


@pytest.mark.parametrize(
    "words",
    [
        "I don't want to leave",
        "I’m not leaving the programme",
        "please do not delete my data",
        "never forget me",
        "don't stop sending me announcements",
        "I never want to change my mentor",
        "please don't cancel my request",
        "we do not want to close our mentoring yet",
        "I dont want a mentor",
        "Ich will nicht aufhören",
        "Ich möchte das Programm nicht verlassen",
        "Bitte lösche meine Daten nicht",
        "Ich will meinen Mentor nicht wechseln",
        "Bitte die Anfrage nicht zurückziehen",
        "Ich will keinen Mentor",
        "Ich will nicht, dass ihr meine Daten löscht",
        "keinesfalls möchte ich das Programm verlassen",
    ],
)
def test_what_is_denied_is_neither_done_nor_offered(words: str) -> None:
    assert read(words, COMMANDS) == Intent()


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("I don't want to leave, I just need a break", "pause"),
        ("Ich will nicht aussteigen, sondern nur eine Pause machen", "pause"),
        ("I do not have a mentor yet, can you find me one? I'd like a mentor", "join"),
        ("I don't know how this works", "help"),
    ],
)
def test_a_denial_reaches_no_further_than_its_clause(words: str, command: str) -> None:
    assert read(words, COMMANDS).command == command


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("leave the meeting early", "leave"),
        ("stop it", "stop"),
        ("close the door", "close"),
        ("cancel tomorrow's lunch", "cancel"),
        ("Please forget me", "forget-me"),
        ("I want to leave the programme and delete my data", "forget-me"),
        ("alles löschen!", "forget-me"),
        ("ich steige aus", "leave"),
    ],
)
def test_what_reaches_far_is_at_most_offered(words: str, command: str) -> None:
    intent = read(words, COMMANDS)

    assert intent.command == ""
    assert command in intent.nearest


@pytest.mark.parametrize(
    ("words", "nearest"),
    [("jion", "join"), ("statsu", "status"), ("admin macth", "admin match"), ("prfile", "profile")],
)
def test_a_slip_is_offered_and_never_acted_on(words: str, nearest: str) -> None:
    intent = read(words, COMMANDS)

    assert intent.command == ""
    assert intent.nearest[0] == nearest


def test_what_is_like_nothing_we_know_is_not_guessed() -> None:
    assert read("the weather in Lisbon", COMMANDS) == Intent()


def test_what_could_be_several_things_is_offered_in_full() -> None:
    assert set(read("open the dashboard", COMMANDS).nearest) >= {"home", "admin report"}


def test_only_commands_that_are_there_are_read() -> None:
    without = {missing: [one for one in COMMANDS if one != missing] for missing in COMMANDS}

    for one in (one for one in SPOKEN if one.command):
        intent = read(one.words, without[one.command])
        assert one.command not in (intent.command, *intent.nearest), one.words
        assert len(intent.nearest) <= OFFERED, one.words


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("Who could teach me Excel, please?", "Excel"),
        ("who can help me with giving honest feedback?", "giving honest feedback"),
        ("I want to learn to say NO", "say NO"),
        ("Wer kann mir Künstliche Intelligenz erklären?", "Künstliche Intelligenz"),
    ],
)
def test_a_topic_is_taken_along_as_it_was_written(words: str, rest: str) -> None:
    assert read(words, COMMANDS) == Intent("find", rest)


@pytest.mark.parametrize(
    "somebody", ["Grace Whitfield", "Grace O’Neill-Łukasz", "İpek Yılmaz", MENTION, "@grace"]
)
def test_a_person_is_taken_along_as_they_were_written(somebody: str) -> None:
    assert read(f"Ask {somebody} to be my mentor!", COMMANDS) == Intent("request", somebody)
    assert read(f"ich hätte gern {somebody} als Mentorin", COMMANDS) == Intent("request", somebody)


@pytest.mark.parametrize("nobody", ["someone", "anybody from sales", "a senior colleague", "you"])
def test_nobody_in_particular_is_asked(nobody: str) -> None:
    assert read(f"could you ask {nobody} to be my mentor?", COMMANDS).command != "request"


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_no_text_is_too_strange_to_be_read(words: str) -> None:
    intent = read(words, COMMANDS)

    assert intent.command in ("", *COMMANDS)
    assert set(intent.nearest) <= set(COMMANDS)


@given(
    st.lists(
        # without the word that may stand before every command
        st.sampled_from(
            sorted({"i", "not", "want", *(word for row in book().typed for word in row.split())} - {"mentor"})
        ),
        min_size=5,
        max_size=25,
    )
)
def test_no_heap_of_our_own_words_leads_to_anything_far_reaching(words: list[str]) -> None:
    assert read(" ".join(words), COMMANDS).command not in FAR_REACHING


@pytest.mark.parametrize(
    "words",
    [
        "a" * 10_000,
        "I want " * 1_500,
        "<" * 10_000,
        "@" * 10_000,
        "who can teach me " * 600,
        "'" * 10_000,
        "not," * 2_500,
        " \n" * 5_000,
        "ask Grace to be my mentor or " * 350,
    ],
    ids=lambda words: words[:10],
)
def test_ten_thousand_characters_are_read_like_any_others(words: str) -> None:
    assert read(words, COMMANDS).command not in FAR_REACHING


def test_what_follows_a_command_is_kept_however_long_it_is() -> None:
    rest = "Grace " * 1_600

    assert read(f"find {rest}", COMMANDS).rest == rest.strip()


def test_the_phrases_mean_commands_that_we_have_or_shall_have() -> None:
    assert {phrase.command for phrase in book().phrases} == set(COMMANDS)
    assert set(book().typed.values()) <= set(COMMANDS)
    # begun by the buttons of a card, which says whom it is about, and of the matching desk
    begun = {"admin correct", "admin match aim", "admin match weights", "admin match why"}
    begun |= {"admin programme edit", "admin programme new"}
    # and of what can be announced: in plain words, to write one is to announce
    begun |= {"admin announce write"}
    # and by those of an hour: in plain words both are `meet`
    begun |= {"times", "moved"}
    # begun by the buttons of a pair's last word
    begun |= {"extend", "look-back", "story"}
    # by those of a request to be shown, of the coordinators' menu, and of what somebody has agreed to
    begun |= {"showcase", "admin showcase", "named", "consents"}
    # by those of an announcement's card
    begun |= {"admin announced", "admin announce as"}
    # by those of the leaders' desk, and of a letter that was answered with "not now"
    begun |= {f"admin leaders {one}" for one in ("mark", "see", "plan", "wave", "ask", "date", "target")}
    begun |= {"later"}
    assert set(find_flows()) - begun <= set(COMMANDS)

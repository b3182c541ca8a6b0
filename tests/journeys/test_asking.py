"""Asking one mentor: what both read, what each answer leads to, and what the clocks bring if there is none."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from bot.model import Declined, PairState, RequestState, Role
from bot.people import Platform
from tests.journeys.asking import NOON, asks, enrol, last, mentee, mentor, number, person, requests
from tests.stage import Actor, Stage, command

Two = tuple[Actor, Actor]
ASKED = "Ada would like you as a mentor"
# Monday, half past two in the afternoon in both places, is when every journey begins.


@pytest.fixture
async def two(stage: Stage, platforms: tuple[Platform, Platform]) -> Two:
    """Ada in Lisbon may ask Grace in London."""
    where, there = platforms
    ada = mentee(stage, "Ada Pereira", where, title="Engineer")
    grace = mentor(stage, "Grace Whitfield", there, zone="Europe/London", country="GB")
    await stage.opens()
    enrol(stage, ada, wants=("leadership",), goals="Lead a team\nSpeak in public")
    enrol(stage, grace, Role.MENTOR, offers=("Leadership",))
    return ada, grace


def state(stage: Stage, mentee: str = "Ada", mentor: str = "Grace") -> RequestState:
    return requests(stage)[mentee, mentor].state


async def test_asking_says_what_is_shown_and_the_mentor_reads_it_with_the_reasons(two: Two) -> None:
    ada, grace = two
    await ada.types(command(ada, "find leadership"))
    await ada.presses("Ask Grace")
    assert "your name and title, what you would like to learn, your goals" in ada.form_text
    assert "Grace offers what you would like to learn: Leadership" in ada.form_text

    await ada.fills(line="Your talk is why I write")

    assert ada.has_heard[-1] == "Your request to Grace is made"
    card = grace.sees(ASKED)
    for told in ("Ada Pereira , Engineer", "Leadership", "Lead a team", "Your talk is why I write"):
        assert told in card.text
    assert "You offer what Ada would like to learn" in card.text
    assert list(card.buttons) == ["Accept", "Not yet", "Not this time"]
    assert "ada@hartwell.example" not in str(card.entry.payload)


async def test_the_word_to_a_mentor_is_sealed_and_may_be_left_out(two: Two, stage: Stage) -> None:
    ada, grace = two
    await asks(ada, grace, "I dread the all-hands")
    assert "I dread" in grace.sees(ASKED).text
    assert "I dread" not in stage.kept()


async def test_accepting_makes_a_pair_exactly_as_a_match_does(two: Two, stage: Stage) -> None:
    ada, grace = two
    await asks(ada, grace)

    await grace.presses("Accept")

    assert ada.has_heard[-1] == "You and Grace are a pair"
    assert grace.has_heard[-1] == "You and Ada are a pair"
    with stage.onehour.ledger() as records:
        [pair] = records.pairs.in_programme(1)
        assert pair.state is PairState.ACTIVE
    await stage.time_is("2026-11-25T15:00+00:00")
    assert "An hour with Grace" in ada.has_heard
    await stage.time_is("2026-12-10T12:00+00:00")
    assert "I have reminded Grace" not in ada.has_heard
    assert "Your request to Grace" not in ada.has_heard


@pytest.mark.parametrize(
    ("label", "why"),
    [
        ("No time just now", Declined.NO_TIME),
        ("Another topic suits me better", Declined.OTHER_TOPIC),
        ("We know each other too well", Declined.KNOWN),
        ("Something else", Declined.OTHER),
    ],
)
async def test_a_no_is_told_kindly_and_its_reason_never(stage: Stage, label: str, why: Declined) -> None:
    ada = mentee(stage, "Ada Pereira", Platform.TEAMS)
    grace = mentor(stage, "Grace Whitfield", Platform.SLACK)
    await stage.opens()
    enrol(stage, ada)
    enrol(stage, grace, Role.MENTOR)
    await asks(ada, grace)

    await grace.presses("Not this time")
    assert last(grace).title == "That is all right"
    await grace.presses(label)

    assert last(grace).title == "Thank you"
    assert requests(stage)["Ada", "Grace"].why is why
    told = ada.sees("Your request to Grace")
    assert "it does not fit just now" in told.text
    assert label not in ada.sees_words
    assert "Find somebody else" in told.buttons
    await ada.types("find")
    assert last(ada).title == "Nobody just now"
    await ada.types("request grace@hartwell.example")
    assert "not possible in this programme" in last(ada).text


async def test_not_yet_is_told_and_asked_again_after_two_days_at_most_three_times(
    two: Two, stage: Stage
) -> None:
    ada, grace = two
    await asks(ada, grace)

    await grace.presses("Not yet")
    assert last(grace).title == "Then later"
    assert last(ada).title == "Grace needs a little time"
    await stage.time_is("2026-11-25T14:29+00:00")
    assert grace.has_heard.count(ASKED) == 0
    await stage.time_is("2026-11-25T14:31+00:00")
    assert "you asked for a little time" in grace.sees(ASKED).text
    await grace.presses("Not yet")
    await stage.time_is("2026-11-27T15:00+00:00")
    await grace.presses("Not yet")
    await stage.time_is("2026-11-30T10:00+00:00")

    card = grace.sees(ASKED)
    assert "This is the last time that I ask" in card.text
    assert list(card.buttons) == ["Accept", "Not this time"]
    assert ada.has_heard.count("Grace needs a little time") == 3
    await grace.forges("requests.not_yet", "1")
    assert state(stage) is RequestState.CLOSED
    assert "Your request to Grace" in ada.has_heard


async def test_the_clocks_remind_offer_the_next_and_close_each_in_working_hours(
    two: Two, stage: Stage
) -> None:
    ada, grace = two
    await asks(ada, grace)

    await stage.time_is("2026-11-26T14:29+00:00")
    assert "Ada waits for your answer" not in grace.has_heard
    await stage.time_is("2026-11-26T14:31+00:00")
    assert grace.has_heard.count("Ada waits for your answer") == 1
    assert last(ada).title == "I have reminded Grace"

    await stage.time_is("2026-11-30T14:29+00:00")
    assert "No answer from Grace yet" not in ada.has_heard
    # the first of December is a day off in Portugal, the thirtieth is not
    await stage.time_is("2026-11-30T14:31+00:00")
    assert last(ada).title == "No answer from Grace yet"
    assert state(stage) is RequestState.OPEN

    await stage.time_is("2026-12-07T14:29+00:00")
    assert state(stage) is RequestState.OPEN
    await stage.time_is("2026-12-07T14:31+00:00")
    assert state(stage) is RequestState.CLOSED
    assert "Two weeks have passed without an answer" in ada.sees("Your request to Grace").text
    assert last(grace).title == "The request of Ada needs no answer any more"


async def test_an_evening_or_a_weekend_is_nobodys_hour(two: Two, stage: Stage) -> None:
    ada, grace = two
    await stage.time_is("2026-11-27T20:00+00:00")

    await asks(ada, grace)
    await stage.time_is("2026-11-30T08:59+00:00")
    assert ASKED not in grace.has_heard
    await stage.time_is("2026-11-30T09:01+00:00")
    assert grace.has_heard[-1] == ASKED

    # three days after a Friday evening is Monday evening: the reminder waits for Tuesday morning
    await stage.time_is("2026-12-01T08:59+00:00")
    assert "Ada waits for your answer" not in grace.has_heard
    await stage.time_is("2026-12-01T09:01+00:00")
    assert "Ada waits for your answer" in grace.has_heard


async def test_clocks_stand_still_while_a_mentor_pauses(two: Two, stage: Stage) -> None:
    ada, grace = two
    await asks(ada, grace)
    away = replace(person(stage, grace), paused_at=NOON)
    with stage.onehour.ledger() as records:
        records.people.keep(away)

    await stage.time_is("2026-11-28T12:00+00:00")
    assert "Ada waits for your answer" not in grace.has_heard
    assert "I have reminded Grace" not in ada.has_heard
    with stage.onehour.ledger() as records:
        records.people.keep(replace(away, paused_at=None))
    await stage.time_is("2026-11-30T12:00+00:00")

    assert "Ada waits for your answer" in grace.has_heard


@pytest.mark.parametrize("words", ["request", "request Tom", "request Nobody At All"])
async def test_whom_somebody_means_is_asked_where_it_is_not_clear(
    stage: Stage, platforms: tuple[Platform, Platform], words: str
) -> None:
    where, there = platforms
    ada = mentee(stage, "Ada Pereira", where)
    tom, other = mentor(stage, "Tom Reed", there), mentor(stage, "Sam Tomlin", there)
    await stage.opens()
    enrol(stage, ada)
    enrol(stage, tom, Role.MENTOR)
    enrol(stage, other, Role.MENTOR)

    await ada.types(command(ada, words))

    if words.endswith("All"):
        assert last(ada).title == "Whom do you mean?"
        await ada.presses("Search by name")
    if words == "request Tom":
        await ada.fills(mentor=str(number(stage, tom)))
    else:
        await ada.fills(mentors="Tom")
    await ada.fills(line="")
    assert ASKED in tom.has_heard


@pytest.mark.parametrize("where", Platform)
async def test_a_colleague_is_meant_by_a_mention(stage: Stage, where: Platform) -> None:
    ada, grace = mentee(stage, "Ada Pereira", where), mentor(stage, "Grace Whitfield", where)
    mentor(stage, "Gracie Whitfield", where)
    await stage.opens()
    enrol(stage, ada)
    enrol(stage, grace, Role.MENTOR)

    await ada.types(command(ada, "request @Grace Whitfield"))
    await ada.fills(line="Your talk")

    assert last(grace).title == "Ada would like you as a mentor"


async def test_what_cannot_be_asked_is_said_with_its_reason(two: Two, stage: Stage) -> None:
    ada, grace = two
    await asks(ada, grace)

    for person_, words, reason in (
        (ada, "request Grace Whitfield", "You have asked Grace already"),
        (grace, "request Ada Pereira", "take part as a mentee"),
    ):
        await person_.types(command(person_, words))
        assert reason in last(person_).text
    await grace.presses("Accept")
    await ada.types(command(ada, "request Grace Whitfield"))
    assert "You have a mentor" in last(ada).text


@pytest.mark.parametrize("action", ["accept", "decline", "not_yet", "next", "why"])
async def test_nobody_answers_the_request_of_others(two: Two, stage: Stage, action: str) -> None:
    ada, grace = two
    await asks(ada, grace)
    subject = "other:1" if action == "why" else "1"

    await ada.types(command(ada, "find nothing at all"))
    await ada.forges(f"requests.{action}", subject)

    if action != "next":
        assert last(ada).title == "This is no longer open"
    assert state(stage) is RequestState.OPEN


async def test_taking_back_is_told_to_a_mentor_who_was_asked(two: Two, stage: Stage) -> None:
    ada, grace = two
    await ada.types(command(ada, "cancel"))
    assert last(ada).title == "Nothing to take back"
    await asks(ada, grace)
    card = grace.sees(ASKED)

    await ada.types(command(ada, "cancel"))
    await ada.fills(request="1")

    assert last(ada).title == "Taken back"
    assert last(grace).title == "The request of Ada needs no answer any more"
    assert state(stage) is RequestState.CANCELLED
    await grace.presses("Accept", on=card)
    assert last(grace).title == "This is no longer open"
    heard = len(grace.has_heard)
    await stage.time_is("2026-12-20T12:00+00:00")
    assert len(grace.has_heard) == heard


async def test_a_mentor_who_hears_of_it_only_tomorrow_hears_nothing_of_what_was_taken_back(
    two: Two, stage: Stage
) -> None:
    ada, grace = two
    await stage.time_is("2026-11-23T22:00+00:00")
    await asks(ada, grace)

    await ada.types(command(ada, "cancel"))
    await ada.fills(request="1")
    await stage.time_is("2026-12-25T12:00+00:00")

    assert set(grace.has_heard) <= {"Hello Grace"}


class Crowd:
    """Five mentees and one mentor."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.grace = mentor(stage, "Grace Whitfield", Platform.TEAMS)
        names = {"Ada": Platform.SLACK, "Ben": Platform.TEAMS, "Cleo": Platform.SLACK, "Dan": Platform.TEAMS}
        self.mentees: Mapping[str, Actor] = {
            name: mentee(stage, f"{name} Okafor", where)
            for name, where in {**names, "Eva": Platform.SLACK}.items()
        }

    async def ask(self, capacity: int) -> None:
        await self.stage.opens()
        enrol(self.stage, self.grace, Role.MENTOR, capacity=capacity)
        for one in self.mentees.values():
            enrol(self.stage, one)
            await asks(one, self.grace)


async def test_the_fourth_waits_is_told_so_and_moves_up(stage: Stage) -> None:
    crowd = Crowd(stage)
    dan, eva, grace = crowd.mentees["Dan"], crowd.mentees["Eva"], crowd.grace
    await crowd.ask(capacity=5)

    assert len([title for title in grace.has_heard if "would like you" in title]) == 3
    assert "Grace has three requests just now; yours is next in line" in last(dan).text
    assert "yours is second in line" in last(eva).text

    await grace.presses("Not this time", on=grace.sees("Ben would like you as a mentor"))
    assert last(dan).title == "It is your turn with Grace"
    assert "Dan would like you as a mentor" in grace.has_heard
    await crowd.mentees["Ada"].types("/mentor cancel")
    await crowd.mentees["Ada"].fills(request="1")
    assert last(eva).title == "It is your turn with Grace"


async def test_when_the_last_place_is_taken_all_who_asked_are_told(stage: Stage) -> None:
    crowd = Crowd(stage)
    await crowd.ask(capacity=1)

    await crowd.grace.presses("Accept", on=crowd.grace.sees("Ada would like you as a mentor"))

    for name in ("Ben", "Cleo", "Dan", "Eva"):
        told = crowd.mentees[name].sees("Your request to Grace")
        assert "has no place free any more" in told.text
        assert state(stage, name) is RequestState.CLOSED
    await crowd.grace.presses("Accept", on=crowd.grace.sees("Ben would like you as a mentor"))
    assert last(crowd.grace).title == "This is no longer open"
    await stage.time_is("2026-12-20T12:00+00:00")
    assert "Ben waits for your answer" not in crowd.grace.has_heard


async def test_a_place_promised_elsewhere_is_not_given_twice(stage: Stage) -> None:
    crowd = Crowd(stage)
    await crowd.ask(capacity=2)
    enrol(stage, crowd.grace, Role.MENTOR, capacity=0)

    await crowd.grace.presses("Accept", on=crowd.grace.sees("Ada would like you as a mentor"))

    assert "There is no place free" in crowd.grace.has_heard
    enrol(stage, crowd.grace, Role.MENTOR, capacity=1)
    await crowd.grace.presses("Accept", on=crowd.grace.sees("There is no place free"))
    assert "You and Ada are a pair" in crowd.grace.has_heard


async def test_status_says_where_every_request_stands_and_what_comes_next(two: Two, stage: Stage) -> None:
    ada, grace = two
    await asks(ada, grace)

    async def status(actor: Actor) -> str:
        await actor.types(command(actor, "status"))
        return last(actor).text

    assert "if there is no answer I remind them on" in await status(ada)
    assert "Ada Pereira would like you as a mentor since" in await status(grace)
    await grace.presses("Not yet")
    assert "needs a little time for your request" in await status(ada)
    await stage.time_is("2026-11-29T12:00+00:00")
    assert "if there is no answer I offer you your next choice" in await status(ada)
    await stage.time_is("2026-12-02T12:00+00:00")
    assert "if there is no answer I let it go" in await status(ada)
    await grace.presses("Accept")
    assert "no answer" not in await status(ada)


@pytest.mark.parametrize("where", Platform)
async def test_names_and_titles_of_any_length_can_be_shown_chosen_and_asked(
    stage: Stage, where: Platform
) -> None:
    ada = mentee(stage, "Ada Pereira", where)
    long = mentor(stage, "N" * 200, Platform.SLACK, title="T" * 200)
    await stage.opens()
    enrol(stage, ada)
    enrol(stage, long, Role.MENTOR, offers=tuple(f"{n} {'s' * 55}" for n in range(10)))

    await ada.types(command(ada, "find"))
    await ada.presses("Ask " + "N" * 39 + "…")
    await ada.fills(line="x" * 500)
    await ada.types(command(ada, "cancel"))
    await ada.fills(request="1")

    assert last(ada).title == "Taken back"

"""Somebody is shown with words of their own: only where they said yes to, and no longer than they like."""

from dataclasses import replace

import pytest

from bot import posting
from bot.announcing import Order, carry_out
from bot.asks import Audience
from bot.endings import Consent, Use
from bot.message import Facts
from bot.people import Platform
from bot.places import Post, PostState, ShowcaseState
from bot.ports import Announcement
from bot.post import Nudge, NudgeState
from bot.records import NotYours
from bot.showcases import act_of
from playground.faults import Fault
from tests.journeys.asking import enrol, number
from tests.journeys.public import (
    BOARDS,
    SLACK,
    announces,
    board,
    company,
    faults,
    forgets,
    place_ids,
    posts,
    visit,
)
from tests.stage import Actor, Stage, command

Three = tuple[Actor, Actor, Actor]
DRAFT = "I thought I had no hour to give."
WORDS = "I hear what nobody else tells me."
ASKED = "Grace, may we show that you take part?"
SHOWN = "Who takes part: Grace Whitfield"


@pytest.fixture
async def people(stage: Stage, platform: Platform) -> Three:
    return await company(stage, platform)


async def asks(stage: Stage, platform: Platform, text: str = DRAFT) -> None:
    """Carla asks Grace whether she may be shown in the channel."""
    carla = stage.actors["carla"]
    await carla.types(command(carla, "admin showcase"))
    place = place_ids(stage)[BOARDS[platform][1]]
    await carla.fills(person="Grace", place=place, why="People in operations look to you.", text=text)


async def shows(stage: Stage, platform: Platform) -> None:
    """Ask, agree, post."""
    await asks(stage, platform)
    await stage.actors["grace"].presses("Yes, show this")
    await stage.actors["carla"].presses("Post it")


async def test_somebody_is_shown_with_their_own_words_once_they_said_yes_to_them(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, grace, ada = people
    await asks(stage, platform)

    assert "Nothing is posted" in carla.sees("Asked").text
    request = grace.sees(ASKED).text
    for said in ("Carla Mendes", "People in operations", DRAFT, "Chief Operating Officer", "A no is fine"):
        assert said in request
    assert BOARDS[platform][1] in request

    await grace.presses("Change the words")
    await grace.fills(text=WORDS)
    assert WORDS in grace.sees("Your words, before anybody else reads them").text
    assert "Grace Whitfield said yes" not in carla.has_heard
    await grace.presses("Yes, show this")

    assert "One tap takes it back" in grace.sees("Thank you: that is how it stands").text
    assert WORDS in carla.sees("Grace Whitfield said yes").text
    assert board(stage, platform) == [], "nothing is posted before a coordinator does"
    await carla.presses("Post it")
    await carla.types(command(carla, "stop"))
    await carla.forges("showcases.post", "1")

    assert "It has been posted" in carla.has_heard
    [post] = board(stage, platform)
    assert post.title == SHOWN
    assert WORDS in post.text
    assert "Chief Operating Officer" in post.text
    assert DRAFT not in post.text
    assert WORDS not in ada.sees_words
    assert WORDS not in "".join(stage.kept().split(SHOWN)), "what is kept of it is sealed"


async def test_a_yes_to_other_words_than_those_on_the_button_is_none(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, grace, _ = people
    await asks(stage, platform)
    old = grace.sees(ASKED)
    await grace.presses("Change the words")
    await grace.fills(text=WORDS)

    await grace.presses("Yes, show this", old)

    [now] = [one for one in grace.seen if one.entry.id == old.entry.id]
    assert now.title == "Your words, before anybody else reads them"
    assert WORDS in now.text
    assert "Grace Whitfield said yes" not in carla.has_heard
    me = number(stage, grace)
    with stage.onehour.ledger() as records:
        assert list(records.consents.by(me)) == []


async def test_one_tap_takes_a_yes_back_and_changes_what_was_posted(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, grace, _ = people
    await shows(stage, platform)
    assert [one.title for one in board(stage, platform)] == [SHOWN]

    await grace.types(command(grace, "consents"))
    assert "To be shown in" in grace.sees("What others may see of you").text
    await grace.presses(f"Take back: {BOARDS[platform][1]}")

    assert "your name is taken out" in grace.sees("Taken back at once").text
    [post] = board(stage, platform)
    assert post.title == "Taken back"
    assert "Grace" not in post.text
    assert DRAFT not in post.text
    assert [one.state for one in posts(stage, carla)] == [PostState.TAKEN_BACK]
    await carla.types(command(carla, "admin audit"))
    log = carla.sees("What coordinators did").text
    assert "took back being shown or named" in log
    assert DRAFT not in log
    await grace.types(command(grace, "consents"))
    assert "You have said yes to nothing of the kind" in grace.sees("What others may see of you").text


async def test_what_is_taken_back_before_it_is_posted_is_never_posted(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, grace, _ = people
    await asks(stage, platform)
    await grace.presses("Yes, show this")
    await stage.time_is("2026-11-27T19:00+00:00")
    await carla.presses("Post it")
    assert "when people work there again" in carla.sees("It waits for working hours").text

    await grace.presses(f"Take back: {BOARDS[platform][1]}")
    await stage.time_is("2026-12-03T12:00+00:00")

    assert board(stage, platform) == []
    assert [one.state for one in posts(stage, carla)] == [PostState.DROPPED]


async def test_where_a_platform_lets_nothing_be_changed_it_is_removed_and_else_a_coordinator_is_told(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, grace, _ = people
    await shows(stage, platform)
    change, remove = ("chat.update", "chat.delete") if platform is Platform.SLACK else ("update", "delete")
    kind = "error:cant_update_message" if platform is Platform.SLACK else "400"
    # on Teams the pressed card is changed as well
    faults(stage, platform).append(Fault(change, kind, times=10))
    faults(stage, platform).append(Fault(remove, kind))

    await grace.presses(f"Take back: {BOARDS[platform][1]}")

    assert [one.title for one in board(stage, platform)] == [SHOWN]
    await carla.types(command(carla, "admin"))
    assert "what stands there should be gone" in carla.sees("For coordinators").text
    await carla.presses("I have seen to these posts")
    assert [one.state for one in posts(stage, carla)] == [PostState.SETTLED]

    faults(stage, platform).clear()
    await asks(stage, platform, WORDS)
    await grace.presses("Yes, show this")
    await carla.presses("Post it")
    assert len(board(stage, platform)) == 2
    faults(stage, platform).append(Fault(change, kind, times=10))
    await grace.presses(f"Take back: {BOARDS[platform][1]}")
    assert len(board(stage, platform)) == 1, "nothing stands there at all"


async def test_a_no_is_respected_and_needs_no_reason(stage: Stage, people: Three, platform: Platform) -> None:
    carla, grace, _ = people
    await asks(stage, platform)

    await grace.presses("No, thank you")

    assert "nobody asks you why" in grace.sees("Nothing is shown").text
    assert "please do not ask for a reason" in carla.sees("Grace Whitfield would rather not").text
    assert board(stage, platform) == []
    await grace.types(command(grace, "showcase"))
    await grace.fills(text=WORDS)
    await grace.presses("Yes, show this")
    assert WORDS in carla.sees("Grace Whitfield said yes").text, "a change of mind is welcome"


async def test_nobody_is_shown_without_a_living_consent_of_their_own_to_that_place(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, grace, ada = people
    await asks(stage, platform)
    who, other, me = (number(stage, one) for one in (grace, ada, carla))
    here, there = sorted(int(one) for one in place_ids(stage).values())
    with stage.onehour.ledger() as records:
        [asked] = records.showcases.about(who)
        here, there = asked.place_id, here if asked.place_id == there else there
        agreed = replace(asked, state=ShowcaseState.AGREED)
        records.showcases.keep(agreed)
        act = act_of(agreed, records.people.get(who))
        at = stage.clock.now()
        forged = {
            "none at all": None,
            "of another person": Consent(0, other, Use.PLACE, act, at, place_id=here),
            "to another place": Consent(0, who, Use.PLACE, act, at, place_id=there),
            "to another use": Consent(0, who, Use.NAMED_STORY, act, at, place_id=here),
            "to other words": Consent(0, who, Use.PLACE, f"{act}0", at, place_id=here),
            "withdrawn": Consent(0, who, Use.PLACE, act, at, withdrawn_at=at, place_id=here),
        }
        for name, consent in forged.items():
            given = records.consents.give(consent) if consent else None
            said = Post(0, here, "announcements/showcase", me, at, name, showcase_id=asked.id)
            kept = records.posts.add(replace(said, consents=(given.id,) if given else ()))
            records.outbox.owe([Nudge(f"post:{kept.id}", "posting.post", me, at, f"post:{kept.id}")])

    await stage.settles()

    assert board(stage, platform) == []
    assert {one.line: one.state for one in posts(stage, carla)} == dict.fromkeys(forged, PostState.DROPPED)
    await carla.types(command(carla, "stop"))
    await carla.forges("showcases.post", str(asked.id))
    assert "There is no yes to this" in carla.has_heard
    assert board(stage, platform) == []


async def test_a_consent_to_one_place_shows_nobody_in_another(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, grace, _ = people
    await asks(stage, platform)
    await grace.presses("Yes, show this")
    me, who = number(stage, carla), number(stage, grace)
    with stage.onehour.ledger() as records:
        [asked] = records.showcases.about(who)
        elsewhere = next(one.id for one in records.places.all() if one.id != asked.place_id)
        [consent] = records.consents.by(asked.person_id)
        at = stage.clock.now()
        said = Post(0, elsewhere, "announcements/showcase", me, at, showcase_id=asked.id)
        kept = records.posts.add(replace(said, consents=(consent.id,)))
        records.outbox.owe([Nudge(f"post:{kept.id}", "posting.post", me, at, f"post:{kept.id}")])

    await stage.settles()

    assert [one.state for one in posts(stage, carla)] == [PostState.DROPPED]
    world = stage.playground.world
    assert not any(world.entries(place) for place in ("#general", "#stories", *map(str, BOARDS)))


async def test_nobody_is_shown_by_an_announcement_or_a_message_made_up_elsewhere(
    stage: Stage, people: Three, platform: Platform
) -> None:
    """The text itself is no way round: nothing but the consent ledger leads to it."""
    carla, _, ada = people
    made_up = Announcement("announcements/showcase", "Made up", "everybody", asks=False, posts=True)
    other = number(stage, ada)
    with stage.onehour.ledger() as records:
        here = visit(stage, records, carla)
        place = records.places.all()[0]
        with pytest.raises(NotYours):
            posting.drawn_up(here, made_up, place, "")
        with pytest.raises(NotYours):
            carry_out(here, "", Order(made_up, Audience("everybody")))
        facts: Facts = {"person": {"name": "Grace Whitfield", "title": ""}, "text": DRAFT}
        due = stage.clock.now()
        records.outbox.owe([Nudge("forged", made_up.name, other, due, "campaign:1", facts)])

    await stage.settles()

    assert SHOWN not in ada.has_heard
    with stage.onehour.ledger() as records:
        forged = records.outbox.get("forged")
        assert forged
        assert forged.state is NudgeState.SKIPPED
    assert "announcements/showcase" not in {
        one.name for one in stage.onehour.bot.house.wording.announcements("en")
    }


async def test_only_coordinators_ask_and_post(stage: Stage, people: Three, platform: Platform) -> None:
    _, grace, ada = people
    await asks(stage, platform)
    await grace.presses("Yes, show this")
    who = number(stage, grace)
    with stage.onehour.ledger() as records:
        [asked] = records.showcases.about(who)
    await ada.types(command(ada, "stop"))

    for action in ("showcases.post", "showcases.agree", "showcases.decline"):
        await ada.forges(action, str(asked.id))
        await ada.types(command(ada, "stop"))
    await ada.types(command(ada, "admin showcase"))

    assert ada.form is None
    assert board(stage, platform) == []
    with stage.onehour.ledger() as records:
        [still] = records.showcases.about(who)
        assert still.state is ShowcaseState.AGREED


async def test_whoever_is_forgotten_is_shown_no_longer(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, grace, _ = people
    await shows(stage, platform)

    await forgets(grace)

    [post] = board(stage, platform)
    assert post.title == "Taken back"
    assert "Grace" not in post.text
    assert [one.showcase_id for one in posts(stage, carla)] == [None]
    assert DRAFT not in stage.kept()


async def test_who_takes_part_is_named_where_they_said_so_and_nowhere_else(
    stage: Stage, people: Three, platform: Platform
) -> None:
    carla, grace, ada = people
    enrol(stage, grace, offers=("leadership",))
    enrol(stage, ada)
    await ada.types(command(ada, "home"))
    assert "Grace" not in ada.sees_words
    await grace.types(command(grace, "named"))

    await grace.fills(uses=["home", "announcements"])

    assert "named in announcements" in grace.sees("Thank you: that is how it stands").text
    await ada.types(command(ada, "status"))
    assert "Taking part here, among others: Grace Whitfield" in ada.sees_words
    await announces(stage, carla, platform)
    assert "With Grace Whitfield" in board(stage, platform)[-1].text

    await grace.presses("Take back: in announcements")
    assert "Grace" not in board(stage, platform)[-1].text
    await grace.types(command(grace, "named"))
    await grace.fills(uses=[])
    assert "You are named nowhere" in grace.sees("Thank you: that is how it stands").text
    me = number(stage, grace)
    with stage.onehour.ledger() as records:
        assert records.consents.to(Use.HOME) == ()
        given = records.consents.by(me)
        assert {one.act for one in given} == {"named"}


async def test_without_a_request_there_is_nothing_to_change(stage: Stage, people: Three) -> None:
    _, grace, _ = people

    await grace.types(command(grace, "showcase"))

    assert "no words about you to change" in grace.sees("Nobody has asked you").text


async def test_a_yes_after_we_were_put_out_is_none(stage: Stage) -> None:
    carla, grace, _ = await company(stage, Platform.SLACK)
    await asks(stage, Platform.SLACK)
    await stage.playground.slack.puts_out(SLACK)

    await grace.presses("Yes, show this")

    assert "nothing is kept as agreed" in grace.sees("I cannot post there any more").text
    assert "Grace Whitfield said yes" not in carla.has_heard

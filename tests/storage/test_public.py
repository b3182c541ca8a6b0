"""Where we may post, what was posted, who is shown: kept as long as somebody may want to take it back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.endings import Consent, Use
from bot.people import Platform
from bot.places import Place, Post, PostState, Showcase
from bot.records import NotYours, Records
from bot.trust import Bounds
from storage.records import Books
from tests.storage import paper
from tests.storage.paper import NOON, person

GENERAL = Place(0, Platform.SLACK, "T1", "C1", "#general", route="r")
LATER = NOON + timedelta(days=900)
ALL = Bounds(LATER, LATER, LATER, LATER, LATER, LATER)


def shown(records: Records, who: int, by: int) -> tuple[Place, Showcase, Post]:
    place = records.places.learn(GENERAL)
    showcase = records.showcases.ask(Showcase(0, who, place.id, by, NOON, "why them", "their words"))
    post = Post(0, place.id, "announcements/showcase", by, NOON, "Thank you, Ada!", showcase_id=showcase.id)
    return place, showcase, records.posts.add(replace(post, state=PostState.POSTED))


def test_a_place_is_learnt_once_and_what_it_is_called_is_kept_up_to_date(books: Books) -> None:
    with books() as records:
        first = records.places.learn(GENERAL)
        again = records.places.learn(replace(GENERAL, name="#everybody"))
        records.places.learn(replace(GENERAL, tenant="T2", name="#another"))

        assert again.id == first.id
        assert [one.name for one in records.places.all()] == ["#another", "#everybody"]


def test_who_leaves_a_team_leaves_its_channels_and_nobody_elses(books: Books) -> None:
    with books() as records:
        for channel in ("19:a", "19:b"):
            records.places.learn(Place(0, Platform.TEAMS, "X", channel, channel, team="19:a"))
        other = records.places.learn(Place(0, Platform.TEAMS, "Y", "19:a", "theirs", team="19:a"))

        records.places.leave(Platform.TEAMS, "X", ["19:a"], NOON)
        records.places.leave(Platform.TEAMS, "X", ["19:a"], NOON)

        assert records.places.all() == (other,)
        back = records.places.learn(Place(0, Platform.TEAMS, "X", "19:b", "b", team="19:a"))
        assert back.left_at is None


def test_words_about_somebody_are_sealed_and_theirs_alone(books: Books) -> None:
    with books() as records:
        grace, carla = person(records, "Grace"), person(records, "Carla")
        _, showcase, _ = shown(records, grace.id, carla.id)

        assert records.showcases.of(grace.id, showcase.id) == showcase
        assert records.showcases.about(grace.id) == (showcase,)
        assert records.showcases.asked_by(carla.id) == (showcase,)
        with pytest.raises(NotYours):
            records.showcases.of(carla.id, showcase.id)


def test_only_consents_that_hold_are_living(books: Books) -> None:
    with books() as records:
        grace = person(records, "Grace")
        kept = records.consents.give(Consent(0, grace.id, Use.HOME, "named", NOON))
        gone = records.consents.give(Consent(0, grace.id, Use.HOME, "named", NOON, NOON))

        assert records.consents.living([kept.id, gone.id, 99]) == {kept.id}
        assert records.consents.to(Use.HOME) == (kept,)
        assert records.consents.to(Use.FIND) == ()


def test_whoever_is_forgotten_leaves_no_word_and_no_name_behind(books: Books) -> None:
    with books() as records:
        ada, carla = person(records, "Ada"), person(records, "Carla")
        _, _, post = shown(records, ada.id, carla.id)
        owed = records.posts.add(replace(post, id=0, state=PostState.DUE, by=ada.id, showcase_id=None))

        records.people.forget(ada.id, NOON)

        assert records.showcases.asked_by(carla.id) == ()
        kept = records.posts.hold(post.id)
        assert (kept.showcase_id, kept.consents, kept.line) == (None, (), "Thank you, Somebody!")
        dropped = records.posts.hold(owed.id)
        assert (dropped.state, dropped.line) == (PostState.DROPPED, "")


def test_a_coordinator_who_is_forgotten_takes_their_reasons_along(books: Books) -> None:
    with books() as records:
        ada, carla = person(records, "Ada"), person(records, "Carla")
        shown(records, ada.id, carla.id)

        records.people.forget(carla.id, NOON)

        [showcase] = records.showcases.about(ada.id)
        assert (showcase.why, showcase.text) == ("", "their words")


def test_two_who_become_one_keep_what_either_agreed_to(books: Books) -> None:
    with books() as records:
        kept, lost = person(records, "Ada", "ada@x.example"), person(records, "A.", "a@x.example")
        _, showcase, post = shown(records, lost.id, lost.id)
        records.consents.give(Consent(0, lost.id, Use.PLACE, "showcase:1:x", NOON))

        records.links.merge(lost.id, kept.id)

        assert records.showcases.about(kept.id) == (replace(showcase, person_id=kept.id, asked_by=kept.id),)
        assert [one.id for one in records.posts.by(kept.id)] == [post.id]
        assert [one.act for one in records.consents.by(kept.id)] == ["showcase:1:x"]


def test_what_is_old_goes_but_never_the_way_to_take_something_back(books: Books) -> None:
    with books() as records:
        ada, carla = person(records, "Ada"), person(records, "Carla")
        place, _, post = shown(records, ada.id, carla.id)
        told = records.posts.add(Post(0, place.id, "announcements/launch", carla.id, NOON))
        old = records.places.learn(replace(GENERAL, channel="C2"))
        records.places.leave(Platform.SLACK, "T1", ["C1", "C2"], NOON)

        while records.retention.erase(ALL, 500):
            pass

        assert records.posts.hold(post.id) == post
        with pytest.raises(NotYours):
            records.posts.hold(told.id)
        with pytest.raises(NotYours):
            records.places.get(old.id)

        records.posts.keep(replace(post, state=PostState.TAKEN_BACK))
        while records.retention.erase(ALL, 500):
            pass
        assert records.showcases.about(ada.id) == ()
        with pytest.raises(NotYours):
            records.places.get(place.id)


def test_what_went_to_a_place_is_never_looked_up_by_itself(books: Books) -> None:
    with books() as records:
        carla = person(records, "Carla")
        records.outbox.owe([paper.nudge(carla.id)])
        [claimed] = records.outbox.claim(NOON, timedelta(minutes=1), 1)
        assert records.outbox.begin([(claimed, None)], NOON) == {claimed.nudge.id}

        records.outbox.doubt(claimed, "nobody knows")

        assert records.outbox.unsure(10) == ()
        assert [one.id for one in records.outbox.doubts(10)] == [claimed.nudge.id]

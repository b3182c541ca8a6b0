"""Many people at once: who is next, where they are reached, what they are owed, and how far that has come."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine, text

from bot.asks import Ask, Campaign
from bot.message import Facts
from bot.model import Enrolment, EnrolmentState, Role
from bot.people import Organisation, Person, Platform
from bot.post import Nudge, NudgeState
from bot.records import Records
from storage.records import Books
from tests.storage import paper
from tests.storage.paper import MINUTE, NOON

DAY = timedelta(days=1)
FACTS: Facts = {"line": "See you", "sender": {"name": "Carla"}, "programme": 1}


def letter(campaign: Campaign) -> Nudge:
    return Nudge(
        f"campaign:{campaign.id}",
        "announcements/launch",
        campaign.sent_by,
        NOON,
        f"campaign:{campaign.id}",
        FACTS,
        NOON + DAY,
        unasked=True,
    )


def company(records: Records) -> tuple[Campaign, list[Person]]:
    carla = paper.person(records, "Carla")
    people = [paper.person(records, f"P{n}") for n in range(3)]
    return paper.campaign(records, carla.id), people


def test_people_come_in_the_order_of_their_numbers_and_whoever_is_outside_never(books: Books) -> None:
    with books() as records:
        records.people.keep_organisation(replace(_ours(records), timezone="Europe/Lisbon"))
        ada, grace = paper.person(records, "Ada"), paper.person(records, "Grace")
        records.people.add(Person(0, 1, "Tom", outside="tom@elsewhere.example"))
        tim = paper.person(records, "Tim")

    with books() as records:
        assert [one.id for one in records.crowd.after(0, 2)] == [ada.id, grace.id]
        [last] = records.crowd.after(grace.id, 2)
        assert last == tim
        assert last.workday.timezone == "Europe/Lisbon"
        assert records.crowd.after(tim.id, 2) == ()


def _ours(records: Records) -> Organisation:
    return records.people.organisation()


def test_where_each_is_reached_the_oldest_way_first(books: Books) -> None:
    with books() as records:
        ada, grace, tim = (paper.person(records, name) for name in ("Ada", "Grace", "Tim"))
        paper.account(records, ada.id, Platform.TEAMS)
        paper.account(records, ada.id, Platform.SLACK)
        paper.account(records, grace.id, Platform.SLACK)
        paper.account(records, tim.id, Platform.SLACK, reachable=False)

        both = {ada.id: (Platform.TEAMS, Platform.SLACK), grace.id: (Platform.SLACK,)}
        assert records.crowd.ways() == both
        assert records.crowd.ways(ada.id, grace.id) == {grace.id: (Platform.SLACK,)}


def test_what_is_said_of_colleagues_is_known_once_and_in_order(books: Books) -> None:
    with books() as records:
        for name, where in (("Ada", "Porto"), ("Grace", "berlin"), ("Tim", "Porto"), ("Tom", "")):
            records.people.keep(replace(paper.person(records, name), location=where))

        assert list(records.crowd.known("location")) == ["berlin", "Porto"]
        assert list(records.crowd.known("department")) == []


def test_each_is_owed_the_same_once(books: Books) -> None:
    with books() as records:
        campaign, people = company(records)
        outside = records.people.add(Person(0, 1, "Tom", outside="tom@elsewhere.example"))
        numbers = [one.id for one in people]
        assert records.outbox.owe_each(letter(campaign), [*numbers[:2], outside.id]) == 2
        assert records.outbox.owe_each(letter(campaign), numbers) == 1

    with books() as records:
        claimed = records.outbox.claim(NOON, MINUTE, 9)
        assert sorted(one.nudge.to for one in claimed) == numbers
        for one in claimed:
            expected = replace(
                letter(campaign), key=f"campaign:{campaign.id}:{one.nudge.to}", to=one.nudge.to
            )
            assert replace(one.nudge, id=0, state=NudgeState.READY) == expected


def test_what_was_held_back_is_taken_up_and_nothing_else(books: Books) -> None:
    with books() as records:
        campaign, people = company(records)
        about = f"campaign:{campaign.id}"
        records.outbox.owe_each(letter(campaign), [one.id for one in people])
        [first, *_] = records.outbox.claim(NOON, MINUTE, 1)
        records.outbox.skip(first, "away")
        records.outbox.cancel(about, reason="held back")
        assert not records.outbox.claim(NOON, MINUTE, 9)

        assert records.outbox.take_up(about, "held back", NOON + 2 * DAY) == 2
        assert records.outbox.take_up(about, "held back", NOON + 2 * DAY) == 0

        again = records.outbox.claim(NOON, MINUTE, 9)
        assert {one.nudge.to for one in again} == {one.id for one in people} - {first.nudge.to}
        assert {one.nudge.expires for one in again} == {NOON + 2 * DAY}


def test_progress_counts_by_state_and_reason_and_what_is_looked_for_as_being_sent(books: Books) -> None:
    with books() as records:
        campaign, people = company(records)
        accounts = {one.id: paper.account(records, one.id, Platform.SLACK).id for one in people}
        records.outbox.owe_each(letter(campaign), [one.id for one in people])
        sent, doubted, skipped = records.outbox.claim(NOON, MINUTE, 9)
        records.outbox.begin([(one, accounts[one.nudge.to]) for one in (sent, doubted)], NOON)
        records.outbox.sent(sent, "1")
        records.outbox.doubt(doubted, "nobody knows")
        records.outbox.skip(skipped, "away")

        found = records.campaigns.progress(campaign.id)
        assert {key: count for key, count in found.items() if count} == {
            (NudgeState.SENT, ""): 1,
            (NudgeState.SENDING, ""): 1,
            (NudgeState.SKIPPED, "away"): 1,
        }
        for _ in range(2):
            [unsure] = records.outbox.unsure(9)
            records.outbox.looked_up(unsure, None, again=False)
        assert records.campaigns.progress(campaign.id)[NudgeState.UNSURE, "nobody knows"] == 1


def test_counting_reads_an_index_alone(engine: Engine, books: Books) -> None:
    with books() as records:
        campaign, people = company(records)
        records.outbox.owe_each(letter(campaign), [one.id for one in people])
    if engine.dialect.name != "sqlite":
        return  # with three rows PostgreSQL rightly reads them all
    asked = (
        "EXPLAIN QUERY PLAN SELECT state, reason, count(*) FROM nudges WHERE unasked AND "
        "substr(template, 1, 14) = 'announcements/' AND about = 'campaign:1' GROUP BY state, reason"
    )
    with engine.connect() as connection:
        told = " ".join(str(row) for row in connection.execute(text(asked)))
    assert "USING COVERING INDEX ix_nudges_announced_about" in told or (
        "USING INDEX ix_nudges_announced_about" in told
    )


def test_what_everybody_had_and_waits_for_is_read_at_once(books: Books) -> None:
    with books() as records:
        campaign, people = company(records)
        accounts = {one.id: paper.account(records, one.id, Platform.SLACK).id for one in people}
        records.outbox.owe_each(letter(campaign), [one.id for one in people])
        begun, *_ = records.outbox.claim(NOON, MINUTE, 1)
        records.outbox.begin([(begun, accounts[begun.nudge.to])], NOON)

        assert list(records.announced.begun_by_all(NOON - DAY)) == [(begun.nudge.to, NOON)]
        assert list(records.announced.begun_by_all(NOON)) == []
        waiting = {one.id for one in people} - {begun.nudge.to}
        assert {to for to, _ in records.announced.waiting_by_all(NOON)} == waiting


def test_many_are_asked_once_and_known_to_have_been(books: Books) -> None:
    with books() as records:
        campaign, people = company(records)
        for _ in range(2):
            records.campaigns.ask_all(Ask(0, campaign.id, one.id, NOON) for one in people)

        assert len(records.campaigns.asks()) == len(people)
        assert records.campaigns.ever_asked() == {one.id for one in people}


def test_who_takes_part(books: Books) -> None:
    with books() as records:
        programme = paper.programme(records)
        ada, grace, tim = (paper.person(records, name) for name in ("Ada", "Grace", "Tim"))
        for one, role in ((ada, Role.MENTOR), (grace, Role.MENTEE), (tim, Role.MENTOR)):
            records.programmes.enrol(Enrolment(0, programme.id, one.id, role, NOON))
        left = Enrolment(0, programme.id, tim.id, Role.MENTOR, NOON, state=EnrolmentState.LEFT)
        records.programmes.enrol(left)

        assert records.programmes.taking_part(programme.id) == {ada.id, grace.id}


def test_campaigns_under_way_and_the_newest(books: Books) -> None:
    with books() as records:
        carla = paper.person(records, "Carla")
        first, second = paper.campaign(records, carla.id), paper.campaign(records, carla.id)
        held = records.campaigns.hold(first.id)
        records.campaigns.keep(replace(held, line="Hello", levels=(8, 9), left_out={"away": 2}))

        assert [one.id for one in records.campaigns.newest(1)] == [second.id]
        kept = records.campaigns.under_way()[0]
        assert (kept.line, kept.levels, kept.left_out) == ("Hello", (8, 9), {"away": 2})

"""Two people become one with everything of both; what proves that they are one, and what does not."""

from dataclasses import replace

import pytest

from bot.asks import Ask, AskKind, AskState, AskStep
from bot.endings import ClosingInterview, Consent, Extension, Use
from bot.model import Enrolment, Request, Role
from bot.people import Address, Platform, Profile
from bot.progress import Pulse
from bot.records import NotYours, Records
from bot.roster import meet
from bot.thoughts import Question, Reflection
from bot.trust import Concern
from storage.merging import pointing_to_people
from storage.records import Books
from tests.storage import paper
from tests.storage.paper import NOON, person

MAIL = "ada@hartwell.example"


def test_whatever_was_ones_becomes_the_others(books: Books) -> None:
    with books() as records:
        kept, lost = person(records, "Ada", "ada@x.example"), person(records, "A.", "a@x.example")
        grace, tom = person(records, "Grace"), person(records, "Tom")
        records.people.keep(replace(tom, manager="a@x.example"))
        paper.account(records, lost.id, Platform.TEAMS)
        spring = paper.programme(records)
        records.programmes.enrol(Enrolment(0, spring.id, lost.id, Role.MENTEE, NOON, goals="Lead"))
        pair = paper.pair(records, grace.id, lost.id)
        held = paper.meeting(records, pair.id)
        thought = records.reflections.keep(Reflection(0, lost.id, held.id, "mentee/x", "I listened", NOON))
        records.requests.add(Request(0, spring.id, lost.id, tom.id, NOON, line="Your talk"))
        records.concerns.add(Concern(0, lost.id, grace.id, "He shouts", NOON))
        records.people.keep_avoids(lost.id, {tom.id, kept.id})
        records.people.keep_avoids(grace.id, {lost.id})
        records.drafts.open(lost.id, "join", "")

        records.links.merge(lost.id, kept.id)

        assert [one.name for one in records.people.everybody()] == ["Ada", "Grace", "Tom"]
        assert [one.platform for one in records.people.accounts(kept.id)] == [Platform.TEAMS]
        enrolment = records.programmes.enrolment(spring.id, kept.id)
        assert enrolment
        assert enrolment.goals == "Lead"
        assert records.pairs.pairs_of(kept.id)[0].mentee_ids == (kept.id,)
        assert records.reflections.by(kept.id) == (replace(thought, person_id=kept.id),)
        assert [one.line for one in records.requests.of_mentee(kept.id)] == ["Your talk"]
        assert [one.text for one in records.concerns.by(kept.id)] == ["He shouts"]
        assert records.people.everybodys_avoids() == {kept.id: {tom.id}, grace.id: {kept.id}}
        assert records.people.get(tom.id).manager == "ada@x.example"
        with pytest.raises(NotYours):
            records.people.get(lost.id)


def test_what_both_were_asked_and_wrote_after_the_same_hour_is_kept_of_the_one_who_stays(
    books: Books,
) -> None:
    with books() as records:
        kept, lost = person(records, "Ada"), person(records, "A.")
        hour = paper.meeting(records, paper.pair(records, lost.id, kept.id).id)
        other = paper.meeting(records, paper.pair(records, person(records, "Grace").id, lost.id).id)
        for one, held, prompt in ((kept, hour, "a"), (lost, hour, "b"), (lost, other, "c")):
            records.reflections.ask(Question(0, one.id, held.id, prompt, NOON))
            records.reflections.keep(Reflection(0, one.id, held.id, prompt, f"{prompt} it is", NOON))

        records.links.merge(lost.id, kept.id)

        assert [one.prompt for one in records.reflections.questions(kept.id)] == ["a", "c"]
        assert [one.text for one in records.reflections.by(kept.id)] == ["a it is", "c it is"]


def test_goals_and_pulses_go_along(books: Books) -> None:
    with books() as records:
        kept, lost = person(records, "Ada"), person(records, "A.")
        pair = paper.pair(records, person(records, "Grace").id, lost.id)
        paper.goal(records, pair.id, lost.id, "Listen longer", "They talk more than I")
        records.pulses.give(Pulse(0, pair.id, lost.id, 1, 4, NOON))

        records.links.merge(lost.id, kept.id)

        [goal] = records.goals.by(kept.id)
        assert (goal.text, goal.sign) == ("Listen longer", "They talk more than I")
        assert [one.score for one in records.pulses.by(kept.id)] == [4]


def test_what_was_written_and_consented_to_at_the_end_goes_along(books: Books) -> None:
    with books() as records:
        kept, lost = person(records, "Ada", "ada@x.example"), person(records, "A.", "a@x.example")
        grace = person(records, "Grace")
        pairs = [paper.pair(records, grace.id, lost.id) for _ in range(2)]
        for one, pair, learned in (
            (lost, pairs[0], "Calm"),
            (lost, pairs[1], "lost"),
            (kept, pairs[1], "kept"),
        ):
            records.endings.keep(ClosingInterview(0, pair.id, one.id, NOON, {"learned": learned}))
        records.endings.ask(Extension(0, pairs[0].id, lost.id, 2, NOON))
        records.consents.give(Consent(0, lost.id, Use.NAMED_STORY, "story", NOON))

        records.links.merge(lost.id, kept.id)

        written = {one.pair_id: one.answers["learned"] for one in records.endings.interviews(kept.id)}
        assert written == {pairs[0].id: "Calm", pairs[1].id: "kept"}
        assert [one.months for one in records.endings.extensions_by(kept.id)] == [2]
        assert [one.use for one in records.consents.by(kept.id)] == [Use.NAMED_STORY]


def test_of_what_is_one_of_a_kind_the_one_who_stays_keeps_theirs(books: Books) -> None:
    with books() as records:
        kept, lost = person(records, "Ada"), person(records, "A.")
        spring = paper.programme(records)
        for one, goals in ((kept, "Speak"), (lost, "Lead")):
            records.programmes.enrol(Enrolment(0, spring.id, one.id, Role.MENTEE, NOON, goals=goals))
        campaign = paper.campaign(records, kept.id)
        for one in (kept, lost):
            ask = records.campaigns.ask(Ask(0, campaign.id, one.id, NOON))
            records.campaigns.note(AskStep(0, ask.id, kept.id, AskKind.TAKE_PART, "ask", NOON))
        planned = records.campaigns.begin_ask(Ask(0, None, lost.id, None, AskState.PLANNED))
        group = paper.pair(records, person(records, "Grace").id, lost.id, kept.id)
        for one, score in ((kept, 5), (lost, 2)):
            records.pulses.give(Pulse(0, group.id, one.id, 1, score, NOON))

        records.links.merge(lost.id, kept.id)

        assert [one.goals for one in records.programmes.enrolments(spring.id)] == ["Speak"]
        asked, moved = records.campaigns.asks_of(kept.id)
        assert moved.id == planned.id
        assert len(records.campaigns.steps([asked.id])) == 1
        assert records.pairs.of(kept.id, group.id).mentee_ids == (kept.id,)
        assert [one.score for one in records.pulses.by(kept.id)] == [5]


def test_every_column_that_names_a_person_is_known() -> None:
    assert {f"{table.name}.{column.name}" for table, column in pointing_to_people()} >= {
        "accounts.person_id",
        "nudges.to",
        "pairs.mentor_id",
        "audit.by",
    }


@pytest.mark.parametrize(
    ("domains", "verified", "apart", "linked"),
    [
        ((), True, False, True),
        (("hartwell.example",), True, False, True),
        (("other.example",), True, False, False),
        ((), False, False, False),
        ((), True, True, False),
    ],
)
def test_the_same_address_links_only_where_it_proves_something(
    books: Books,
    domains: tuple[str, ...],
    verified: bool,  # a case of a table
    apart: bool,  # another
    linked: bool,  # what comes of it
) -> None:
    with books() as records:
        records.people.keep_organisation(replace(records.people.organisation(), domains=domains))
        ada = person(records, "Ada", MAIL)
        here = Address(Platform.TEAMS, "T-1", "29:ada")
        if apart:
            took_apart(records, here)

        met = meet(records, Profile(here, "Ada", MAIL, verified=verified))

        assert (met.id == ada.id) is linked
        assert met.email == (MAIL if linked else "")
        assert meet(records, Profile(here, "Ada", MAIL, verified=verified)).id == met.id


def took_apart(records: Records, at: Address) -> None:
    alone = meet(records, Profile(at, "Ada"))
    [account] = records.people.accounts(alone.id)
    records.people.keep_account(replace(account, apart=True))


def test_whoever_was_met_before_their_address_was_known_brings_along_what_they_did(books: Books) -> None:
    here = Address(Platform.TEAMS, "T-1", "29:ada")
    with books() as records:
        ada = person(records, "Ada", MAIL)
        early = meet(records, Profile(here, "Ada P."))
        spring = paper.programme(records)
        records.programmes.enrol(Enrolment(0, spring.id, early.id, Role.MENTEE, NOON, goals="Lead"))

        met = meet(records, Profile(here, "Ada P.", MAIL))

        assert met.id == ada.id
        assert [one.name for one in records.people.everybody()] == ["Ada"]
        enrolment = records.programmes.enrolment(spring.id, ada.id)
        assert enrolment
        assert enrolment.goals == "Lead"

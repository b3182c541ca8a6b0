"""Programmes, who is in them, who is matched with whom."""

from dataclasses import replace

import pytest

from bot.model import Answer, Enrolment, EnrolmentState, PairState, Programme, ProgrammeKind, Proposal, Role
from bot.records import NotYours
from storage.records import Books
from tests.storage.paper import NOON, pair, person, programme, proposal


def test_a_programme_comes_back_as_it_was_added(books: Books) -> None:
    with books() as records:
        organisation_id = records.people.organisation().id
        added = records.programmes.add(Programme(0, organisation_id, "Reverse", ProgrammeKind.REVERSE, 45, 9))

        assert records.programmes.get(added.id) == added
        assert list(records.programmes.all()) == [added]
        assert (added.kind, added.minutes, added.months) == (ProgrammeKind.REVERSE, 45, 9)


def test_no_programme_has_an_unknown_number(books: Books) -> None:
    with pytest.raises(NotYours), books() as records:
        records.programmes.get(77)


def test_enrolling_again_brings_the_enrolment_up_to_date(books: Books) -> None:
    with books() as records:
        spring, ada = programme(records), person(records)
        first = records.programmes.enrol(Enrolment(0, spring.id, ada.id, Role.MENTEE, NOON))
        second = records.programmes.enrol(
            Enrolment(
                0,
                spring.id,
                ada.id,
                Role.BOTH,
                NOON,
                3,
                ("SQL", "Chess"),
                ("Go",),
                "grow",
                ("en",),
                EnrolmentState.LEFT,
            )
        )

        assert second.id == first.id
        assert records.programmes.enrolment(spring.id, ada.id) == second
        assert list(records.programmes.enrolments(spring.id)) == [second]
        assert second.offers == ("SQL", "Chess")


def test_whoever_did_not_enrol_is_not_enrolled(books: Books) -> None:
    with books() as records:
        assert records.programmes.enrolment(programme(records).id, person(records).id) is None


def test_a_proposal_comes_back_to_both_sides(books: Books) -> None:
    with books() as records:
        mentor, mentee = person(records, "Grace"), person(records, "Ada")
        offered = proposal(records, mentor.id, mentee.id)

        assert records.pairs.proposal(mentor.id, offered.id) == offered
        assert records.pairs.proposal(mentee.id, offered.id) == offered
        assert list(records.pairs.proposals(offered.programme_id)) == [offered]


def test_a_proposal_is_nobody_elses(books: Books) -> None:
    with books() as records:
        offered = proposal(records, person(records, "Grace").id, person(records, "Ada").id)
        eve = person(records, "Eve")

        with pytest.raises(NotYours):
            records.pairs.proposal(eve.id, offered.id)
        with pytest.raises(NotYours):
            records.pairs.proposal(eve.id, 77)


def test_a_proposal_is_brought_up_to_date(books: Books) -> None:
    with books() as records:
        mentor, mentee = person(records, "Grace"), person(records, "Ada")
        changed = replace(proposal(records, mentor.id, mentee.id), mentee_said=Answer.NO, reasons=())
        records.pairs.keep_proposal(changed)

        assert records.pairs.proposal(mentee.id, changed.id) == changed


def test_the_highest_score_there_can_be_is_kept(books: Books) -> None:
    with books() as records:
        mentor, mentee = person(records, "Grace"), person(records, "Ada")
        highest = 2**63 - 1
        offered = records.pairs.offer(
            Proposal(0, programme(records).id, mentor.id, mentee.id, highest, (), NOON)
        )

        assert records.pairs.proposal(mentor.id, offered.id).score == highest


def test_a_group_keeps_its_mentees_in_order(books: Books) -> None:
    with books() as records:
        grace, ada, mary = (person(records, name) for name in ("Grace", "Ada", "Mary"))
        group = pair(records, grace.id, mary.id, ada.id)

        assert group.mentee_ids == (mary.id, ada.id)
        assert records.pairs.of(ada.id, group.id) == group
        assert group.state is PairState.ACTIVE


def test_everybody_finds_the_pairs_they_are_in(books: Books) -> None:
    with books() as records:
        grace, ada, mary = (person(records, name) for name in ("Grace", "Ada", "Mary"))
        first, second = pair(records, grace.id, ada.id), pair(records, ada.id, mary.id)

        assert list(records.pairs.pairs_of(ada.id)) == [first, second]
        assert list(records.pairs.pairs_of(grace.id)) == [first]
        assert list(records.pairs.in_programme(second.programme_id)) == [second]


def test_a_pair_is_nobody_elses(books: Books) -> None:
    with books() as records:
        theirs = pair(records, person(records, "Grace").id, person(records, "Ada").id)

        with pytest.raises(NotYours):
            records.pairs.of(person(records, "Eve").id, theirs.id)
        with pytest.raises(NotYours):
            records.pairs.of(theirs.mentor_id, 77)

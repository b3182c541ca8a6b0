"""What is old is erased, a few rows at a time; what is not, or is still going on, stays."""

from dataclasses import replace
from datetime import timedelta

from bot.endings import ClosingInterview, Consent, Extension, Use
from bot.model import Declined, PairState, ProposalState, Request, RequestState
from bot.people import Platform
from bot.post import NudgeState
from bot.progress import Pulse
from bot.thoughts import Reflection
from bot.trust import AuditEntry, Bounds, Concern, LinkCode, Upload
from storage.records import Books
from tests.storage import paper
from tests.storage.paper import MINUTE, NOON

LATER = NOON + MINUTE
ALL = Bounds(LATER, LATER, LATER, LATER, LATER, LATER)
NOTHING = Bounds(NOON, NOON, NOON, NOON, NOON, NOON)


def filled(books: Books) -> tuple[int, int]:
    with books() as records:
        ada, grace = paper.person(records, "Ada"), paper.person(records, "Grace")
        hers = paper.account(records, ada.id, Platform.SLACK)
        spring = paper.programme(records)
        pair = paper.pair(records, grace.id, ada.id)
        hour = paper.meeting(records, pair.id)
        records.meetings.keep(replace(hour, booked_by=ada.id))
        records.pairs.keep(replace(pair, state=PairState.ENDED, ended_at=NOON))
        records.reflections.keep(Reflection(0, ada.id, hour.id, "prompts/x", "mine", NOON))
        paper.goal(records, pair.id, ada.id)
        records.pulses.give(Pulse(0, pair.id, ada.id, 1, 4, NOON))
        offered = paper.proposal(records, grace.id, ada.id)
        records.pairs.keep_proposal(replace(offered, state=ProposalState.DECLINED))
        asked = Request(0, spring.id, ada.id, grace.id, NOON, line="please", state=RequestState.DECLINED)
        records.requests.add(replace(asked, settled_at=NOON, why=Declined.NO_TIME))
        records.requests.add(Request(0, spring.id, grace.id, ada.id, NOON, line="still open"))
        records.concerns.add(Concern(0, ada.id, grace.id, "oh", NOON))
        records.endings.keep(ClosingInterview(0, pair.id, ada.id, NOON, {"learned": "mine"}))
        records.endings.ask(Extension(0, pair.id, ada.id, 2, NOON))
        for withdrawn_at in (NOON, None):
            records.consents.give(Consent(0, ada.id, Use.NAMED_STORY, "story", NOON, withdrawn_at))
        records.uploads.add(Upload(0, grace.id, "people.csv", b"", NOON))
        records.links.add(LinkCode(0, hers.id, "digest", NOON))
        records.links.try_in_vain(hers.id, NOON)
        records.audit.note(AuditEntry(0, grace.id, "match", "programme:1", NOON))
        records.drafts.open(ada.id, "join", "", NOON)
        records.inbound.is_new("event", NOON)
        records.outbox.owe(
            [replace(paper.nudge(ada.id, key), facts={"line": "hello"}) for key in ("old", "due")]
        )
        [first, _] = records.outbox.claim(NOON, timedelta(minutes=1), 2)
        records.outbox.skip(first, "no longer wanted")
        return ada.id, grace.id


def test_nothing_is_erased_before_its_time(books: Books) -> None:
    ada, _ = filled(books)

    with books() as records:
        assert records.retention.erase(NOTHING, 500) == 0
        assert len(records.reflections.by(ada)) == 1


def test_what_people_wrote_goes_and_what_the_programme_was_stays(books: Books) -> None:
    ada, grace = filled(books)

    with books() as records:
        assert records.retention.erase(replace(ALL, sent=NOON), 500) > 0
    with books() as records:
        assert records.retention.erase(ALL, 500) == 0

        assert records.reflections.by(ada) == ()
        assert not [*records.goals.by(ada), *records.pulses.by(ada)]
        [pair] = records.pairs.pairs_of(ada)
        [hour] = records.meetings.of_pair(pair.id)
        assert (hour.slots, hour.booked_by) == ((), None)
        [proposal] = [one for each in records.programmes.all() for one in records.pairs.proposals(each.id)]
        assert proposal.reasons == ()
        [settled] = records.requests.of_mentee(ada)
        assert (settled.line, settled.why, settled.state) == ("", Declined.UNSAID, RequestState.DECLINED)
        assert [one.line for one in records.requests.of_mentee(grace)] == ["still open"]
        assert list(records.concerns.by(ada)) == []
        assert list(records.endings.interviews(ada)) == []
        assert list(records.endings.extensions_by(ada)) == []
        assert [one.withdrawn_at for one in records.consents.by(ada)] == [None], "what stands, stays"
        assert records.audit.entries() == ()
        assert list(records.uploads.names(grace)) == []
        [hers] = records.people.accounts(ada)
        assert records.links.tries(hers.id, NOON - MINUTE) == 0
        assert records.links.unused("digest", NOON - MINUTE) is None
        assert list(records.drafts.by(ada)) == []
        assert records.inbound.is_new("event", NOON)


def test_messages_lose_their_words_first_and_their_rows_later_and_what_is_due_stays(books: Books) -> None:
    filled(books)

    with books() as records:
        assert records.retention.erase(replace(NOTHING, sent=LATER), 500) == 1
        settled, due = (records.outbox.get(key) for key in ("old", "due"))
        gone, kept = (settled, due) if settled and settled.state is NudgeState.SKIPPED else (due, settled)
        assert gone
        assert gone.facts == {}
        assert kept
        assert kept.facts == {"line": "hello"}

        records.retention.erase(replace(NOTHING, texts=LATER), 500)

        assert records.outbox.get(gone.key) is None
        assert records.outbox.get(kept.key) == kept


def test_it_goes_a_few_rows_at_a_time(books: Books) -> None:
    with books() as records:
        for number in range(5):
            records.inbound.is_new(f"event {number}", NOON)

        only_heard = replace(NOTHING, heard=LATER)
        assert [records.retention.erase(only_heard, 2) for _ in range(4)] == [2, 2, 1, 0]


def test_an_unfinished_form_of_an_unknown_age_is_counted_from_now_on(books: Books) -> None:
    with books() as records:
        ada = paper.person(records)
        records.drafts.open(ada.id, "join", "")
        records.retention.erase(NOTHING, 500)

        assert [one.begun_at for one in records.drafts.by(ada.id)] == [NOON]

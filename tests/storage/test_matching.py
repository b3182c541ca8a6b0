"""What coordinators decide about matching is kept, once for each pair, and about nobody who is gone."""

from dataclasses import replace
from datetime import timedelta

from bot.model import Method, Priority, Ruling, Verdict
from bot.post import Nudge
from bot.records import Records
from bot.retention import bounds
from storage.records import Books
from tests.storage.paper import MINUTE, NOON, nudge, person, programme


def ruling(records: Records, programme_id: int, mentor: str = "Grace", mentee: str = "Ada") -> Ruling:
    one, other, by = person(records, mentor), person(records, mentee), person(records, "Carla")
    made = Ruling(0, programme_id, one.id, other.id, Verdict.LOCKED, by.id, NOON)
    records.matching.rule(made)
    return made


def test_a_programme_is_matched_the_usual_way_until_somebody_chooses_another(books: Books) -> None:
    with books() as records:
        spring, carla = programme(records), person(records)
        assert records.matching.method(spring.id) == Method(0, spring.id)

        chosen = Method(0, spring.id, Priority.QUALITY, 300, {"skills": 1000}, True, 2, NOON, carla.id)
        records.matching.keep_method(chosen)
        records.matching.keep_method(replace(chosen, runs=3))

        kept = records.matching.method(spring.id)
        assert replace(kept, id=0) == replace(chosen, runs=3)


def test_of_two_rulings_about_the_same_two_the_later_one_holds(books: Books) -> None:
    with books() as records:
        spring = programme(records)
        made = ruling(records, spring.id)
        records.matching.rule(replace(made, verdict=Verdict.FORBIDDEN, at=NOON + MINUTE))

        assert [one.verdict for one in records.matching.rulings(spring.id)] == [Verdict.FORBIDDEN]

        records.matching.release(made)
        records.matching.release(made)
        assert records.matching.rulings(spring.id) == ()


def test_whoever_is_forgotten_is_in_no_ruling_and_has_published_nothing(books: Books) -> None:
    with books() as records:
        spring = programme(records)
        as_mentor, as_mentee = ruling(records, spring.id), ruling(records, spring.id, "Tom", "Mary")
        by = as_mentor.by
        records.matching.keep_method(Method(0, spring.id, published_at=NOON, published_by=by))

        for person_id in (as_mentor.mentor_id, as_mentee.mentee_id, by):
            records.people.forget(person_id, NOON)

        assert records.matching.rulings(spring.id) == ()
        assert records.matching.method(spring.id).published_by is None
        assert records.matching.method(spring.id).published_at == NOON


def test_of_two_who_are_one_each_ruling_stays_once_and_none_about_themselves(books: Books) -> None:
    with books() as records:
        spring = programme(records)
        grace = ruling(records, spring.id)
        lost = person(records, "G.")
        for mentor, mentee, verdict in (
            (lost.id, grace.mentee_id, Verdict.FORBIDDEN),
            (lost.id, grace.mentor_id, Verdict.FORBIDDEN),
            (lost.id, grace.by, Verdict.FORBIDDEN),
        ):
            records.matching.rule(Ruling(0, spring.id, mentor, mentee, verdict, lost.id, NOON))

        records.links.merge(lost.id, grace.mentor_id)

        kept = [(one.mentor_id, one.mentee_id, one.verdict) for one in records.matching.rulings(spring.id)]
        assert kept == [
            (grace.mentor_id, grace.mentee_id, Verdict.LOCKED),
            (grace.mentor_id, grace.by, Verdict.FORBIDDEN),
        ]


def test_a_ruling_is_erased_with_age(books: Books) -> None:
    with books() as records:
        ruling(records, programme(records).id)
        later = NOON + timedelta(days=900)

        records.retention.erase(bounds(later, 24), 10)

        assert records.matching.rulings(1) == ()


def test_what_was_owed_about_something_is_found_again_for_a_while(books: Books) -> None:
    with books() as records:
        ada = person(records)
        told: Nudge = replace(nudge(ada.id), about="unmatched:1")
        records.outbox.owe([told, nudge(ada.id, "nudge:2")])

        assert [one.key for one in records.matching.told("unmatched:1", NOON)] == ["nudge:1"]
        assert records.matching.told("unmatched:1", NOON + MINUTE) == ()

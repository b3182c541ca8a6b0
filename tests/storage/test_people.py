"""Who there is."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from bot.people import Account, Address, Organisation, Person, Platform, Prefill
from bot.records import NotYours
from storage.records import Books
from tests.storage.paper import MINUTE, NOON, account, at_once, person

ADA = Person(
    0,
    1,
    "Ada Lovelace",
    "ada@example.com",
    "Countess",
    "Engines",
    "London",
    "GB",
    "Europe/London",
    ("en", "fr"),
    7,
    leader=True,
    manager="boss@example.com",
    coordinator=True,
)


def test_the_organisation_is_made_at_the_first_call(books: Books) -> None:
    with books() as records:
        assert records.people.organisation() == Organisation(1, "Our organisation")
        assert records.people.organisation() == Organisation(1, "Our organisation")


def test_a_person_comes_back_as_they_were_added(books: Books) -> None:
    with books() as records:
        records.people.organisation()
        added = records.people.add(ADA)

    with books() as records:
        assert records.people.get(added.id) == added == replace(ADA, id=added.id)


def test_nobody_has_an_unknown_number(books: Books) -> None:
    with pytest.raises(NotYours), books() as records:
        records.people.get(77)


def test_a_person_is_brought_up_to_date(books: Books) -> None:
    with books() as records:
        changed = replace(person(records), level=9, languages=("cy",), email="ada@example.com")
        records.people.keep(changed)

        assert records.people.get(changed.id) == changed


def test_somebody_gone_cannot_be_brought_up_to_date(books: Books) -> None:
    with pytest.raises(NotYours), books() as records:
        records.people.keep(replace(ADA, id=77))


def test_email_addresses_compare_in_lower_case(books: Books) -> None:
    with books() as records:
        ada = person(records, email=" Ada@Example.COM ")

        assert ada.email == "ada@example.com"
        assert records.people.by_email("ADA@example.com") == ada
        assert records.people.by_email("eve@example.com") is None


def test_an_empty_email_address_is_nobodys_and_may_be_many_peoples(books: Books) -> None:
    with books() as records:
        person(records, "Ada")
        person(records, "Grace")

        assert records.people.by_email("") is None


def test_whoever_has_the_email_address_already_is_given_back(books: Books) -> None:
    with books() as records:
        ada = person(records, email="ada@example.com")

        assert person(records, "Ada again", email="ADA@example.com") == ada


def test_two_cannot_come_to_have_one_email_address(books: Books) -> None:
    with books() as records:
        person(records, "Ada", "ada@example.com")
        grace = person(records, "Grace")

    with pytest.raises(IntegrityError), books() as records:
        records.people.keep(replace(grace, email="ada@example.com"))


def test_everybody_comes_in_the_order_in_which_they_came(books: Books) -> None:
    with books() as records:
        people = [person(records, name) for name in ("Grace", "Ada", "Mary")]

        assert list(records.people.everybody()) == people


def test_a_person_is_found_at_each_of_their_addresses(books: Books) -> None:
    with books() as records:
        ada = person(records)
        slack, teams = (account(records, ada.id, platform) for platform in Platform)

        assert records.people.at(slack.address) == records.people.at(teams.address) == ada
        assert records.people.account(teams.address) == teams
        assert list(records.people.accounts(ada.id)) == [slack, teams]


def test_the_same_user_of_another_tenant_is_somebody_else(books: Books) -> None:
    with books() as records:
        theirs = account(records, person(records).id, Platform.SLACK)
        elsewhere = Address(Platform.SLACK, "T2", theirs.user)

        assert records.people.at(elsewhere) is None
        assert records.people.account(elsewhere) is None


def test_a_known_address_stays_whose_it_is(books: Books) -> None:
    with books() as records:
        ada, eve = person(records, "Ada"), person(records, "Eve")
        hers = account(records, ada.id, Platform.SLACK)

        assert records.people.add_account(replace(hers, id=0, person_id=eve.id)) == hers


def test_an_account_is_brought_up_to_date(books: Books) -> None:
    with books() as records:
        changed = replace(account(records, person(records).id, Platform.SLACK), route="D1", locale="pt-PT")
        records.people.keep_account(changed)

        assert records.people.account(changed.address) == changed


def test_whoever_has_one_account_that_works_is_reachable(books: Books) -> None:
    with books() as records:
        ada, grace, eve = (person(records, name) for name in ("Ada", "Grace", "Eve"))
        account(records, ada.id, Platform.SLACK, reachable=False)
        account(records, ada.id, Platform.TEAMS)
        account(records, grace.id, Platform.SLACK, reachable=False)

        assert records.people.reachable() == {ada.id}
        assert eve.id not in records.people.reachable()


def test_the_last_prefill_wins(books: Books) -> None:
    with books() as records:
        ada = person(records)
        last = Prefill(ada.id, "mentor", 2, ("SQL",), ("Go",), ("tea",), "grow", ("eve@example.com",))
        records.people.keep_prefill(Prefill(ada.id))
        records.people.keep_prefill(last)

        assert records.people.prefill(ada.id) == last
        assert records.people.prefill(77) is None


def test_somebody_introduced_twice_at_once_is_one_person(books: Books, replica: Callable[[], Books]) -> None:
    with books() as records:
        records.people.organisation()

    def introduce(books: Books) -> Callable[[], tuple[Person, Account]]:
        def act() -> tuple[Person, Account]:
            with books() as records:
                ada = person(records, email="ada@example.com")
                return ada, account(records, ada.id, Platform.SLACK)

        return act

    first, second = at_once(introduce(replica()), introduce(replica()))

    assert first == second


def test_people_are_found_by_any_part_of_their_name_without_case_and_accents(books: Books) -> None:
    with books() as records:
        zoe = person(records, "Zoë Ångström", "zoe@example.org")
        anna = person(records, "Anna Zoellner", "anna@example.org")
        percent = person(records, "100% Real")

        assert list(records.people.search("zoe", 5)) == [zoe, anna]
        assert list(records.people.search("ANG zoe", 5)) == [zoe]
        assert list(records.people.search("anna@", 5)) == [anna]
        assert list(records.people.search("%", 5)) == [percent]
        assert list(records.people.search("zoe", 1)) == [zoe]
        assert list(records.people.search("  ", 5)) == []


def test_whoever_is_out_of_reach_or_gone_is_found_without_reading_everybody(books: Books) -> None:
    with books() as records:
        ada, grace, tom, kim = (person(records, name) for name in ("Ada", "Grace", "Tom", "Kim"))
        account(records, ada.id, Platform.SLACK, reachable=False)
        account(records, ada.id, Platform.TEAMS)
        account(records, grace.id, Platform.TEAMS, reachable=False)
        account(records, tom.id, Platform.SLACK, reachable=False)
        records.people.keep(replace(tom, gone_at=NOON))
        records.people.keep(replace(kim, gone_at=NOON + MINUTE))

        assert [one.name for one in records.people.out_of_reach()] == ["Grace"]
        assert [one.name for one in records.people.gone()] == ["Kim", "Tom"]

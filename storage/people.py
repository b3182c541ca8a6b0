"""Who there is."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, String, case, cast, exists, or_, select

from bot.people import Account, Address, Organisation, Person, Prefill, Workday
from storage.columns import table_of
from storage.forgetting import Forgotten, erase
from storage.secrets import Secrets
from storage.shelf import Shelf, batched, noun_in
from storage.sought import found_by, plain, plainly, sought
from storage.tables import HAS_EMAIL, AccountRow, AvoidRow, OrganisationRow, PersonRow, PrefillRow

# its number is fixed, so that two replicas that start on an empty database make the same one
OURS = Organisation(id=1, name="Our organisation")


@dataclass(frozen=True, slots=True)
class SealedAvoids:
    """As they lie in the table."""

    person_id: int
    others: str


class PeopleShelf(Shelf[Person]):
    """Where people are, each with what their organisation lends them."""

    def __init__(self, connection: Connection, organisations: Shelf[Organisation]) -> None:
        super().__init__(connection, Person, PersonRow)
        self._organisations = organisations
        self.usual: Workday | None = None

    def noun(self, row: RowMapping) -> Person:
        """Make one of a row."""
        return noun_in(Person, row, usual=self.lent())

    def lent(self) -> Workday:
        """Read once for all of them."""
        if self.usual is None:
            ours = self._organisations.find(id=OURS.id)
            self.usual = ours.usual if ours else Workday()
        return self.usual


class People:
    """Fulfils `bot.records.PeopleRecords`. E-mail addresses are kept and compared in lower case."""

    def __init__(self, connection: Connection, secrets: Secrets) -> None:
        self._connection = connection
        self._secrets = secrets
        self._avoids = Shelf(connection, SealedAvoids, AvoidRow)
        self._organisations = Shelf(connection, Organisation, OrganisationRow)
        self._people = PeopleShelf(connection, self._organisations)
        self._accounts = Shelf(connection, Account, AccountRow)
        self._prefills = Shelf(connection, Prefill, PrefillRow)
        self._forgotten = Forgotten(connection, secrets)
        self._ahead: dict[int, tuple[Person, tuple[Account, ...]]] = {}

    def organisation(self) -> Organisation:
        """Ours; made at the first call."""
        return self._organisations.find(id=OURS.id) or self._organisations.add_once(OURS, "id")

    def get(self, person_id: int) -> Person:
        """Raises NotYours for a number that nobody has."""
        ahead = self._ahead.get(person_id)
        return ahead[0] if ahead else self._people.get(id=person_id)

    def read_ahead(self, numbers: Collection[int]) -> None:
        """Read them and their accounts at once, for as long as this transaction does not change them."""
        accounts = table_of(AccountRow)
        theirs: dict[int, list[Account]] = {}
        for batch in batched(sorted(numbers)):
            for account in self._accounts.all(accounts.c.person_id.in_(batch)):
                theirs.setdefault(account.person_id, []).append(account)
        people = self.some(numbers)
        self._ahead |= {number: (one, tuple(theirs.get(number, ()))) for number, one in people.items()}

    def at(self, address: Address) -> Person | None:
        """Whose account this is."""
        account = self.account(address)
        return self.get(account.person_id) if account else None

    def by_email(self, email: str) -> Person | None:
        """An empty address is nobody's."""
        return self._people.find(email=plain(email)) if plain(email) else None

    def everybody(self) -> Sequence[Person]:
        """Everybody, in the order in which they came. Whoever was forgotten is nobody."""
        people = table_of(PersonRow)
        return self._people.all(people.c.sought != "")

    def coordinators(self, emails: Collection[str]) -> Sequence[Person]:
        """Those appointed in chat, and those with one of these addresses; by e-mail address."""
        people = table_of(PersonRow)
        found = self._people.all(or_(people.c.coordinator, people.c.email.in_(sorted(emails))))
        return sorted(found, key=lambda one: (one.email, one.id))

    def account(self, address: Address) -> Account | None:
        """The account at an address."""
        return self._accounts.find(platform=address.platform, tenant=address.tenant, user=address.user)

    def account_by_id(self, account_id: int) -> Account:
        """Raises NotYours for a number that no account has."""
        return self._accounts.get(id=account_id)

    def accounts(self, person_id: int) -> Sequence[Account]:
        """Somebody's accounts, the oldest first."""
        ahead = self._ahead.get(person_id)
        return ahead[1] if ahead else self._accounts.all(person_id=person_id)

    def reachable(self) -> frozenset[int]:
        """Who has an account through which we can write to them."""
        accounts = table_of(AccountRow)
        return frozenset(self._connection.scalars(select(accounts.c.person_id).where(accounts.c.reachable)))

    def add(self, person: Person) -> Person:
        """Keep somebody new, unless there is somebody with this e-mail address: then they are given back."""
        new = plainly(person)
        if not new.email:
            return self._people.add(new, **found_by(new))
        return self._people.add_once(new, "organisation_id", "email", where=HAS_EMAIL, **found_by(new))

    def keep(self, person: Person) -> None:
        """Bring somebody up to date."""
        self._ahead.clear()
        plainly_kept = plainly(person)
        self._people.keep(plainly_kept, **found_by(plainly_kept))

    def out_of_reach(self) -> Sequence[Person]:
        """Those we had a way to and have none any more, the oldest first; not those who are `gone`."""
        people, accounts = table_of(PersonRow), table_of(AccountRow)
        theirs = exists().where(accounts.c.person_id == people.c.id)
        lost = (theirs, ~theirs.where(accounts.c.reachable), people.c.gone_at.is_(None))
        return self._people.all(*lost)

    def gone(self) -> Sequence[Person]:
        """Those whose account their company has closed, the last first."""
        people = table_of(PersonRow)
        found = self._people.all(people.c.gone_at.is_not(None))
        return sorted(found, key=lambda one: (str(one.gone_at), one.id), reverse=True)

    def add_account(self, account: Account) -> Account:
        """Keep a new account, unless its address is known: then that one is given back, whosever it is."""
        self._ahead.clear()
        return self._accounts.add_once(account, "platform", "tenant", "user")

    def keep_account(self, account: Account) -> None:
        """Bring an account up to date; giving it another person links it to them."""
        self._ahead.clear()
        self._accounts.keep(account)

    def some(self, person_ids: Collection[int]) -> Mapping[int, Person]:
        """Those of them that there are, by number."""
        people = table_of(PersonRow)
        found: dict[int, Person] = {}
        for batch in batched(sorted(set(person_ids))):
            found |= {one.id: one for one in self._people.all(people.c.id.in_(batch))}
        return found

    def by_emails(self, emails: Collection[str]) -> Mapping[str, Person]:
        """Those of them that there are, by address in lower case."""
        people = table_of(PersonRow)
        found: dict[str, Person] = {}
        for batch in batched(sorted({plain(one) for one in emails if plain(one)})):
            found |= {one.email: one for one in self._people.all(people.c.email.in_(batch))}
        return found

    def search(self, typed: str, most: int) -> Sequence[Person]:
        """Those whose name or e-mail address has every word of it; names that begin so come first."""
        people = table_of(PersonRow)
        words = sought(typed)
        if not words:
            return ()
        every = [people.c.sought.contains(word, autoescape=True) for word in words.split()]
        first = case((people.c.sought.startswith(words, autoescape=True), 0), else_=1)
        found = self._connection.execute(
            select(people).where(*every).order_by(first, people.c.sought, people.c.id).limit(most)
        ).mappings()
        return tuple(self._people.noun(row) for row in found)

    def everybodys_accounts(self) -> Sequence[Account]:
        """All of them, the oldest first."""
        return self._accounts.all()

    def keep_organisation(self, organisation: Organisation) -> None:
        """Bring ours up to date."""
        self._ahead.clear()
        self._organisations.keep(organisation)
        self._people.usual = None

    def hold_organisation(self) -> Organisation:
        """Ours, and nobody else changes it before this transaction ends."""
        return self._organisations.hold(id=self.organisation().id)

    def avoids(self, person_id: int) -> frozenset[int]:
        """Whom somebody would rather not meet, by number."""
        kept = self._avoids.find(person_id=person_id)
        return self._opened(kept) if kept else frozenset()

    def everybodys_avoids(self) -> Mapping[int, frozenset[int]]:
        """The same of all who have named somebody."""
        return {kept.person_id: self._opened(kept) for kept in self._avoids.all_of("person_id")}

    def keep_avoids(self, person_id: int, others: Collection[int]) -> None:
        """Encrypted; in place of what they said before."""
        written = json.dumps(sorted(others))
        sealed = self._secrets.seal(written, "avoids", "others", str(person_id))
        self._avoids.put(SealedAvoids(person_id, sealed), "person_id")

    def _opened(self, kept: SealedAvoids) -> frozenset[int]:
        return frozenset(json.loads(self._secrets.open(kept.others, "avoids", "others", str(kept.person_id))))

    def prefill(self, person_id: int) -> Prefill | None:
        """What the people file said about somebody's wishes."""
        return self._prefills.find(person_id=person_id)

    def avoiding(self) -> Mapping[int, Prefill]:
        """The same of all who are said there to avoid somebody."""
        # read as text: PostgreSQL compares no JSON
        some = cast(table_of(PrefillRow).c.avoid, String) != "[]"
        return {one.person_id: one for one in self._prefills.all_of("person_id", some)}

    def keep_prefill(self, prefill: Prefill) -> None:
        """The last file wins."""
        self._prefills.put(prefill, "person_id")

    def forget(self, person_id: int, at: datetime) -> None:
        """Erase somebody, and keep marks by which no list brings them back."""
        self._ahead.clear()
        person = self._people.hold(id=person_id)
        names = {person.email, *(account.address.mention for account in self.accounts(person_id))} - {""}
        erase(self._connection, person, at)
        self._forgotten.mark(names, at)

    def is_forgotten(self, email: str) -> bool:
        """Whether the owner of this address asked to be forgotten."""
        return bool(self.forgotten_among({plain(email)}))

    def forgotten_among(self, names: Collection[str]) -> frozenset[str]:
        """Those addresses and accounts whose owner asked to be forgotten."""
        return self._forgotten.among(names)

    def let_back(self, names: Collection[str]) -> None:
        """Their owner is here again, by their own act."""
        self._forgotten.let_back(names)

"""One announcement, in a process of its own: `python -m benchmarks.an_announcement PEOPLE ADDRESS`."""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.a_year import company
from benchmarks.one_run import peak
from benchmarks.outboxes import NOON
from benchmarks.side_by_side import watched
from bot.asks import Audience, Campaign, CampaignState
from bot.dry_runs import Sending, dry_run
from bot.ports import Errand, Event, House
from bot.sending import begin_now, plan, plan_key
from storage.database import open_database
from storage.records import Books
from storage.schema import migrate
from storage.secrets import Secrets
from templates.library import Library

HOME = Path(__file__).parent.parent
LAUNCH = "announcements/launch"


@dataclass(frozen=True, slots=True)
class Announced:
    """Seconds by the wall to count who would get it, and to write down who does; bytes at the most."""

    counted: float
    planned: float
    peak: int


def in_a_process(people: int, address: str) -> Announced:
    """Announce to so many in a process that does nothing else."""
    command = [sys.executable, "-m", "benchmarks.an_announcement", str(people), address]
    told = subprocess.run(command, cwd=HOME, check=True, capture_output=True, text=True)  # noqa: S603 ourselves
    return Announced(**json.loads(told.stdout))


def main(people: str, address: str) -> None:
    engine = open_database(address)
    migrate(engine)
    books, house = Books(engine, Secrets("for a while")), House(Library())
    company(books, engine, int(people) // 2)
    with watched(collecting=True) as counting:
        counted = count(books, house)
    with watched(collecting=True) as planning:
        planned = announce(books, house)
    assert counted == planned == int(people)
    print(json.dumps(asdict(Announced(counting.wall, planning.wall, peak()))))
    engine.dispose()


def count(books: Books, house: House) -> int:
    """What a coordinator waits for before they see who would get it."""
    with books() as records:
        programme = records.programmes.get(1)
        return dry_run(records, house, Sending(LAUNCH, Audience("everybody", 1), NOON), programme).count


def announce(books: Books, house: House) -> int:
    """Begin, and go on as the errands do, each in a transaction of its own, until nobody is left."""
    with books() as records:
        drawn_up = Campaign(0, 1, LAUNCH, "everybody", 1, NOON, 0, 1, state=CampaignState.DRAFT)
        campaign = begin_now(Event(records, NOON, house), records.campaigns.send(drawn_up))
    while campaign.planned_to is not None:
        with books() as records:
            owed = records.outbox.get(plan_key(campaign))
            assert owed
            plan(Errand(owed, records, NOON, house))
            campaign = records.campaigns.hold(campaign.id)
    return campaign.recipients


if __name__ == "__main__":
    main(*sys.argv[1:])

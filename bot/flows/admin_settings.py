"""Set what holds for the whole company: its clock, calendar, language, and how long is kept."""

from bot.conversation import Flow
from bot.facts import mark
from bot.message import Page, Say
from bot.people import Organisation
from bot.ports import Visit
from bot.settings import amiss, chosen, fields, keep

COORDINATORS = True
FRESH = True

Change = tuple[Organisation, Organisation]


def gather(visit: Visit, about: str) -> Organisation:
    """How it stands."""
    del about
    return visit.records.people.organisation()


def admin_settings(now: Organisation) -> Flow[Change]:
    """Everything on one page; where less is kept than before, what that means on another."""
    seen = mark(now)
    fresh = chosen(now, (yield Page("admin_settings/company", fields(now), seen=seen, amiss=amiss)))
    if fresh.keeps_months < now.keeps_months:
        facts = {"before": now.keeps_months, "after": fresh.keeps_months}
        yield Page("admin_settings/sure", (), facts, seen=mark(facts))
    return now, fresh


def finish(visit: Visit, about: str, change: Change) -> Say:
    """Keep it."""
    del about
    return keep(visit, *change)

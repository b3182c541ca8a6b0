"""See how an announcement reads to somebody, in their language and with their facts."""

from bot.announcement_previews import AS
from bot.audit import note
from bot.campaign_desk import held, listed
from bot.conversation import Flow, only
from bot.flows import Instead
from bot.message import Field, Kind, Page, Say
from bot.ports import Visit
from bot.records import is_id

COORDINATORS = True
FRESH = True


def subject(visit: Visit, about: str) -> str:
    """The number of the announcement, else that of the newest."""
    newest = (str(one.id) for one in visit.records.campaigns.newest(1))
    return about if is_id(about) else next(newest, "")


def gather(visit: Visit, about: str) -> None:
    """Nothing is needed but that there is one."""
    if not about:
        raise Instead(listed(visit))
    held(visit, about)


def admin_announce_as(here: None) -> Flow[str]:
    """Name somebody."""
    del here
    found = yield Page("admin_announce_as/whom", (Field("person", Kind.SEARCH, source="anybody", most=1),))
    return only(found["person"])


def finish(visit: Visit, about: str, person: str) -> Say:
    """It comes as a message. Looking is written down."""
    campaign = held(visit, about)
    if not is_id(person) or not visit.records.people.some({int(person)}):
        return Say("admin_people/whom")
    note(visit, "announce as", f"person:{person}")
    return Say(AS, {"campaign": str(campaign.id), "person": person, "programme": campaign.programme_id})

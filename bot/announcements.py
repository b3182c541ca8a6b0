"""What can be announced: what the house has words for, and what coordinators have written themselves."""

from collections.abc import Sequence

from bot.own_texts import OwnText, Version
from bot.people import ENGLISH
from bot.ports import Announcement, House, Visit
from bot.records import Records


def announcements(visit: Visit) -> Sequence[Announcement]:
    """All that can be chosen, by label; of what coordinators have written, how it reads now."""
    own = (announcement_of(text, version) for text, version in visit.records.own_texts.newest())
    every = (*visit.house.wording.announcements(visit.language), *own)
    return sorted(every, key=lambda one: one.label)


def announcement_of(text: OwnText, version: Version) -> Announcement:
    """A version of what somebody has written."""
    return Announcement(version.template, text.name, version.audience, version.asks, version.suits_everybody)


def label_of(visit: Visit, template: str) -> str:
    """How an announcement is called, whichever version of it; one whose text is gone, by its name."""
    if own := visit.records.own_texts.named(template):
        return visit.records.own_texts.get(own.own_text_id).name
    known = visit.house.wording.announcements(visit.language)
    return next((one.label for one in known if one.name == template), template)


def asking(records: Records, house: House) -> frozenset[str]:
    """The names of all that ask for an answer, whichever version of them."""
    known = house.wording.announcements(ENGLISH)
    return frozenset(one.name for one in known if one.asks) | records.own_texts.asking()

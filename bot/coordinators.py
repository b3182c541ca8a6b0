"""Which coordinator hears of what nobody in particular has asked for."""

from bot.people import Person
from bot.ports import Occasion


def whom_to_tell(here: Occasion, first: int | None) -> Person | None:
    """The one who is named, else another one who is there; somebody away if nobody else is."""
    found = here.records.people.coordinators(here.house.admins)
    staying = [one for one in found if one.gone_at is None]
    order = sorted(staying, key=lambda one: (one.is_away(here.now), one.id != first))
    return next(iter(order), None)

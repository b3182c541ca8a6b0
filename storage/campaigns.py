"""Announcements, and what leaders were asked."""

from collections.abc import Sequence

from sqlalchemy import Connection

from bot.asks import Ask, Campaign
from storage.shelf import Shelf
from storage.tables import AskRow, CampaignRow


class Campaigns:
    """Fulfils `bot.records.CampaignRecords`."""

    def __init__(self, connection: Connection) -> None:
        self._campaigns = Shelf(connection, Campaign, CampaignRow)
        self._asks = Shelf(connection, Ask, AskRow)

    def send(self, campaign: Campaign) -> Campaign:
        """Keep a new one and give it its number."""
        return self._campaigns.add(campaign)

    def campaigns(self) -> Sequence[Campaign]:
        """Every announcement, the oldest first."""
        return self._campaigns.all()

    def ask(self, ask: Ask) -> Ask:
        """Keep it, unless that campaign has asked that person already: then that one is given back."""
        return self._asks.add_once(ask, "campaign_id", "person_id")

    def asked(self, person_id: int, ask_id: int) -> Ask:
        """The gate, held: raises NotYours unless it was this person who was asked."""
        return self._asks.hold(id=ask_id, person_id=person_id)

    def asks(self) -> Sequence[Ask]:
        """Everything that was asked, the oldest first."""
        return self._asks.all()

    def asks_of(self, person_id: int) -> Sequence[Ask]:
        """What somebody was asked, the oldest first."""
        return self._asks.all(person_id=person_id)

    def keep_ask(self, ask: Ask) -> None:
        """Bring it up to date."""
        self._asks.keep(ask)

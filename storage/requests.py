"""What mentees ask of mentors."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC

from sqlalchemy import Connection, or_

from bot.model import Request, RequestState
from storage.columns import table_of
from storage.secrets import Secrets
from storage.shelf import Shelf
from storage.tables import RequestRow

REQUESTS = table_of(RequestRow)


class Requests:
    """Fulfils `bot.records.RequestRecords`. The personal line is encrypted: it is a letter to one mentor."""

    def __init__(self, connection: Connection, secrets: Secrets) -> None:
        self._secrets = secrets
        self._requests = Shelf(connection, Request, RequestRow)

    def add(self, request: Request) -> Request:
        """Keep a new one and give it its number."""
        return self._opened(self._requests.add(self._sealed(request)))

    def of(self, person_id: int, request_id: int) -> Request:
        """The gate, held: raises NotYours unless it is this person's, on either side."""
        theirs = or_(REQUESTS.c.mentee_id == person_id, REQUESTS.c.mentor_id == person_id)
        return self._opened(self._requests.hold(theirs, id=request_id))

    def programme_of(self, request_id: int) -> int:
        """In which programme it is, without holding it: raises NotYours if there is none."""
        return self._requests.get(id=request_id).programme_id

    def hold(self, request_id: int) -> Request:
        """For an errand, which nobody asks for: raises NotYours if there is none."""
        return self._opened(self._requests.hold(id=request_id))

    def of_mentee(self, person_id: int, programme_id: int | None = None) -> Sequence[Request]:
        """What somebody asked, anywhere or in one programme, the oldest first."""
        return self._of(programme_id, mentee_id=person_id)

    def to_mentor(self, person_id: int, programme_id: int | None = None) -> Sequence[Request]:
        """What somebody is or was asked, anywhere or in one programme, the oldest first."""
        return self._of(programme_id, mentor_id=person_id)

    def _of(self, programme_id: int | None, **side: int) -> Sequence[Request]:
        there = {} if programme_id is None else {"programme_id": programme_id}
        return tuple(map(self._opened, self._requests.all(**side, **there)))

    def in_programme(self, programme_id: int, *states: RequestState) -> Sequence[Request]:
        """Those in one of these states, or all, the oldest first."""
        wanted = [REQUESTS.c.state.in_(states)] if states else []
        return tuple(map(self._opened, self._requests.all(*wanted, programme_id=programme_id)))

    def keep(self, request: Request) -> None:
        """Bring it up to date."""
        self._requests.keep(self._sealed(request))

    def _sealed(self, request: Request) -> Request:
        sealed = self._secrets.seal(request.line, "requests", "line", _place(request))
        return replace(request, line=sealed if request.line else "")

    def _opened(self, request: Request) -> Request:
        if not request.line:
            return request
        return replace(request, line=self._secrets.open(request.line, "requests", "line", _place(request)))


def _place(request: Request) -> str:
    # the number is not known before the row is written
    return f"{request.mentee_id}:{request.mentor_id}:{request.made_at.astimezone(UTC).isoformat()}"

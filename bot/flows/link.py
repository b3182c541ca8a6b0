"""Connect your other chat account, or choose where I write to you."""

from bot.linking import overview, show_code, type_code
from bot.message import Say
from bot.ports import Visit


def answer(visit: Visit, rest: str) -> Say:
    """A code to type on the other side; with a code, the link itself."""
    if rest.strip():
        return type_code(visit, rest)
    linked = len(visit.records.people.accounts(visit.person.id)) > 1
    return overview(visit) if linked else show_code(visit)

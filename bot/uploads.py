"""Files that coordinators send us in chat: kept until they decide what shall become of them."""

from bot.acts import Uploaded
from bot.message import Say
from bot.ports import Visit
from bot.post import Nudge
from bot.trust import Upload

# Run by the worker, since a large file takes longer than a chat waits for an answer.
READ = "people.read"


def take(visit: Visit, uploaded: Uploaded) -> Say:
    """Keep a people file and have it read; what is in it is told when that is done."""
    if not visit.coordinates:
        return Say("help/coordinators")
    kept = visit.records.uploads.add(Upload(0, visit.person.id, uploaded.name, uploaded.content, visit.now))
    about = f"upload:{kept.id}"
    visit.records.outbox.owe([Nudge(f"{READ}:{kept.id}", READ, visit.person.id, visit.now, about)])
    return Say("people/reading", {"file": uploaded.name})

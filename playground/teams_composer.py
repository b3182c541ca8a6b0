"""What the box in which people write makes of it: names after an @ become mentions, files get addresses."""

from collections.abc import Sequence

from playground.teams_directory import Directory, Json
from playground.teams_files import Files

SHARED = "application/vnd.microsoft.teams.file.download.info"


def mentioning(text: str, directory: Directory) -> tuple[str, list[Json]]:
    """The text as Teams sends it, and the entities that vouch for its mentions, in their order."""
    known = [{"id": human.teams_id, "name": human.name} for human in directory.humans]
    longest = sorted([*known, directory.bot], key=lambda one: len(one["name"]), reverse=True)
    done: list[str] = []
    entities: list[Json] = []
    while text:
        before, sign, text = text.partition("@")
        whom = _named(text, longest) if sign and not before[-1:].isalnum() else None
        if whom is None:
            done += [before, sign]
            continue
        marked = f"<at>{whom['name']}</at>"
        done += [before, marked]
        entities.append({"type": "mention", "text": marked, "mentioned": whom})
        text = text[len(whom["name"]) :]
    return "".join(done), entities


def _named(text: str, longest: Sequence[Json]) -> Json | None:
    return next((one for one in longest if text.casefold().startswith(str(one["name"]).casefold())), None)


def attached(name: str, content: bytes, files: Files) -> Json:
    """A file that somebody attaches: it is to be had for a while, by whoever knows its address."""
    id_, address = files.keep(name, content)
    about = {"downloadUrl": address, "uniqueId": id_, "fileType": name.rpartition(".")[2]}
    return {"contentType": SHARED, "contentUrl": address, "name": name, "content": about}

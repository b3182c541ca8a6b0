"""What `match` writes and prints, row by row."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from bot.cohort_file import CohortFile
from bot.matching.answer import Answer
from bot.matching.candidates import Candidate
from bot.matching.cohort import Cohort
from bot.matching.left import left
from bot.matching.swaps import swaps
from bot.matching.why import helpful, why_not_in
from bot.model import ProgrammeKind, Role
from handlers.shell import match_words

_SHOWN = 20
_HELPFUL = 3


def pair_rows(among: Cohort, found: Answer) -> Iterator[tuple[str, str, int, str]]:
    for mentee, mentor, score in found.pairs:
        yield among.mentees[mentee].email, among.mentors[mentor].email, score, _reasons(among, mentee, mentor)


def _reasons(among: Cohort, mentee: int, mentor: int) -> str:
    told = match_words.reasons(among.fit((mentee, mentor)))
    if among.run.kind is not ProgrammeKind.PEER:
        return told
    return f"half of: {told}; and the other way round: {match_words.reasons(among.fit((mentor, mentee)))}"


def unmatched_rows(among: Cohort, found: Answer, file: CohortFile) -> Iterator[tuple[str, str, str, str]]:
    peers = among.run.kind is ProgrammeKind.PEER
    for one in sorted(left(among, found.mate), key=lambda one: (one.person.email, one.role)):
        role = (file.roles or {}).get(one.person.email, one.role) if peers else one.role
        yield one.person.email, str(role), *match_words.left(one, among.run.kind)


def summary(among: Cohort, found: Answer, file: CohortFile, *, shown: bool) -> Iterator[str]:
    """What a coordinator wants to know first; `shown`: the pairs as well, since they go to no file."""
    reached = found.totals
    scores = [score for _, _, score in found.pairs]
    what = "pair" if among.run.kind is ProgrammeKind.PEER else "mentee"
    if what == "pair":
        yield f"{_count(len(scores), 'pair')} of {_count(len(among.mentees), 'peer')}."
    else:
        busy = len({mentor for _, mentor, _ in found.pairs})
        placed = f"{len(scores):,} of {_count(len(among.mentees), 'mentee')} placed"
        yield f"{placed}, with {busy:,} of {_count(len(among.mentors), 'mentor')}."
    yield f"Leaders placed: {reached.get('leaders', 0):,}. Total score: {sum(scores):,}."
    if scores:
        average = sum(scores) // len(scores)
        yield f"Average score {average} of 1000, lowest {min(scores)}, highest {max(scores)}."
    names = ", ".join(name for name in reached)
    how = "found by trying" if found.groups else "proven over every possible pair"
    yield f"No other choice is better; {how}, in this order: {names}."
    yield from _caveats(among, found, file)
    yield from _who_is_left(among, found)
    if shown and found.pairs:
        yield ""
        for mentee, mentor, score, why in islice(pair_rows(among, found), _SHOWN):
            yield f"{mentee} with {mentor}: {score} = {why}"
        if len(found.pairs) > _SHOWN:
            yield f"... and {len(found.pairs) - _SHOWN:,} more: --out FILE has all of them."


def _caveats(among: Cohort, found: Answer, file: CohortFile) -> Iterator[str]:
    if file.roleless:
        yield f"{_count(file.roleless, 'person has', 'people have')} no role and took no part."
    for name, words in (("level", "level"), ("timezone", "time zone"), ("languages", "languages")):
        if count := (file.unknown or {}).get(name, 0):
            yield f"{_count(count, 'person has', 'people have')} no {words}: that rule is off for them."
    pairs = among.run.kind not in (ProgrammeKind.PEER, ProgrammeKind.GROUP)
    if pairs and (count := swaps(among, found.mate)):
        both = _count(count, "mentee and mentor", "pairs of mentee and mentor")
        yield f"{both} would both score higher with each other than with whom they got."


def _who_is_left(among: Cohort, found: Answer) -> Iterator[str]:
    everybody, kind = list(left(among, found.mate)), among.run.kind
    missing = "partner" if kind is ProgrammeKind.PEER else "mentor"
    for role, what in ((Role.MENTEE, missing), (Role.MENTOR, "mentee")):
        told = Counter(match_words.left(one, kind)[0] for one in everybody if one.role is role)
        for why, count in told.most_common():
            yield f"Without a {what}: {count:,}, since {why}."
    for one in helpful(among, found)[:_HELPFUL]:
        more = f"place {one.people} more" if one.people else f"add {one.points} points"
        yield f"One more place with somebody like {one.mentor.email} would {more}."


def told_why(among: Cohort, found: Answer, two: tuple[Candidate, Candidate]) -> Iterator[str]:
    """Why a mentee and a mentor are a pair, or why not."""
    mentee, mentor = two
    row, column = among.mentees.index(mentee), among.mentors.index(mentor)
    why = why_not_in(among, found, (mentor.id, mentee.id))
    score = int(among.scores.table[row, column])
    if why.code == "together":
        yield f"{mentee.email} and {mentor.email} are a pair: {score} = {_reasons(among, row, column)}."
        best = int(among.scores.table[row].max())
        if best > score:
            yield f"The best score possible for {mentee.email} is {best}: others needed those places more."
        return
    yield f"{mentee.email} and {mentor.email} are not a pair. {match_words.why_not(why)}"
    if score >= 0:
        yield f"They would score {score} = {_reasons(among, row, column)}."
        got = int(found.mate[row])
        if got >= 0:
            theirs = int(among.scores.table[row, got])
            yield f"{mentee.email} has {among.mentors[got].email} instead: {theirs}."


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"

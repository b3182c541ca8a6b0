"""What kind of message each is to a coordinator who looks ahead; whatever is not named is private.

They may know what they know anyway: whom they matched, that an hour is proposed and asked after, when all are
asked how useful it is, and when a pair comes to its end. What is between two people, what somebody wrote or
decided, and who is away is theirs alone.
"""

from collections.abc import Mapping

ANNOUNCEMENT, PRIVATE = "announcement", "private"
_PROPOSAL, _BEGUN, _PREPARATION, _UNMATCHED = "proposal", "begun", "preparation", "unmatched"
_INVITATION, _BOOKED, _AFTER, _PULSE, _END = "invitation", "booked", "after", "pulse", "end"
_CLOSING, _DESK = "closing", "desk"

# Subjects all of whose texts are of one kind.
SUBJECTS: Mapping[str, str] = {
    "announcements": ANNOUNCEMENT,
    "own_texts": ANNOUNCEMENT,
    "leaders": ANNOUNCEMENT,
    "preparation": _PREPARATION,
    "reverse": _PREPARATION,
    "matching": _UNMATCHED,
    **dict.fromkeys(
        (
            *("admin_announce", "admin_announce_write", "admin_announced", "admin_audit", "admin_match"),
            *("admin_match_aim", "admin_match_weights", "admin_people", "admin_preview", "admin_programme"),
            *("admin_report", "admin_settings", "admin_showcase", "people"),
            *("admin_leaders", "admin_leaders_ask", "admin_leaders_date", "admin_leaders_plan"),
            *("admin_leaders_mark", "admin_leaders_see", "admin_leaders_target", "admin_leaders_wave"),
        ),
        _DESK,
    ),
    **dict.fromkeys(
        (
            *("advocacy", "agendas", "cancel", "change", "check_ins", "close", "concern", "consents"),
            *("extend", "files", "named", "posts", "showcase", "showcases", "later", "link", "look_back"),
            *("find", "forget_me", "forms", "goals", "help", "informal", "join", "journal", "leave"),
            *("meet", "moved", "outsiders", "pause", "privacy", "profile", "prompts", "rank"),
            *("reflect", "request", "requests", "resources", "status", "stocktake", "stop", "story", "times"),
        ),
        PRIVATE,
    ),
}
# The texts of those that have several kinds.
TEXTS: Mapping[str, str] = {
    "meetings/invitation": _INVITATION,
    "meetings/booked": _BOOKED,
    "meetings/after": _AFTER,
    "pairs/proposal": _PROPOSAL,
    "peers/proposal": _PROPOSAL,
    "groups/asked": _PROPOSAL,
    "groups/invited": _PROPOSAL,
    "pairs/begun": _BEGUN,
    "peers/begun": _BEGUN,
    "groups/begun": _BEGUN,
    "groups/joined": _BEGUN,
    "peers/unmatched": _UNMATCHED,
    "groups/unmatched": _UNMATCHED,
    "pulses/asked": _PULSE,
    "closing/end": _END,
    "closing/over": _END,
    "closing/quiet": _END,
    "programmes/closing": _CLOSING,
    **dict.fromkeys(
        (
            *("meetings/ask_cancel", "meetings/cancelled", "meetings/move"),
            *("meetings/off", "meetings/picked", "meetings/suggested", "meetings/thanks", "meetings/voted"),
            *("pairs/accepted", "pairs/declined", "pairs/first_mover"),
            *("pairs/not_this_time", "pairs/touched", "pairs/waiting", "peers/matched", "peers/welcome"),
            *("groups/away", "groups/back", "groups/came_to_nothing", "groups/closed", "groups/ended"),
            *("groups/misses", "groups/missing"),
            *("groups/goes_on", "groups/going_on", "groups/left", "groups/let_go", "groups/matched"),
            *("groups/one_left", "groups/yes", "pulses/none", "pulses/thanks", "closing/certificate"),
            *("closing/certificate_made", "closing/enrolled", "closing/goes_on", "closing/not_now"),
            *("programmes/choice", "programmes/looked", "programmes/within"),
        ),
        PRIVATE,
    ),
}


def kind_of(template: str) -> str:
    """What kind of message it is to a coordinator."""
    return TEXTS.get(template) or SUBJECTS.get(template.partition("/")[0], PRIVATE)

"""Colleagues who are mentioned: by address where they are employees, by name where they are not, us not at all."""

import pytest

from bot.acts import Heard
from bot.people import Address, Platform
from handlers.teams.route import route_in
from tests.handlers.teams.conftest import Post
from tests.handlers.teams.microsoft import BOT, GRACE, TENANT, Json, Microsoft, Ordered
from tests.handlers.teams.paper import BotOnPaper
from tests.handlers.teams.test_turns import CHANNEL

ADA, IRIS = "29:1ada", "29:1iris"


def mention(id_: str, name: str) -> Json:
    return {"type": "mention", "text": f"<at>{name}</at>", "mentioned": {"id": id_, "name": name}}


def written(microsoft: Microsoft, text: str, *entities: Json, **more: object) -> Json:
    given = microsoft.activity()["entities"]
    return microsoft.activity(text=text, entities=[*given, *entities], **more)


def address(user: str) -> Address:
    return Address(Platform.TEAMS, TENANT, user)


def words(bot: BotOnPaper) -> str:
    heard = bot.events[-1]
    assert isinstance(heard, Heard)
    return heard.words


@pytest.fixture(autouse=True)
def roster(microsoft: Microsoft) -> None:
    for user, name, role in ((ADA, "Ada Pereira", "user"), (IRIS, "Iris Guest", "guest")):
        microsoft.members[user] = {"id": user, "name": name, "aadObjectId": f"aad-{name[:3]}", "userRole": role,
                                   "email": f"{name[:3].lower()}@hartwell.example"}  # fmt: skip


async def test_a_colleague_we_do_not_know_is_introduced_first(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    await post(written(microsoft, "request <at>Ada</at> please", mention(ADA, "Ada")))

    assert words(bot) == f"request <@teams:{TENANT}:{ADA}> please"
    ada = bot.met[-1]
    assert (ada.address, ada.name, ada.email) == (address(ADA), "Ada Pereira", "ada@hartwell.example")
    route = route_in(ada.route)
    assert (route.conversation_id, route.user_id, route.aad_id) == ("", ADA, "aad-Ada")


async def test_a_colleague_we_know_is_not_looked_up_again(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    for id_ in ("1", "2"):
        await post(written(microsoft, "request <at>Ada</at>", mention(ADA, "Ada"), id=id_))

    assert sum(call.path.endswith(ADA) for call in microsoft.calls) == 1


async def test_a_guest_is_only_a_name_and_never_introduced(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    await post(written(microsoft, "request <at>Iris Guest</at>", mention(IRIS, "Iris Guest")))

    assert words(bot) == "request Iris Guest"
    assert [profile.address for profile in bot.met] == [address(GRACE)]


async def test_somebody_whom_the_roster_does_not_know_is_only_a_name(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    await post(written(microsoft, "request <at>Nobody</at>", mention("29:1nobody", "Nobody")))

    assert words(bot) == "request Nobody"


async def test_a_roster_that_is_out_leaves_the_words(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    await post(microsoft.activity(text="hello"))
    microsoft.orders.append(Ordered(502))

    await post(written(microsoft, "request <at>Ada</at>", mention(ADA, "Ada"), id="2"))

    assert words(bot) == "request Ada"


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("<at>onehour</at> request <at>Ada</at>", "request {ada}"),
        ("request <at>Ada</at> <at>onehour</at>", "request {ada}"),
        ("<at>Ada</at> is who I mean", "{ada} is who I mean"),
        ("informal <at>Ada</at>&nbsp;and Tom &amp; Jerry", "informal {ada} and Tom & Jerry"),
        ("request <at>Ada</at> <at>Ada</at>", "request {ada} {ada}"),
        ("request <at>General</at>", "request General"),
        ("<at>other bot</at> request", "other bot request"),
        ("request &lt;at&gt;Ada&lt;/at&gt;", "request <at>Ada</at>"),
        ("request Ada ada@hartwell.example", "request Ada ada@hartwell.example"),
    ],
)
async def test_only_what_an_entity_vouches_for_is_a_mention(
    text: str, heard: str, post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    entities = (
        mention(BOT, "onehour"),
        mention(ADA, "Ada"),
        mention("19:general@thread.tacv2", "General"),
        mention("28:other", "other bot"),
    )

    await post(written(microsoft, text, *entities))

    assert words(bot) == heard.format(ada=f"<@teams:{TENANT}:{ADA}>")


async def test_two_people_of_one_name_are_told_apart_by_their_order(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    microsoft.members["29:2ada"] = {**microsoft.members[ADA], "id": "29:2ada"}
    text = "informal <at>Ada</at> and <at>Ada</at>"

    await post(written(microsoft, text, mention(ADA, "Ada"), mention("29:2ada", "Ada")))

    assert words(bot) == f"informal <@teams:{TENANT}:{ADA}> and <@teams:{TENANT}:29:2ada>"


async def test_in_a_channel_its_roster_is_asked(post: Post, microsoft: Microsoft, bot: BotOnPaper) -> None:
    entities = (mention(BOT, "onehour"), mention(ADA, "Ada"))

    await post(written(microsoft, "<at>onehour</at> request <at>Ada</at>", *entities, conversation=CHANNEL))

    assert words(bot) == f"request <@teams:{TENANT}:{ADA}>"
    [asked] = [call.path for call in microsoft.calls if call.path.endswith(ADA)]
    assert asked == f"/v3/conversations/19:general@thread.tacv2/members/{ADA}"


@pytest.mark.parametrize("entity", [{"type": "mention"}, {"type": "mention", "mentioned": "x"}, {}])
async def test_junk_among_the_entities_is_no_trouble(
    entity: Json, post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    await post(written(microsoft, "request <at>Ada</at>", entity))

    assert words(bot) == "request <at>Ada</at>"

"""From the wire to the core and back: what a person does in Teams, and what they see."""

import logging
from dataclasses import replace

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.acts import Answered, Click, Heard
from bot.message import (
    Button,
    Closed,
    Form,
    Input,
    Kind,
    Message,
    Opened,
    Paragraph,
    Refused,
    Replaced,
    Reply,
    Said,
    Text,
)
from bot.people import Address, Platform
from bot.ports import Out
from handlers.teams.pacing import Pace
from handlers.teams.route import route_in
from handlers.teams.side import teams_side
from tests.handlers.teams.conftest import Post
from tests.handlers.teams.microsoft import CHAT, GRACE, TENANT, Json, Microsoft, Ordered, grace
from tests.handlers.teams.paper import ENGLISH, GERMAN, SPEECH, BotOnPaper

ADDRESS = Address(Platform.TEAMS, TENANT, GRACE)
NOTE = "application/vnd.microsoft.activity.message"
CARD = "application/vnd.microsoft.card.adaptive"

THANKS = Message("Thank you", (Paragraph((Text("See you on Monday."),)),))
ROLE = Form("draft:7:join/role", "How will you take part?", (), (Input("role", Kind.LINE, "Role"),), "Next")
AGAIN = replace(ROLE, problems={"role": "Please choose one."})


def title_of(activity: Json) -> str:
    title: str = activity["attachments"][0]["content"]["fallbackText"]
    return title


async def test_what_grace_types_is_heard_and_answered_with_a_card_in_her_chat(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    answer = await post(microsoft.activity(text="I'd like to mentor"))

    assert answer.status == 202
    assert bot.events == [Heard(ADDRESS, "I'd like to mentor", f"teams:{CHAT}:1789000000001")]
    [sent] = microsoft.sent
    assert sent["summary"] == "Hello"
    assert sent["attachments"][0]["contentType"] == CARD
    assert "text" not in sent
    assert microsoft.calls[-1].path.startswith(f"/v3/conversations/{CHAT}/activities")


async def test_somebody_new_is_looked_up_once_and_introduced_with_the_way_back_to_them(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    await post(microsoft.activity(text="hello"))
    await post(microsoft.activity(text="hello again", id="2"))

    [profile] = bot.met
    assert (profile.address, profile.name, profile.email) == (
        ADDRESS,
        "Grace Hopper",
        "grace@hartwell.example",
    )
    assert (profile.timezone, profile.locale, profile.reachable) == ("America/New_York", "en-US", True)
    route = route_in(profile.route)
    assert (route.conversation_id, route.service_url, route.tenant_id) == (
        CHAT,
        microsoft.service_url,
        TENANT,
    )
    assert sum("/members/" in call.path for call in microsoft.calls) == 1


async def test_whoever_asked_to_be_forgotten_is_somebody_new(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    await post(microsoft.activity(text="forget-me"))
    bot.met.clear()

    await post(microsoft.activity(text="hello", id="2"))

    assert [profile.email for profile in bot.met] == ["grace@hartwell.example"]


async def test_a_chat_that_has_moved_is_introduced_again_without_asking_the_roster(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    await post(microsoft.activity(text="hello"))
    moved = microsoft.activity(
        text="hello", conversation={"conversationType": "personal", "tenantId": TENANT, "id": "a:2"}
    )

    await post(moved)

    assert [route_in(profile.route).conversation_id for profile in bot.met] == [CHAT, "a:2"]
    assert sum("/members/" in call.path for call in microsoft.calls) == 1


async def test_a_guest_is_refused_politely_and_not_introduced(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    microsoft.members[GRACE] = grace(userRole="guest")

    await post(microsoft.activity(text="hello"))
    await post(microsoft.activity(value={"verb": "ask.mentor", "subject": "1"}, id="2"))
    pressed = await post(microsoft.press("ask.mentor", {"subject": "1"}))
    submitted = await post(microsoft.press("form.answer", FORM_DATA))

    assert bot.met == [] == bot.events
    assert [sent["text"] for sent in microsoft.sent] == [ENGLISH.guest, ENGLISH.guest]
    assert (
        await pressed.json()
        == await submitted.json()
        == {"statusCode": 200, "type": NOTE, "value": ENGLISH.guest}
    )


async def test_whoever_reads_german_is_answered_in_german_without_the_core(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    bot.replies += [None, Said(THANKS), RuntimeError("no way"), Out()]

    noted = await post(microsoft.press("ask.mentor", {"subject": "1"}, locale="de-DE"))
    below = await post(microsoft.press("ask.mentor", {"subject": "1"}, locale="de_AT", id="2"))
    await post(microsoft.activity(text="hallo", locale="de-DE", id="3"))
    await post(microsoft.activity(text="hallo", locale="pt-PT", id="4"))
    microsoft.members[GRACE] = grace(userRole="guest")
    bot.met.clear()
    await post(microsoft.activity(text="hallo", locale="de-CH", id="5"))

    assert (await noted.json())["value"] == GERMAN.seen
    assert (await below.json())["value"] == GERMAN.below
    assert [title_of(sent) for sent in microsoft.sent[-3:-1]] == ["Das ging schief", "Something went wrong"]
    assert microsoft.sent[-1]["text"] == GERMAN.guest


async def test_installing_the_app_introduces_somebody_and_removing_it_loses_them(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    await post(microsoft.activity("installationUpdate", action="add"))
    await post(
        microsoft.activity("conversationUpdate", membersAdded=[{"id": GRACE}, {"id": "28:bot"}], id="2")
    )
    await post(microsoft.activity("installationUpdate", action="remove"))
    await post(microsoft.activity("installationUpdate", action="add", id="3"))

    assert {profile.address for profile in bot.met} == {ADDRESS}
    assert bot.met[-1].reachable
    assert bot.lost_ones == [ADDRESS]
    assert bot.events == [] == microsoft.sent


async def test_a_greeting_can_be_asked_for_when_somebody_installs_the_app(
    microsoft: Microsoft, bot: BotOnPaper
) -> None:
    side = teams_side(microsoft.settings(), bot, replace(SPEECH, arrival="hello"), pace=Pace((), ()))
    app = web.Application()
    app.add_routes(side.routes())
    async with TestClient(TestServer(app, host="127.0.0.1")) as client:
        for activity in (
            microsoft.activity("conversationUpdate", membersAdded=[{"id": GRACE}], id="1"),
            microsoft.activity("installationUpdate", action="add", id="2"),
        ):
            await client.post("/api/messages", json=activity, headers={"Authorization": microsoft.token()})
    await side.stop()

    assert bot.events == [Heard(ADDRESS, "hello", f"teams:{CHAT}:2")]
    assert len(microsoft.sent) == 1


async def test_a_pressed_button_is_a_click_and_its_card_becomes_the_answer_for_good(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    bot.replies.append(Replaced(THANKS))

    answer = await post(microsoft.press("meetings.pick", {"subject": "12:2"}))

    assert bot.events == [Click(ADDRESS, "meetings.pick", "12:2", f"teams:{CHAT}:f:press-1", "card-1")]
    told = await answer.json()
    assert (answer.status, told["statusCode"], told["type"]) == (200, 200, CARD)
    assert told["value"]["fallbackText"] == "Thank you"
    assert [title_of(changed) for changed in microsoft.changed] == ["Thank you"]
    assert microsoft.calls[-1].path.endswith("/activities/card-1")
    assert microsoft.sent == []


async def test_a_button_of_an_old_client_comes_as_a_message_and_does_the_same(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    bot.replies.append(Replaced(THANKS))

    answer = await post(
        microsoft.activity(value={"verb": "meetings.pick", "subject": "12:2"}, replyToId="card-1")
    )

    assert answer.status == 202
    assert bot.events == [Click(ADDRESS, "meetings.pick", "12:2", f"teams:{CHAT}:1789000000001", "card-1")]
    assert [title_of(changed) for changed in microsoft.changed] == ["Thank you"]
    assert microsoft.sent == []


async def test_a_submitted_form_is_its_ticket_and_its_answers(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    bot.replies.append(Opened(ROLE))
    data = {"ticket": "draft:7:join/offers", "many": ["offers"], "offers": "python,careers", "role": "mentor"}

    answer = await post(microsoft.press("form.answer", data))

    [answered] = bot.events
    assert isinstance(answered, Answered)
    assert (answered.ticket, answered.answers) == (
        "draft:7:join/offers", {"offers": ("python", "careers"), "role": "mentor"},
    )  # fmt: skip
    assert (await answer.json())["value"]["fallbackText"] == ROLE.title
    assert [title_of(changed) for changed in microsoft.changed] == [ROLE.title]


FORM_DATA = {"ticket": "draft:7:join/role", "many": [], "role": "x"}
BUTTON, FORM = ("ask.mentor", {"subject": "1"}), ("form.answer", FORM_DATA)


@pytest.mark.parametrize(
    ("pressed", "reply", "kind", "sent", "changed"),
    [
        (BUTTON, Said(THANKS), NOTE, ["Thank you"], []),
        (BUTTON, Opened(ROLE), NOTE, [ROLE.title], []),
        (BUTTON, Replaced(THANKS), CARD, [], ["Thank you"]),
        (BUTTON, Closed(THANKS), CARD, [], ["Thank you"]),
        (BUTTON, None, NOTE, [], []),
        (FORM, Said(THANKS), NOTE, ["Thank you"], []),
        (FORM, Opened(ROLE), CARD, [], [ROLE.title]),
        (FORM, Refused(AGAIN), CARD, [], []),
        (FORM, Closed(THANKS), CARD, [], ["Thank you"]),
        (FORM, None, NOTE, [], []),
    ],
    ids=lambda given: type(given).__name__ if isinstance(given, Reply | None) else "",
)
async def test_what_a_press_shows(  # noqa: PLR0913, PLR0917  (a table)
    pressed: tuple[str, Json], reply: Reply | None, kind: str, sent: list[str], changed: list[str],
    post: Post, microsoft: Microsoft, bot: BotOnPaper,
) -> None:  # fmt: skip
    bot.replies.append(reply)

    answer = await post(microsoft.press(*pressed))

    assert (await answer.json())["type"] == kind
    assert [title_of(one) for one in microsoft.sent] == sent
    assert [title_of(one) for one in microsoft.changed] == changed


@pytest.mark.parametrize(
    "reply", [Said(THANKS), Closed(THANKS), Replaced(THANKS), Opened(ROLE), Refused(AGAIN)]
)
async def test_whatever_answers_words_comes_as_a_card_of_its_own(
    reply: Reply, post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    bot.replies.append(reply)

    await post(microsoft.activity(text="join"))

    assert len(microsoft.sent) == 1
    assert microsoft.changed == []


async def test_words_that_were_answered_before_are_answered_by_nothing(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    bot.replies.append(None)

    answer = await post(microsoft.activity(text="join"))

    assert answer.status == 202
    assert microsoft.sent == []


async def test_a_forged_button_reaches_the_core_which_has_a_sentence_for_it(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    answer = await post(microsoft.activity("invoke", name="adaptiveCard/action", value={"action": "none"}))

    assert answer.status == 200
    assert isinstance(bot.events[0], Click)


async def test_an_invoke_that_is_not_for_us_is_answered_all_the_same(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    for name in ("task/fetch", "composeExtension/query", None):
        answer = await post(microsoft.activity("invoke", name=name, value={}))

        assert (answer.status, await answer.json()) == (200, {})
    assert bot.events == []


@pytest.mark.parametrize(
    "type_", ["messageReaction", "typing", "somethingNew", "conversationUpdate", "installationUpdate"]
)
async def test_what_does_not_concern_us_is_taken_and_left(
    type_: str, post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    answer = await post(microsoft.activity(type_))

    assert answer.status == 202
    assert bot.events == [] == microsoft.sent


@pytest.mark.parametrize("trouble", [Out(), RuntimeError("Grace wrote a secret")])
async def test_trouble_in_the_core_is_answered_2xx_with_an_apology_that_can_be_read(
    trouble: Exception, post: Post, microsoft: Microsoft, bot: BotOnPaper, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    bot.replies.extend([trouble, trouble, trouble])

    typed = await post(microsoft.activity(text="join"))
    pressed = await post(microsoft.press("ask.mentor", {"subject": "1"}))
    submitted = await post(microsoft.press("form.answer", FORM_DATA))

    assert (typed.status, pressed.status, submitted.status) == (202, 200, 200)
    assert [title_of(one) for one in microsoft.sent] == ["Something went wrong"]
    expected = {"statusCode": 200, "type": NOTE, "value": "Something went wrong It is safe to try again."}
    assert await pressed.json() == await submitted.json() == expected
    assert microsoft.changed == []
    assert "secret" not in caplog.text


async def test_a_core_that_takes_too_long_is_not_waited_for(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    bot.takes = 0.6

    answer = await post(microsoft.activity(text="join"))

    assert answer.status == 202
    assert [title_of(one) for one in microsoft.sent] == ["Something went wrong"]


async def test_a_roster_that_does_not_answer_ends_in_an_apology_and_introduces_nobody(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    microsoft.orders.append(Ordered(500))

    answer = await post(microsoft.activity(text="join"))

    assert answer.status == 202
    assert bot.met == []
    assert [title_of(one) for one in microsoft.sent] == ["Something went wrong"]


async def test_a_connector_that_is_out_still_gives_teams_its_2xx(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    await post(microsoft.activity(text="hello"))
    microsoft.orders.extend([Ordered(502), Ordered(502)])

    answer = await post(microsoft.activity(text="join", id="2"))

    assert answer.status == 202


async def test_a_card_that_cannot_be_changed_for_good_is_still_answered(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    await post(microsoft.activity(text="hello"))
    bot.replies.append(Replaced(THANKS))
    microsoft.orders.append(Ordered(500))

    answer = await post(microsoft.press("ask.mentor", {"subject": "1"}))

    assert (await answer.json())["type"] == CARD


CHANNEL = {
    "conversationType": "channel",
    "tenantId": TENANT,
    "id": "19:general@thread.tacv2;messageid=17",
    "isGroup": True,
}
MENTION: Json = {"text": "<at>onehour</at>&nbsp;/mentor find python", "conversation": CHANNEL}


async def test_in_a_channel_we_only_say_that_we_have_written_and_answer_in_the_own_chat(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    await post(microsoft.activity(**MENTION))

    [heard] = bot.events
    assert isinstance(heard, Heard)
    assert heard.words == "/mentor find python"
    begun, private, public = [call for call in microsoft.calls if call.method == "POST"]
    assert begun.body["members"] == [{"id": GRACE}]
    assert begun.body["channelData"] == {"tenant": {"id": TENANT}}
    assert private.path == "/v3/conversations/a:1begun/activities"
    assert title_of(private.body) == "Hello"
    assert public.path.startswith("/v3/conversations/19:general@thread.tacv2")
    assert public.body["text"] == ENGLISH.written


async def test_in_a_channel_somebody_without_the_app_is_told_how_to_get_it(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    microsoft.orders.extend(
        [Ordered(200, grace()), Ordered(403, {"error": {"code": "ForbiddenOperationException"}})]
    )

    await post(microsoft.activity(**MENTION))

    assert microsoft.sent[-1]["text"] == ENGLISH.not_installed


async def test_a_channel_never_spoils_the_kept_way_to_a_chat(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    await post(microsoft.activity(text="hello"))
    await post(microsoft.activity(**MENTION, id="2"))

    assert [route_in(profile.route).conversation_id for profile in bot.met] == [CHAT]


async def test_a_button_pressed_in_a_channel_changes_nothing_that_others_see(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    bot.replies.append(Replaced(THANKS))

    answer = await post(microsoft.press("showcase.like", {"subject": "1"}, conversation=CHANNEL))

    assert await answer.json() == {"statusCode": 200, "type": NOTE, "value": ENGLISH.written}
    assert microsoft.changed == []
    assert title_of(microsoft.sent[-1]) == "Thank you"


async def test_a_reply_too_large_for_a_card_ends_in_an_apology_not_in_half_a_message(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    bot.replies.append(Said(Message("Long", (Paragraph((Text("x" * 30_000),)),))))

    await post(microsoft.activity(text="resources"))

    assert [title_of(one) for one in microsoft.sent] == ["Something went wrong"]


async def test_buttons_carry_their_verb_and_subject_both_ways(
    post: Post, microsoft: Microsoft, bot: BotOnPaper
) -> None:
    bot.replies.append(Said(Message("Pick", buttons=(Button("This one", "meetings.pick", "12:2"),))))
    await post(microsoft.activity(text="meet"))
    [action] = microsoft.sent[0]["attachments"][0]["content"]["actions"]

    await post(microsoft.press(action["verb"], action["data"], id="f:1"))
    await post(microsoft.activity(value=action["fallback"]["data"], id="f:2"))

    assert [(click.action, click.subject) for click in bot.events if isinstance(click, Click)] == [
        ("meetings.pick", "12:2"),
        ("meetings.pick", "12:2"),
    ]

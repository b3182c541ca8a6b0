"""What doctor is told of Slack."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from aiohttp import web
from aiohttp.test_utils import unused_port

from handlers.slack.check import NEEDED, checks
from handlers.slack.install import SlackSettings
from tests.handlers.slack.paper import Answer, SlackOnPaper, Wire, refused

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def known(scopes: tuple[str, ...] = NEEDED, at: datetime = NOW) -> Answer:
    headers = {"x-oauth-scopes": ",".join(scopes), "Date": format_datetime(at, usegmt=True)}
    return lambda _: web.json_response({"ok": True, "user": "onehour", "team": "Acme"}, headers=headers)


def settings(slack: SlackOnPaper, app_token: str = "") -> SlackSettings:
    return SlackSettings("xoxb-1", "secret", app_token, slack.base)


async def test_where_all_is_well_every_line_says_so(wire: Wire, slack: SlackOnPaper) -> None:
    slack.will["auth.test"].append(known())

    facts = await checks(settings(slack), NOW)

    assert [fact.ok for fact in facts] == [True] * 4
    assert facts[0].line == "Slack knows the bot as onehour in Acme"


async def test_scopes_that_are_missing_are_named(wire: Wire, slack: SlackOnPaper) -> None:
    slack.will["auth.test"].append(known(scopes=tuple(scope for scope in NEEDED if scope[0] != "i")))

    facts = await checks(settings(slack), NOW)

    assert [fact.line for fact in facts if not fact.ok] == ["Slack: scopes are missing: im:history, im:write"]


async def test_a_stand_in_that_knows_no_scopes_is_not_blamed(wire: Wire, slack: SlackOnPaper) -> None:
    facts = await checks(settings(slack), datetime.now(UTC))

    assert all(fact.ok for fact in facts)


async def test_a_clock_that_has_drifted_is_noticed_before_it_hurts(wire: Wire, slack: SlackOnPaper) -> None:
    slack.will["auth.test"].append(known(at=NOW - timedelta(seconds=200)))

    [drifted] = [fact for fact in await checks(settings(slack), NOW) if not fact.ok]

    assert "200 s apart" in drifted.line


async def test_a_token_that_slack_refuses_is_said_with_its_reason(wire: Wire, slack: SlackOnPaper) -> None:
    slack.will["auth.test"].append(refused("invalid_auth"))

    [fact] = await checks(settings(slack), NOW)

    assert (fact.ok, fact.line) == (False, "Slack refuses the bot token: invalid_auth")


async def test_without_a_way_in_it_says_which_settings_are_missing(wire: Wire, slack: SlackOnPaper) -> None:
    slack.will["auth.test"].append(known())

    facts = await checks(SlackSettings("xoxb-1", api_url=slack.base), NOW)

    assert "SLACK_SIGNING_SECRET" in facts[-1].remedy


async def test_an_app_token_that_does_not_open_is_said(wire: Wire, slack: SlackOnPaper) -> None:
    slack.will["auth.test"].append(known())
    slack.will["apps.connections.open"].append(refused("not_allowed_token_type"))

    facts = await checks(settings(slack, app_token="xapp-1"), NOW)

    assert facts[-1].line == "Slack: Socket Mode does not open: not_allowed_token_type"


async def test_a_slack_that_is_not_there_is_one_line() -> None:
    away = SlackSettings("xoxb-1", "secret", api_url=f"http://127.0.0.1:{unused_port()}")

    [fact] = await checks(away, NOW)

    assert fact.line.startswith("Slack cannot be reached")


async def test_an_address_without_encryption_is_refused() -> None:
    [fact] = await checks(SlackSettings("xoxb-1", "secret", api_url="http://slack.example/api"), NOW)

    assert "SLACK_API_URL" in fact.line

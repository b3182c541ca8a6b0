"""Every variable of the contract is read, checked, and never shown when it is a secret."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from handlers.shell.settings import Settings, bad_settings, settings_from, variables_in
from handlers.shell.variables import BadSetting

PROMISED = [
    "DATABASE_URL",
    "HOST",
    "PORT",
    "PUBLIC_URL",
    "ONEHOUR_ADMINS",
    "ONEHOUR_TEMPLATES",
    "ONEHOUR_SECRET_KEY",
    "SLACK_BOT_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_APP_TOKEN",
    "SLACK_CLIENT_ID",
    "SLACK_CLIENT_SECRET",
    "SLACK_API_URL",
    "MICROSOFT_APP_ID",
    "MICROSOFT_APP_PASSWORD",
    "MICROSOFT_APP_TENANT_ID",
    "MICROSOFT_APP_TYPE",
    "TEAMS_OPENID_URL",
    "TEAMS_LOGIN_URL",
    "TEAMS_TOKEN_ISSUER",
    "TEAMS_EMULATOR",
    "ONEHOUR_TICK",
    "METRICS_TOKEN",
    "LOG_FORMAT",
    "LOG_LEVEL",
]


def test_every_promised_variable_is_there_and_no_other() -> None:
    assert [variable.name for variable in variables_in({})] == PROMISED


def test_without_any_variable_the_defaults_hold() -> None:
    settings = settings_from({})

    assert (settings.database_url, settings.on_sqlite) == ("sqlite:///onehour.db", True)
    assert (settings.host, settings.port, settings.public_url) == ("127.0.0.1", 3000, "")
    assert (settings.admins, settings.templates, settings.secret_keys) == ((), None, ())
    assert (settings.slack_api_url, settings.microsoft_app_type) == ("https://slack.com/api/", "SingleTenant")
    assert (settings.tick, settings.log_format, settings.log_level) == (timedelta(seconds=5), "text", "INFO")
    assert (settings.has_slack, settings.has_teams, settings.teams_emulator) == (False, False, False)


def test_an_empty_variable_is_one_that_is_not_set() -> None:
    assert settings_from(dict.fromkeys(PROMISED, " ")) == settings_from({})


def test_what_is_set_is_taken(tmp_path: Path) -> None:
    settings = settings_from({
        "DATABASE_URL": "postgresql+psycopg://ada:pw@db/onehour",
        "ONEHOUR_ADMINS": "Carla@X.example, nadia@x.example,",
        "ONEHOUR_TEMPLATES": str(tmp_path),
        "ONEHOUR_SECRET_KEY": "new, old",
        "SLACK_API_URL": "http://127.0.0.1:9000/api",
        "MICROSOFT_APP_TYPE": "multitenant",
        "TEAMS_EMULATOR": "1",
        "HOST": "::1",
        "ONEHOUR_TICK": "0.2",
        "LOG_LEVEL": "debug",
    })  # fmt: skip

    assert settings.admins == ("carla@x.example", "nadia@x.example")
    assert (settings.templates, settings.secret_keys) == (tmp_path, ("new", "old"))
    assert settings.slack_api_url == "http://127.0.0.1:9000/api/"
    assert (settings.microsoft_app_type, settings.teams_emulator) == ("MultiTenant", True)
    assert (settings.tick, settings.log_level) == (timedelta(seconds=0.2), "DEBUG")
    assert (settings.on_sqlite, settings.has_teams) == (False, True)


@pytest.mark.parametrize(
    ("variable", "told"),
    [
        ("DATABASE_URL", "mysql://x/y"),
        ("DATABASE_URL", "postgres://ada:pw@db/onehour"),
        ("DATABASE_URL", "onehour.db"),
        ("HOST", "http://127.0.0.1"),
        ("PORT", "70000"),
        ("PORT", "-1"),
        ("PORT", "٣٠٠٠"),
        ("PUBLIC_URL", "http://onehour.example"),
        ("PUBLIC_URL", "onehour.example"),
        ("PUBLIC_URL", "https://"),
        ("PUBLIC_URL", "https://[half"),
        ("PUBLIC_URL", "https://x.example/?q=1"),
        ("SLACK_API_URL", "http://slack.com/api/"),
        ("TEAMS_LOGIN_URL", "http://login.example"),
        ("TEAMS_OPENID_URL", "ftp://127.0.0.1/x"),
        ("ONEHOUR_ADMINS", "carla"),
        ("ONEHOUR_TEMPLATES", "/no/such/folder"),
        ("MICROSOFT_APP_TYPE", "Tenant"),
        ("TEAMS_EMULATOR", "perhaps"),
        ("ONEHOUR_TICK", "0"),
        ("ONEHOUR_TICK", "nan"),
        ("ONEHOUR_TICK", "inf"),
        ("ONEHOUR_TICK", "soon"),
        ("LOG_FORMAT", "xml"),
        ("LOG_LEVEL", "LOUD"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name_with_a_remedy(variable: str, told: str) -> None:
    with pytest.raises(BadSetting) as refused:
        settings_from({variable: told})

    assert refused.value.variable == variable
    assert refused.value.reason
    assert refused.value.remedy


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "onehour.example", "192.168.1.1"])
def test_the_emulator_is_refused_unless_only_this_machine_can_reach_us(host: str) -> None:
    with pytest.raises(BadSetting) as refused:
        settings_from({"TEAMS_EMULATOR": "1", "HOST": host})

    assert refused.value.variable == "TEAMS_EMULATOR"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost", "::1"])
def test_the_emulator_works_on_loopback(host: str) -> None:
    assert settings_from({"TEAMS_EMULATOR": "1", "HOST": host}).teams_emulator


def test_everything_that_is_wrong_can_be_had_at_once() -> None:
    wrong = bad_settings({"PORT": "x", "LOG_LEVEL": "y", "HOST": "fine.example"})

    assert [bad.variable for bad in wrong] == ["PORT", "LOG_LEVEL"]


def test_no_secret_is_shown_and_every_one_is_named_for_the_log_to_hide() -> None:
    secrets = {name: f"canary-{name}" for name in PROMISED if re.search("TOKEN$|SECRET|PASSWORD", name)}
    settings = settings_from({**secrets, "DATABASE_URL": "postgresql+psycopg://ada:canary-db@db/x"})

    assert "canary" not in repr(settings)
    assert {"canary-db", *secrets.values()} <= set(settings.secrets)


@given(some.dictionaries(some.sampled_from(PROMISED), some.text()))
def test_whatever_is_set_is_taken_or_refused_in_words(environ: dict[str, str]) -> None:
    wrong = bad_settings(environ)

    assert {bad.variable for bad in wrong} <= set(environ)
    assert wrong or isinstance(settings_from(environ), Settings)

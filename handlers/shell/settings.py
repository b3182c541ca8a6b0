"""Every setting of onehour: read once from the environment, checked, and never changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from handlers.shell import variables
from handlers.shell.variables import BadSetting, is_loopback

Reader = variables.Reader


def _from(name: str, read: Reader = variables.text, default: str = "", *, secret: bool = False) -> Any:  # noqa: ANN401  # as dataclasses.field
    """The variable that a field comes from. Secrets never show in a repr, which may end in a log."""
    about = {"variable": name, "read": read, "default": default, "secret": secret}
    return field(repr=not secret, metadata=about)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What contract.md calls the environment. An empty variable is one that is not set."""

    database_url: str = _from("DATABASE_URL", variables.database, "sqlite:///onehour.db", secret=True)
    host: str = _from("HOST", variables.host, "127.0.0.1")
    port: int = _from("PORT", variables.port, "3000")
    public_url: str = _from("PUBLIC_URL", variables.address)
    admins: tuple[str, ...] = _from("ONEHOUR_ADMINS", variables.emails)
    templates: Path | None = _from("ONEHOUR_TEMPLATES", variables.folder)  # noqa: RUF009  # a field
    secret_keys: tuple[str, ...] = _from("ONEHOUR_SECRET_KEY", variables.listed, secret=True)
    slack_bot_token: str = _from("SLACK_BOT_TOKEN", secret=True)
    slack_signing_secret: str = _from("SLACK_SIGNING_SECRET", secret=True)
    slack_app_token: str = _from("SLACK_APP_TOKEN", secret=True)
    slack_client_id: str = _from("SLACK_CLIENT_ID")
    slack_client_secret: str = _from("SLACK_CLIENT_SECRET", secret=True)
    slack_api_url: str = _from("SLACK_API_URL", variables.base, "https://slack.com/api/")
    microsoft_app_id: str = _from("MICROSOFT_APP_ID")
    microsoft_app_password: str = _from("MICROSOFT_APP_PASSWORD", secret=True)
    microsoft_app_tenant_id: str = _from("MICROSOFT_APP_TENANT_ID")
    microsoft_app_type: str = _from("MICROSOFT_APP_TYPE", variables.app_type, "SingleTenant")
    teams_openid_url: str = _from("TEAMS_OPENID_URL", variables.address)
    teams_login_url: str = _from("TEAMS_LOGIN_URL", variables.address)
    teams_token_issuer: str = _from("TEAMS_TOKEN_ISSUER")
    teams_emulator: bool = _from("TEAMS_EMULATOR", variables.switch)
    tick: timedelta = _from("ONEHOUR_TICK", variables.seconds, "5")  # noqa: RUF009  # a field
    metrics_token: str = _from("METRICS_TOKEN", secret=True)
    log_format: str = _from("LOG_FORMAT", variables.log_format, "text")
    log_level: str = _from("LOG_LEVEL", variables.log_level, "INFO")

    @property
    def on_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def has_slack(self) -> bool:
        return bool(self.slack_bot_token or self.slack_client_id)

    @property
    def has_teams(self) -> bool:
        return bool(self.microsoft_app_id or self.teams_emulator)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Whatever must not be seen in a log, the password inside the database's address included."""
        told = [getattr(self, one.name) for one in fields(self) if one.metadata["secret"]]
        told = [*self.secret_keys, *(value for value in told if isinstance(value, str))]
        return tuple(value for value in (*told, urlsplit(self.database_url).password) if value)


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable as it stands: what it says, or that it says nothing and what then holds."""

    name: str
    told: str
    default: str
    secret: bool


def variables_in(environ: Mapping[str, str]) -> tuple[Variable, ...]:
    return tuple(
        Variable(about["variable"], _told(environ, about), about["default"], about["secret"])
        for about in (one.metadata for one in fields(Settings))
    )


def bad_settings(environ: Mapping[str, str]) -> tuple[BadSetting, ...]:
    """Everything that is wrong with the environment, for whoever would rather not find it out one by one."""
    return tuple(_read(environ)[1])


def settings_from(environ: Mapping[str, str]) -> Settings:
    """Raises BadSetting with the first thing that is wrong."""
    values, wrong = _read(environ)
    if wrong:
        raise wrong[0]
    return Settings(**values)


def _read(environ: Mapping[str, str]) -> tuple[dict[str, Any], list[BadSetting]]:
    values: dict[str, Any] = {}
    wrong: list[BadSetting] = []
    for one in fields(Settings):
        about = one.metadata
        try:
            values[one.name] = about["read"](_told(environ, about) or about["default"])
        except variables.Unfit as unfit:
            wrong.append(BadSetting(about["variable"], unfit.reason, unfit.remedy))
    if values.get("teams_emulator") and not is_loopback(values.get("host", "")):
        reason = "accepts unsigned activities, and HOST is not a loopback address"
        wrong.append(BadSetting("TEAMS_EMULATOR", reason, "unset it, or set HOST to 127.0.0.1"))
    return values, wrong


def _told(environ: Mapping[str, str], about: Mapping[str, Any]) -> str:
    return environ.get(about["variable"], "").strip()

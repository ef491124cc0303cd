"""Settings from options, the environment and config files: which one decides, and what is said about a wrong one."""

from pathlib import Path
from typing import Any

import pytest

from bot.settings import BotSettings
from qa import config
from qa.config import Configured, configured
from qa.errors import SettingsError
from qa.settings import Settings


@pytest.fixture(autouse=True)
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's config folder, empty; and an environment without settings."""
    folder = tmp_path / "user"
    folder.mkdir()
    monkeypatch.setattr(config, "user_config_path", lambda _: folder)
    for name in BotSettings.model_fields:
        monkeypatch.delenv(f"PULLQUOTE_{name.upper()}", raising=False)
    return folder


def made(tmp_path: Path, **options: Any) -> Configured[Settings]:
    return configured(Settings, options, tmp_path / "news" / ".pullquote")


def beside(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "news" / "pullquote.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


def test_options_go_before_the_environment_before_the_library_before_the_user(
    tmp_path: Path, user: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (made(tmp_path).settings.limit, made(tmp_path).origin("limit")) == (3, "default")
    (user / "pullquote.toml").write_text("limit = 4")
    assert (made(tmp_path).settings.limit, made(tmp_path).origin("limit")) == (4, str(user / "pullquote.toml"))
    path = beside(tmp_path, "limit = 5")
    assert (made(tmp_path).settings.limit, made(tmp_path).origin("limit")) == (5, str(path))
    monkeypatch.setenv("PULLQUOTE_LIMIT", "6")
    assert (made(tmp_path).settings.limit, made(tmp_path).origin("limit")) == (6, "PULLQUOTE_LIMIT")
    assert (made(tmp_path, limit=7).settings.limit, made(tmp_path, limit=7).origin("limit")) == (7, "option")


def test_the_file_is_that_beside_the_library_that_is_named(tmp_path: Path, user: Path) -> None:
    beside(tmp_path, "limit = 5")
    (user / "pullquote.toml").write_text('library = "../news/.pullquote"')
    found = configured(Settings, {}, tmp_path / "elsewhere" / ".pullquote")
    assert found.settings.library == user / "../news/.pullquote"
    assert found.settings.limit == 5


def test_paths_of_a_file_are_seen_from_its_folder(tmp_path: Path) -> None:
    beside(tmp_path, 'cache = "kept"')
    assert made(tmp_path).settings.cache == tmp_path / "news" / "kept"


def test_the_bot_has_a_table_of_its_own(tmp_path: Path) -> None:
    beside(tmp_path, "limit = 5\n[bot]\nworkers = 3\nlimit-seconds = 9")
    found = configured(BotSettings, {}, tmp_path / "news" / ".pullquote").settings
    assert (found.limit, found.workers, found.limit_seconds) == (5, 3, 9.0)
    assert made(tmp_path).settings.limit == 5


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("\nlimit = 0", r"pullquote\.toml:2: limit must be a whole number, 1 to 50\.$"),
        ('limit = "many"', r"pullquote\.toml:1: limit must be a whole number, 1 to 50\.$"),
        ("min-confidence = 2", r"pullquote\.toml:1: min_confidence must be a number, 0 to 1\.$"),
        ('device = "abacus"', r"pullquote\.toml:1: device must be auto, cpu or cuda\.$"),
        ("limt = 3", r"pullquote\.toml:1: there is no setting limt\. There are: cache, "),
        ("limit = true", r"pullquote\.toml:1: limit must be a whole number, 1 to 50\.$"),
        ("limit = 3\n[ask]\nlimit = 4", r"pullquote\.toml:2: there is no table \[ask\]\. There is: \[bot\]\.$"),
        ("limit = \nmodel = 3", r"pullquote\.toml cannot be read: Invalid value .at line 1, column 9"),
        ('[bot]\ndiscord_token = "x"', r"pullquote\.toml:2: discord_token: a token does not belong in a file"),
        ('bot.discord-token = "x"', "a token does not belong in a file"),
    ],
)
def test_a_wrong_file_is_named_with_its_line_and_key(tmp_path: Path, text: str, problem: str) -> None:
    beside(tmp_path, text)
    with pytest.raises(SettingsError, match=problem):
        made(tmp_path)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("workers = 3", r"pullquote\.toml:1: workers belongs in the table \[bot\]\.$"),
        ("[bot]\nlimt = 3", r"pullquote\.toml:2: there is no setting limt\. There are: .*workers"),
    ],
)
def test_a_setting_of_the_bot_is_named_with_its_table(tmp_path: Path, text: str, problem: str) -> None:
    beside(tmp_path, text)
    with pytest.raises(SettingsError, match=problem):
        configured(BotSettings, {}, tmp_path / "news" / ".pullquote")


def test_an_empty_variable_counts_as_unset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULLQUOTE_LIBRARY", "")
    monkeypatch.setenv("PULLQUOTE_LIMIT", "")
    found = made(tmp_path)
    assert (found.settings.library, found.settings.limit) == (tmp_path / "news" / ".pullquote", 3)
    assert found.origin("limit") == "default"


def test_a_wrong_variable_or_option_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError, match=r"^--min-confidence must be a number, 0 to 1\.$"):
        made(tmp_path, min_confidence=7)
    monkeypatch.setenv("PULLQUOTE_LIMIT", "0")
    with pytest.raises(SettingsError, match=r"^PULLQUOTE_LIMIT must be a whole number, 1 to 50\.$"):
        made(tmp_path)

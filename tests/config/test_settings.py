"""Settings: a wrong one stops the start with one line that names it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from literasi.config import SettingError, load, settings

KEY = "kunci-percobaan-yang-cukup-panjang-sekali"


def env(tmp_path: Path, **values: str) -> dict[str, str]:
    return {
        "LITERASI_INSTANCE": str(tmp_path / "instance"),
        **{f"LITERASI_{name}": value for name, value in values.items()},
    }


def test_without_any_setting_everything_has_a_default(tmp_path: Path) -> None:
    found = load({}, tmp_path)
    assert found.instance == tmp_path / "instance"
    assert found.sqlite_path == tmp_path / "instance" / "literasi.db"
    assert (found.base_url, found.trusted_proxies, found.log, found.https) == ("", 0, "text", False)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COURSES", "/tidak/ada"),
        ("DATABASE_URL", "mysql://x"),
        ("DATABASE_URL", "sqlite:////tidak/ada/literasi.db"),
        ("DATABASE_URL", "postgresql://literasi:RAHASIA@localhost"),
        ("DATABASE_URL", "postgresql://literasi:RAHASIA@localhost/"),
        ("DATABASE_URL", "postgres://literasi:RAHASIA@localhost:pintu/literasi"),
        ("DATABASE_URL", "postgresql://literasi:RAHASIA@[::1/literasi"),
        ("DATABASE_URL", "postgresql+psycopg2://literasi:RAHASIA@localhost/literasi"),
        ("REDIS_URL", "localhost:6379"),
        ("REDIS_URL", "http://localhost:6379"),
        ("REDIS_URL", "redis://:RAHASIA@"),
        ("REDIS_URL", "rediss://:RAHASIA@[::1"),
        ("REDIS_URL", "redis://:RAHASIA@localhost:pintu"),
        ("SECRET_KEY", "pendek"),
        ("SECRET_KEY", f"{KEY},pendek"),
        ("SECRET_KEY", " , "),
        ("BASE_URL", "belajar.contoh.example"),
        ("BASE_URL", "ftp://contoh.example"),
        ("BASE_URL", "https://contoh.example/jalur"),
        ("BASE_URL", "https://contoh.example/?x=1"),
        ("BASE_URL", "https://orang@contoh.example"),
        ("BASE_URL", "http://[::1"),
        ("BASE_URL", "http://contoh.example:pintu"),
        ("BASE_URL", "https://"),
        ("TRUSTED_PROXIES", "dua"),
        ("TRUSTED_PROXIES", "-1"),
        ("TRUSTED_PROXIES", "6"),
        ("TRUSTED_PROXIES", "²"),
        ("TRUSTED_PROXIES", "9" * 5000),
        ("LOG", "xml"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingError, match=rf"^LITERASI_{name}: [^\n]+\.?$") as refused:
        load(env(tmp_path, **{name: value}), tmp_path)
    assert "RAHASIA" not in str(refused.value)


@pytest.mark.parametrize(
    "given",
    [
        "postgres://a:b@host:5433/nama",
        "postgresql://a:b@host:5433/nama",
        "postgresql+psycopg://a:b@host:5433/nama",
    ],
)
def test_every_way_to_write_a_postgresql_address_is_one(tmp_path: Path, given: str) -> None:
    found = load(env(tmp_path, DATABASE_URL=given), tmp_path)
    assert found.database_url == "postgresql+psycopg://a:b@host:5433/nama"
    assert found.sqlite_path is None


def test_the_queue_of_jobs_may_be_named_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "redis").write_text("rediss://:sandi@host/1\n")
    assert (
        load(env(tmp_path, REDIS_URL_FILE=str(tmp_path / "redis")), tmp_path).redis_url
        == "rediss://:sandi@host/1"
    )


@pytest.mark.parametrize(
    ("name", "value"), [("DATABASE_URL", "postgresql://host/nama"), ("REDIS_URL", "redis://host")]
)
def test_what_a_setting_needs_and_is_not_installed_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setattr(settings, "find_spec", lambda _package: None)
    with pytest.raises(SettingError, match=rf"^LITERASI_{name}: .*pip install 'literasi\["):
        load(env(tmp_path, **{name: value}), tmp_path)


def test_an_instance_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("")
    with pytest.raises(SettingError, match="LITERASI_INSTANCE"):
        load({"LITERASI_INSTANCE": str(tmp_path / "berkas" / "folder")}, tmp_path)


@pytest.mark.parametrize("content", [b"log = ", b"\xff", b"warna = 'merah'", b"[log]\nx = 1"])
def test_a_broken_file_of_settings_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "config.toml").write_bytes(content)
    with pytest.raises(SettingError, match=r"config\.toml|LITERASI_LOG"):
        load(env(tmp_path), tmp_path)


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "config.toml").write_text('log = "json"\ntrusted_proxies = 2\n')
    found = load(env(tmp_path, TRUSTED_PROXIES="1"), tmp_path)
    assert (found.log, found.trusted_proxies) == ("json", 1)


def test_a_secret_can_stand_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "kunci").write_text(f"{KEY}\n")
    assert load(env(tmp_path, SECRET_KEY_FILE=str(tmp_path / "kunci")), tmp_path).secret_keys == (KEY,)


def test_a_secret_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="LITERASI_SECRET_KEY_FILE"):
        load(env(tmp_path, SECRET_KEY_FILE="/tidak/ada"), tmp_path)


def test_only_secrets_can_stand_in_files(tmp_path: Path) -> None:
    assert load(env(tmp_path, LOG_FILE="/tidak/ada"), tmp_path).log == "text"


def test_several_keys_are_kept_newest_first(tmp_path: Path) -> None:
    assert load(env(tmp_path, SECRET_KEY=f"{KEY}-baru, {KEY}"), tmp_path).secret_keys == (f"{KEY}-baru", KEY)


def test_a_key_is_made_once_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    first = load(env(tmp_path), tmp_path).secret_keys
    assert load(env(tmp_path), tmp_path).secret_keys == first
    assert len(first[0]) >= 32
    assert (tmp_path / "instance" / "secret_key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("url", "https"), [("https://contoh.example/", True), ("http://192.168.1.5:8000", False)]
)
def test_an_address_decides_on_secure_cookies(tmp_path: Path, url: str, https: bool) -> None:
    found = load(env(tmp_path, BASE_URL=url), tmp_path)
    assert (found.base_url, found.https) == (url.rstrip("/"), https)


def test_the_terminal_shows_the_one_line_and_nothing_else(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from literasi.app import main; main()", "serve"]
    done = subprocess.run(
        command, env={**os.environ, **env(tmp_path, LOG="xml")}, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stderr == "LITERASI_LOG: pilih salah satu dari text, json.\n"


def test_a_passphrase_for_backups_comes_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "sandi").write_text("kata sandi cadangan\n")
    found = load(
        env(tmp_path, BACKUP_PASSPHRASE_FILE=str(tmp_path / "sandi"), BACKUP_DIR=str(tmp_path / "belum ada"))
    )
    assert (found.backup_passphrase, found.backup_dir) == ("kata sandi cadangan", tmp_path / "belum ada")


def test_a_folder_for_backups_is_named_from_the_root(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="LITERASI_BACKUP_DIR"):
        load(env(tmp_path, BACKUP_DIR="cadangan"))

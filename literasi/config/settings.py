"""Reads and checks every setting. The README documents each name in `NAMES`; a test holds the two together."""

from __future__ import annotations

import os
import secrets
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

NAMES = (
    "DATABASE_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "INSTANCE",
    "COURSES",
    "BASE_URL",
    "MAIL_URL",
    "TRUSTED_PROXIES",
    "LOG",
    "BACKUP_DIR",
    "BACKUP_PASSPHRASE",
    "CLASS_MONTHS",
)
SECRETS = frozenset({"SECRET_KEY", "DATABASE_URL", "REDIS_URL", "MAIL_URL", "BACKUP_PASSPHRASE"})
"""These may stand in a file that `…_FILE` names."""
_POSTGRES = "postgresql+psycopg"
_SHORTEST_KEY = 32


class SettingError(Exception):
    """A setting that cannot be used. The text is the one line that the person at the terminal sees."""


@dataclass(frozen=True)
class Settings:
    """What this installation was told. `secret_keys` holds the present key first, then keys still accepted."""

    instance: Path
    courses: Path
    database_url: str
    redis_url: str
    """Where jobs queue up; empty when they do in the instance."""
    secret_keys: tuple[str, ...]
    base_url: str
    mail_url: str
    trusted_proxies: int
    log: str
    backup_dir: Path | None = None
    """Where a backup goes every night; None for nowhere."""
    backup_passphrase: str = ""
    """What backups are encrypted with; "" for not at all."""
    class_months: int = 12
    """How many months after it was closed a class forgets who was in it."""

    @property
    def https(self) -> bool:
        """Whether people reach the site by HTTPS: decides on Secure cookies and their __Host- names."""
        return self.base_url.startswith("https://")

    @property
    def sqlite_path(self) -> Path | None:
        """The database file, or None when it lives in memory or is none of SQLite's."""
        if not self.database_url.startswith("sqlite:///"):
            return None
        path = self.database_url.removeprefix("sqlite:///")
        return None if path in ("", ":memory:") else Path(path)


def load(environ: Mapping[str, str] | None = None, root: Path | None = None) -> Settings:
    """Read all settings. `root` is the project folder, from which relative defaults are counted.

    Raises SettingError for the first value that cannot be used.
    """
    env = os.environ if environ is None else environ
    base = root or Path.cwd()
    instance = Path(env.get("LITERASI_INSTANCE") or base / "instance").resolve()
    _folder("INSTANCE", instance)
    values = _values(env, instance / "config.toml")
    return Settings(
        instance=instance,
        courses=_courses(values.get("COURSES"), base),
        database_url=_database(values.get("DATABASE_URL"), instance),
        redis_url=_redis(values.get("REDIS_URL", "")),
        secret_keys=_secret(values.get("SECRET_KEY"), instance),
        base_url=_base_url(values.get("BASE_URL", "")),
        mail_url=_mail_url(values.get("MAIL_URL", "")),
        trusted_proxies=_count(
            "TRUSTED_PROXIES",
            values.get("TRUSTED_PROXIES", "0"),
            5,
            "banyaknya perantara (proxy) di depan literasi",
        ),
        log=_one_of("LOG", values.get("LOG", "text"), ("text", "json")),
        backup_dir=_backup_dir(values.get("BACKUP_DIR")),
        backup_passphrase=values.get("BACKUP_PASSPHRASE", ""),
        class_months=_count(
            "CLASS_MONTHS",
            values.get("CLASS_MONTHS", "12"),
            120,
            "berapa bulan sesudah ditutup sebuah kelas melupakan anggotanya",
        ),
    )


def for_demo(here: Settings) -> Settings:
    """The settings of the demo beside this installation: a folder, a database and a key of its own, no way outside."""
    place = here.instance / "demo"
    _folder("INSTANCE", place)
    return replace(
        here,
        instance=place,
        database_url=_database(None, place),
        secret_keys=_secret(None, place),
        redis_url="",
        base_url="",
        mail_url="",
    )


def _values(env: Mapping[str, str], file: Path) -> dict[str, str]:
    known: dict[str, str] = {}
    for name, value in _from_file(file).items():
        if name.upper() not in NAMES:
            raise SettingError(
                f"{file}: pengaturan `{name}` tidak dikenal. Yang dikenal: {', '.join(NAMES)}."
            )
        known[name.upper()] = str(value)
    for name in NAMES:
        if path := env.get(f"LITERASI_{name}_FILE") if name in SECRETS else None:
            known[name] = _read(f"LITERASI_{name}_FILE", path)
        if env.get(f"LITERASI_{name}"):
            known[name] = env[f"LITERASI_{name}"]
    return known


def _from_file(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingError(f"{file}: tidak dapat dibaca sebagai TOML ({error}).") from error


def _read(name: str, path: str) -> str:
    try:
        return Path(path).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(f"{name}: berkas {path} tidak dapat dibaca ({error}).") from error


def _folder(name: str, path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(
            f"LITERASI_{name}: folder {path} tidak dapat dibuat ({error.strerror})."
        ) from error
    if not os.access(path, os.W_OK):
        raise SettingError(f"LITERASI_{name}: folder {path} tidak dapat ditulisi.")


def _courses(value: str | None, base: Path) -> Path:
    if value:
        path = Path(value).resolve()
        if not path.is_dir():
            raise SettingError(f"LITERASI_COURSES: folder {path} tidak ada.")
        return path
    bundled = Path(__file__).resolve().parent.parent / "_courses"
    beside = Path(__file__).resolve().parents[2] / "courses"
    return next((path for path in (base / "courses", beside, bundled) if path.is_dir()), base / "courses")


def _backup_dir(value: str | None) -> Path | None:
    """The folder, which may be absent just now: a disk that was pulled out must not keep a library from serving."""
    if value and not Path(value).is_absolute():
        raise SettingError("LITERASI_BACKUP_DIR: tulis jalur lengkap, misalnya /mnt/cadangan/literasi")
    return Path(value) if value else None


def _database(value: str | None, instance: Path) -> str:
    """The address as SQLAlchemy takes it. No message repeats one, since it may hold a password."""
    if not value:
        return f"sqlite:///{instance / 'literasi.db'}"
    scheme = value.partition("://")[0]
    if value.startswith("sqlite:///"):
        _database_folder(value.removeprefix("sqlite:///"))
        return value
    if scheme in ("postgres", "postgresql", _POSTGRES):
        if not _names_a_database(value):
            raise SettingError(
                "LITERASI_DATABASE_URL: tulis alamat PostgreSQL lengkap dengan nama basis datanya, "
                "misalnya postgresql://literasi:sandi@localhost/literasi."
            )
        _needs("psycopg", "DATABASE_URL", "postgres")
        return _POSTGRES + value.removeprefix(scheme)
    raise SettingError(
        "LITERASI_DATABASE_URL: tulis `sqlite:///…` atau `postgresql://…`. "
        "Kosongkan untuk memakai instance/literasi.db."
    )


def _names_a_database(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.path.strip("/") != "" and parts.port != 0
    except ValueError:  # brackets that do not close, a port that is no number
        return False


def _redis(value: str) -> str:
    """Where jobs queue up. Like the database's address it may hold a password."""
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        known = parts.scheme in ("redis", "rediss") and parts.hostname and parts.port != 0
    except ValueError:
        known = None
    if not known:
        raise SettingError(
            "LITERASI_REDIS_URL: tulis `redis://…` atau `rediss://…`, misalnya redis://localhost:6379/0."
        )
    _needs("redis", "REDIS_URL", "redis")
    return value


def _needs(package: str, name: str, extra: str) -> None:
    if find_spec(package) is None:
        raise SettingError(f"LITERASI_{name}: pasang dulu yang dibutuhkan: pip install 'literasi[{extra}]'.")


def _database_folder(path: str) -> None:
    folder = Path(path).resolve().parent
    if path not in ("", ":memory:") and not folder.is_dir():
        raise SettingError(f"LITERASI_DATABASE_URL: folder {folder} tidak ada. Buat dulu foldernya.")


def _secret(value: str | None, instance: Path) -> tuple[str, ...]:
    """The keys, newest first. Several are separated by commas, so that a key can be changed without signing anyone out."""
    if value is not None:
        keys = tuple(key.strip() for key in value.split(",") if key.strip())
        if not keys or any(len(key) < _SHORTEST_KEY for key in keys):
            raise SettingError(
                f"LITERASI_SECRET_KEY: setiap kunci perlu paling sedikit {_SHORTEST_KEY} huruf acak."
            )
        return keys
    path = instance / "secret_key"
    return (_stored(path) or _created(path),)


def _stored(path: Path) -> str:
    return _read("LITERASI_SECRET_KEY", str(path)) if path.exists() else ""


def _created(path: Path) -> str:
    """Make the key once. O_EXCL: of two processes that start together one wins and both use its key."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _stored(path)
    with os.fdopen(handle, "w") as file:
        key = secrets.token_urlsafe(48)
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    return key


def _base_url(value: str) -> str:
    if not value:
        return ""
    if not _is_origin(value):
        raise SettingError(
            "LITERASI_BASE_URL: tulis alamat lengkap tanpa jalur, misalnya https://belajar.contoh.example"
        )
    return value.rstrip("/")


def _mail_url(value: str) -> str:
    """Empty keeps letters as files; else the address of an SMTP server."""
    try:
        parts = urlsplit(value)
        good = not value or (parts.scheme in ("smtp", "smtps") and parts.hostname and parts.port != 0)
    except ValueError:
        good = False
    if not good:
        raise SettingError(
            "LITERASI_MAIL_URL: tulis smtp://nama:sandi@server:587?dari=surel@perpustakaan.example "
            "(smtps:// untuk TLS langsung), atau kosongkan supaya surat disimpan di instance/mail/."
        )
    return value


def _is_origin(value: str) -> bool:
    """Whether a text is scheme, host and at most a port: nothing that a link could stumble over."""
    try:
        parts = urlsplit(value)
        named = parts.hostname and parts.port != 0
    except ValueError:  # brackets that do not close, a port that is no number
        return False
    plain = not (parts.query or parts.fragment or "@" in parts.netloc)
    return bool(named) and plain and parts.scheme in ("http", "https") and parts.path in ("", "/")


def _count(name: str, value: str, most: int, what: str) -> int:
    if value not in {str(number) for number in range(most + 1)}:
        raise SettingError(f"LITERASI_{name}: tulis {what}, 0 sampai {most}.")
    return int(value)


def _one_of(name: str, value: str, allowed: tuple[str, ...], fold: Callable[[str], str] = str.lower) -> str:
    if fold(value) not in allowed:
        raise SettingError(f"LITERASI_{name}: pilih salah satu dari {', '.join(allowed)}.")
    return fold(value)

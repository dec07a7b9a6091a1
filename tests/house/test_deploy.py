"""What stands in deploy/ can be used as it is: settings that exist, commands that exist, files that parse."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from flask import Flask

from literasi.config import settings
from tests.house import tree

DEPLOY = tree.ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
SERVICES = [path for path in UNITS if path.suffix == ".service"]
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "docker" / "compose.yaml").read_text("utf-8"))
DOCKERFILE = (DEPLOY / "docker" / "Dockerfile").read_text("utf-8")
README = (DEPLOY / "README.md").read_text("utf-8")
NGINX = (DEPLOY / "nginx" / "literasi.conf").read_text("utf-8")
HARDENED = {
    "NoNewPrivileges": "true", "ProtectSystem": "strict", "ProtectHome": "true", "PrivateTmp": "true",
    "PrivateDevices": "true", "ProtectKernelTunables": "true", "ProtectControlGroups": "true",
    "RestrictSUIDSGID": "true", "LockPersonality": "true", "MemoryDenyWriteExecute": "true",
    "CapabilityBoundingSet": "", "SystemCallArchitectures": "native", "UMask": "0077", "User": "literasi",
}  # fmt: skip


def lines(unit: Path) -> Iterator[tuple[str, str, str]]:
    """Every setting of a unit as (section, name, value); whatever is neither is a mistake."""
    section = ""
    for line in unit.read_text("utf-8").splitlines():
        if found := re.fullmatch(r"\[(\w+)\]", line):
            section = found.group(1)
        elif line and not line.startswith("#"):
            name, equals, value = line.partition("=")
            assert section and equals and name.isalnum(), f"{unit.name}: {line}"
            yield section, name, value


def started() -> Iterator[tuple[str, list[str]]]:
    """Every `literasi …` that something in deploy/ runs, with where it stands."""
    for unit in SERVICES:
        for _section, name, value in lines(unit):
            if name.startswith("ExecStart"):
                yield (
                    unit.name,
                    shlex.split(value.replace("%%", "%").partition("bin/literasi ")[2].rstrip("'")),
                )
    for name, service in COMPOSE["services"].items():
        if service.get("command", [""])[0] == "literasi":
            yield f"compose {name}", service["command"][1:]
    yield (
        "Dockerfile",
        [word.strip('", ') for word in DOCKERFILE.rpartition("CMD [")[2].strip("]\n").split(",")][1:],
    )
    yield "cron", shlex.split((DEPLOY / "literasi.cron").read_text("utf-8").rpartition("bin/literasi ")[2])
    for found in re.finditer(r"^ *literasi ([a-z][^&\n]*)", README, re.MULTILINE):
        yield "README", shlex.split(found.group(1))


def test_the_example_of_settings_names_all_of_them_and_nothing_else() -> None:
    text = (DEPLOY / "literasi.env.example").read_text("utf-8")
    named = re.findall(r"^#?LITERASI_([A-Z_]+?)(?:_FILE)?=", text, re.MULTILINE)
    assert sorted(named) == sorted(settings.NAMES)


def test_the_example_of_settings_can_be_read_by_a_shell() -> None:
    script = "set -aeu; . ./literasi.env.example; echo $LITERASI_BASE_URL"
    done = subprocess.run(["sh", "-c", script], cwd=DEPLOY, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("https://belajar.contoh.example\n", "")


def test_the_example_of_settings_is_one_that_starts(tmp_path: Path) -> None:
    text = (DEPLOY / "literasi.env.example").read_text("utf-8")
    env = dict(re.findall(r"^(LITERASI_\w+)=(.*)$", text, re.MULTILINE))
    found = settings.load(
        {**env, "LITERASI_INSTANCE": str(tmp_path), "LITERASI_COURSES": str(tree.ROOT / "courses")}
    )
    assert (found.https, found.trusted_proxies, found.log) == (True, 1, "json")


@pytest.mark.parametrize("name", ["compose.yaml", "Dockerfile"])
def test_containers_are_given_settings_that_exist(name: str) -> None:
    text = (DEPLOY / "docker" / name).read_text("utf-8")
    named = set(re.findall(r"LITERASI_([A-Z_]+)", text))
    assert named <= set(settings.NAMES)


def test_every_command_that_is_called_exists(app: Flask) -> None:
    called = list(started())
    assert {place for place, _words in called} >= {
        *(unit.name for unit in SERVICES),
        "Dockerfile",
        "cron",
        "README",
    }
    for place, words in called:
        command = app.cli.get_command(click.Context(app.cli), words[0])
        assert command is not None, place
        command.make_context(words[0], words[1:])  # raises for an option or argument that is not there


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: str(path.name))
def test_a_unit_has_what_a_unit_needs(unit: Path) -> None:
    sections = {section for section, _name, _value in lines(unit)}
    assert sections >= {"Unit", unit.suffix.strip(".").capitalize()}


@pytest.mark.parametrize("unit", SERVICES, ids=lambda path: str(path.name))
def test_a_service_may_do_what_it_must_and_no_more(unit: Path) -> None:
    said = {name: value for _section, name, value in lines(unit)}
    assert {name: said.get(name) for name in HARDENED} == HARDENED
    assert {"MemoryMax", "TasksMax", "SystemCallFilter", "RestrictAddressFamilies"} <= set(said)
    assert said["ReadWritePaths"].startswith("/var/lib/literasi")


def test_systemd_understands_the_units(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    copies = [tmp_path / unit.name for unit in UNITS]
    for unit, copy in zip(UNITS, copies, strict=True):
        copy.write_text(unit.read_text("utf-8").replace("/opt/literasi/.venv/bin/literasi", "/bin/true"))
    command = [analyze, "verify", *copies] if analyze else ["true"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_web_and_worker_share_the_work() -> None:
    commands = {place: words for place, words in started() if place.endswith(".service")}
    assert "--no-jobs" in commands["literasi-web.service"] and commands["literasi-worker.service"] == [
        "worker"
    ]


def test_images_are_named_plainly() -> None:
    images = [service["image"] for service in COMPOSE["services"].values()]
    images += re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)
    assert images and [image for image in images if "/" in image] == []


def test_containers_run_as_nobody_in_particular_and_say_when_they_are_ill() -> None:
    assert DOCKERFILE.index("USER literasi") > DOCKERFILE.rindex("RUN ")
    assert "HEALTHCHECK" in DOCKERFILE and "/siap" in DOCKERFILE
    assert COMPOSE["services"]["literasi"]["cap_drop"] == ["ALL"]
    alone = [name for name, service in COMPOSE["services"].items() if "profiles" not in service]
    assert alone == ["literasi"]


def test_what_is_copied_into_the_image_exists() -> None:
    copied = [
        name
        for line in re.findall(r"^COPY (?!--)(.+) \S+$", DOCKERFILE, re.MULTILINE)
        for name in line.split()
    ]
    assert copied and [name for name in copied if not (tree.ROOT / name).exists()] == []


def test_nginx_says_who_asks_and_keeps_nothing() -> None:
    assert NGINX.count("{") == NGINX.count("}")
    for line in (
        "proxy_set_header X-Forwarded-For $remote_addr;",
        "proxy_set_header X-Forwarded-Proto $scheme;",
        "proxy_cache off;",
        "access_log off;",
        "client_max_body_size",
        "limit_req zone=literasi",
        "proxy_next_upstream off;",
    ):
        assert line in NGINX


def test_the_guide_names_every_file_and_both_languages() -> None:
    files = {path.name for path in DEPLOY.rglob("*") if path.is_file()} - {
        "README.md",
        "Dockerfile",
        "compose.yaml",
    }
    named = {
        name for name in files if name in README or re.sub(r"-\w+\.(service|timer)", r"-*.\1", name) in README
    }
    assert named == files
    assert "# English" in README and "## Pulihkan" in README

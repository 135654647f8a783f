"""Ada's private object of each kind, for the parameters of addresses; and what her own request there would say.

A parameter of an owned address that has no sample here fails the walk: add a line for it.
"""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from realtime.scoreboards.models import BoardKey
from tests.realtime.chat.files.pictures import encoded, noise
from tests.walk.accounts import account_samples
from tests.walk.addresses import Address
from tests.walk.listings import TABLE
from tests.walk.world import World

# `<first word of the address>.<parameter>`
SAMPLES: dict[str, Callable[[World], Any]] = {
    **account_samples(),
    "account.key_id": lambda world: world.key.public_id,
    "account.person": lambda world: world.people["Ada"].public_id,
    "auth.key_id": lambda world: world.key.public_id,
    "boards.key": lambda world: BoardKey.objects.filter(board=world.board)[0].public_id,
    "boards.key_id": lambda world: BoardKey.objects.filter(board=world.board)[0].public_id,
    "boards.person": lambda world: world.people["Ben"].public_id,
    "boards.push": lambda world: world.endpoint.public_id,
    "boards.seat": lambda world: "scorer",
    "boards.slug": lambda world: world.board.slug,
    "boards.what": lambda world: "pause",
    "cart.line": lambda world: world.made["cart_line"],
    "catalog.file_id": lambda world: world.made["goods"],
    "catalog.picture": lambda world: world.made["listing_picture"],
    "catalog.product": lambda world: world.made["listing"],
    "catalog.run": lambda world: world.made["import"],
    "catalog.version": lambda world: world.made["version"],
    "chat.code": lambda world: world.code,
    "chat.emoji": lambda world: "👍",
    "chat.file_id": lambda world: world.file,
    "chat.message": lambda world: world.message["id"],
    "chat.person": lambda world: world.people["Ben"].public_id,
    "chat.report": lambda world: world.report,
    "chat.room": lambda world: world.room.public_id,
    "chat.room_id": lambda world: world.room.public_id,
    "chat.slug": lambda world: world.board.slug,
    "collections.collection": lambda world: world.made["collection"],
    "collections.product": lambda world: world.made["found"],
    "collections.slug": lambda world: world.made["found"],
    "desk.application": lambda world: world.made["application"],
    "desk.change": lambda world: world.made["change"],
    "desk.file": lambda world: world.made["goods"],
    "desk.order_id": lambda world: world.made["order"],
    "desk.paper_id": lambda world: world.made["paper"],
    "downloads.token": lambda world: world.made["download"],
    "library.file_id": lambda world: world.made["bought_file"],
    "library.grant_id": lambda world: world.made["grant"],
    "orders.paper_id": lambda world: world.made["paper"],
    "orders.order_id": lambda world: world.made["order"],
    "favourites.product": lambda world: world.made["found"],
    "follows.seller": lambda world: world.made["cart_seller"],
    "categories.path": lambda world: "prompts",
    "products.file_id": lambda world: "nobodys",
    "products.name": lambda world: world.made["found"],
    "products.product": lambda world: world.made["found"],
    "favourites.slug": lambda world: world.made["found"],
    "people.ending": lambda world: "webp",
    "people.name": lambda world: world.people["Ada"].public_id,
    "people.side": lambda world: 64,
    "people.token": lambda world: "nobodys",
    "people.person": lambda world: world.people["Ada"].public_id,
    "pictures.picture": lambda world: "nobodys",
    "pictures.width": lambda world: 320,
    "products.slug": lambda world: world.made["found"],
    "sellers.name": lambda world: world.people["Ada"].public_id,
    "share.slug": lambda world: world.made["found"],
    "sitemaps.section": lambda world: "products",
    "studio.act": lambda world: "publish",
    "studio.does": lambda world: "withdraw",
    "studio.file": lambda world: world.made["goods"],
    "studio.order_id": lambda world: world.made["order"],
    "studio.picture": lambda world: world.made["listing_picture"],
    "studio.product": lambda world: world.made["listing"],
    "studio.run": lambda world: world.made["import"],
    "studio.version": lambda world: world.made["version"],
    "staff.app_label": lambda world: "accounts",
    "staff.name": lambda world: "nothing",
    "staff.object_id": lambda world: world.people["Ada"].pk,
    "staff.url": lambda world: "nowhere/",
}
# Ada sells, and who sells is shown to everybody: whom others keep to themselves, tests/frontend/account/profile says.
SHOWN_TO_ALL = frozenset({"person", "read_person"})
# Who comes here is believed by a signature, and by nothing that a browser brings along.
SIGNED = frozenset({"stripe_webhook"})
# Where reading is counted: what a dispute is answered with.
COUNTED: dict[str, frozenset[str]] = {"download": frozenset({"orders_download"})}
# Owned by what the body names: whoever asks has nothing of Ada's in the address itself.
IN_THE_BODY = frozenset({"put_file", "add_file", "add_picture", "edit_many", "studio_add_file", "studio_add_picture"})
# What a page's form says, by the name of its address; the API's bodies are made from its schema.
FORMS: dict[str, dict[str, str | Callable[[World], str]]] = {
    "cart_line": {"quantity": "1"},
    "take_free": {"tier": lambda world: world.made["cart_tier"]},
    "table": {"name": "Hall two"},
    "pushes": {"url": "https://example.org/more"},
    "studio_add_file": {"version": lambda world: world.made["version"]},
    "studio_add_picture": {"product": lambda world: world.made["listing"]},
    "studio_bulk": {"does": "pause"},
    "chat_room": {"body": "Ahoy", "client_message_id": "walk-form-1"},
    "chat_about": {"does": "change", "title": "Theirs", "about": "", "slow_seconds": "0", "words": ""},
}
# What a schema cannot say: values that mean something. `<operation>.<field>`, or the field alone.
VALUES: dict[str, Callable[[World], Any]] = {
    "add_file.version": lambda world: world.made["version"],
    "add_picture.product": lambda world: world.made["listing"],
    "edit_many.deed": lambda world: "pause",
    "edit_many.products": lambda world: [world.made["listing"]],
    "add_item.tier": lambda world: world.made["cart_tier"],
    "change_cart.currency": lambda world: "USD",
    "client_message_id": lambda world: "walk-0001",
    "command": lambda world: {"kind": "score", "team": "home", "points": 2},
    "command_id": lambda world: "walk-0001",
    "file": lambda world: SimpleUploadedFile("b.png", encoded(noise(20, 20), "PNG")),
    "open_direct.people": lambda world: [world.people["Cyd"].public_id],
    "refund_order.parts": lambda world: [{"line": world.made["order_line"], "amount_minor": 100}],
    "refund_order.reason": lambda world: "other",
    "import_products.file": lambda world: SimpleUploadedFile("a.csv", TABLE),
    "set_tiers.tiers": lambda world: [world.made["listing_tier"]],
    "renew.action": lambda world: "take",
    "change_seat.action": lambda world: "leave",
    "moderate.action": lambda world: "mute",
    "room": lambda world: world.room.public_id,
    "send_message.body": lambda world: "Ahoy",
    "start_checkout.agreed_total_minor": lambda world: 0,
    "start_checkout.currency": lambda world: "USD",
    "start_checkout.key": lambda world: "walk-0001",
    "url": lambda world: "https://example.org/hook",
}
# Query parameters without which an operation is not asked anything.
QUERIES: dict[str, Callable[[World], dict[str, Any]]] = {
    "poll_topics": lambda world: {"topic": "nothing"},
    "replay_push": lambda world: {"since": 1},
    "search": lambda world: {"q": "nobody"},
    "suggest_products": lambda world: {"q": "nobody"},
}
# For each kind of topic that is not open to everybody: who may listen to which.
ADA, STAFF = frozenset({"Ada"}), frozenset({"staff", "admin"})
TOPICS: dict[str, tuple[frozenset[str], Callable[[World], str]]] = {
    "applications": (STAFF, lambda world: "desk"),
    "cart": (ADA, lambda world: world.people["Ada"].public_id),
    "earnings": (ADA, lambda world: world.people["Ada"].public_id),
    "order": (ADA | STAFF, lambda world: world.made["order"]),
    "orders": (ADA, lambda world: world.people["Ada"].public_id),
    "sales": (ADA, lambda world: world.people["Ada"].public_id),
    "chat": (ADA, lambda world: world.room.public_id),
    "listing": (ADA | STAFF, lambda world: world.made["listing"]),
    "reviews": (STAFF, lambda world: "desk"),
    "sheet": (ADA, lambda world: world.made["import"]),
    "inbox": (ADA, lambda world: world.people["Ada"].public_id),
    "person": (ADA, lambda world: world.people["Ada"].public_id),
    "pulse": (ADA, lambda world: world.room.public_id),
    "table": (ADA, lambda world: world.board.slug),
}


def missing(address: Address) -> list[str]:
    """The parameters of an address for which nobody said what Ada's is."""
    return [f"{address.room}.{one}" for one in address.parameters if f"{address.room}.{one}" not in SAMPLES]


def sample(world: World, address: Address, parameter: str) -> str:
    """Ada's object for a parameter."""
    return str(SAMPLES[f"{address.room}.{parameter}"](world))


def is_about_something(address: Address) -> bool:
    """Whether what is owned here is named by the request; where it is not, everybody sees what is their own."""
    operation = address.operation.view_func.__name__ if address.operation is not None else ""
    if SHOWN_TO_ALL & {operation, address.name}:
        return False
    return bool(address.parameters) or operation in IN_THE_BODY

"""Messages with all that is shown of them, in a number of queries that does not depend on how many they are."""

from collections import defaultdict
from collections.abc import Sequence

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Min, QuerySet

from realtime.chat.models import Attachment, Mention, Message, Reaction
from realtime.chat.public import Json, message_out, person_out, quote_out, reaction_out

SHOWN = (
    *("public_id", "room", "seq", "ordinal", "kind", "client_message_id", "html", "plain", "deleted"),
    *("reply_count", "replied_at", "weight", "edited_at", "at"),
    *("author", "author__public_id", "author__display_name", "thread", "thread__public_id"),
    *("quote", "quote__public_id", "quote__plain", "quote__author"),
    *("quote__author__public_id", "quote__author__display_name"),
)


def shown_messages() -> QuerySet[Message]:
    """Messages with their author, thread and quote, and none of the columns that nobody is shown."""
    return Message.objects.select_related("author", "thread", "quote__author").only(*SHOWN)


def messages_out(messages: Sequence[Message]) -> list[Json]:
    """These messages, from `shown_messages`, as everybody in the room sees them."""
    ids = [message.pk for message in messages if not message.deleted and message.kind == Message.Kind.TEXT]
    mentions, reactions, files = mentions_of(ids), reactions_of(ids), _files_of(ids)
    return [
        message_out(
            message,
            author=person_out(message.author),
            thread=message.thread.public_id if message.thread is not None else None,
            quote=quote_out(message.quote, person_out(message.quote.author) if message.quote is not None else None),
            mentions=mentions[message.pk],
            reactions=reactions[message.pk],
            files=files[message.pk],
        )
        for message in messages
    ]


def mentions_of(ids: Sequence[int]) -> dict[int, list[str]]:
    """The public ids of those named in each message."""
    found: dict[int, list[str]] = defaultdict(list)
    rows = Mention.objects.filter(message__in=ids).order_by("pk").values_list("message_id", "person__public_id")
    for message, person in rows:
        found[message].append(person)
    return found


def reactions_of(ids: Sequence[int]) -> dict[int, list[Json]]:
    """The reactions under each message, the first emoji first."""
    found: dict[int, list[Json]] = defaultdict(list)
    rows = (
        Reaction.objects.filter(message__in=ids)
        .values("message_id", "emoji")
        .annotate(people=ArrayAgg("person__public_id", order_by="pk"), first=Min("pk"))
        .order_by("message_id", "first")
    )
    for row in rows:
        found[row["message_id"]].append(reaction_out(row["emoji"], row["people"]))
    return found


def _files_of(ids: Sequence[int]) -> dict[int, list[Attachment]]:
    found: dict[int, list[Attachment]] = defaultdict(list)
    for file in Attachment.objects.filter(message__in=ids).order_by("pk"):
        found[file.message_id or 0].append(file)
    return found

"""What a guest wrote, and what hangs on messages, under the member's name: each message keeps its place."""

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Replace

from project.accounts.models import User
from realtime.chat.events import MessageReacted, PersonBecame
from realtime.chat.models import (
    Attachment,
    FilteredMessage,
    Invitation,
    Mention,
    Message,
    ModerationEntry,
    Reaction,
    Report,
    Room,
)
from realtime.chat.public import person_out
from realtime.chat.queries.shown import reactions_of
from realtime.events import Event


def hand_over_written(room: Room, guest: User, member: User) -> list[Event]:
    """Change the authors, mentions and reactions of a locked room; what those who read it are told."""
    messages = Message.objects.filter(room=room)
    _sent_once(messages, guest, member)
    wrote = messages.filter(author=guest).update(author=member)
    named = _rename_mentions(room, guest, member)
    reacted, both = _merge_reactions(room, guest, member)
    if not (wrote or named or reacted):
        return []
    became = PersonBecame(room=room.public_id, value={"was": guest.public_id, "person": person_out(member)})
    shown = reactions_of([message.pk for message in both])
    values = [{"id": message.public_id, "reactions": shown[message.pk]} for message in both]
    return [became, *[MessageReacted(room=room.public_id, value=value) for value in values]]


def hand_over(guest: int, member: int) -> None:
    """Change what no reader of a room is shown: files, invitations, reports, the moderators' log."""
    Attachment.objects.filter(uploader=guest).update(uploader=member)
    FilteredMessage.objects.filter(author=guest).update(author=member)
    Invitation.objects.filter(created_by=guest).update(created_by=member)
    Room.objects.filter(created_by=guest).update(created_by=member)
    ModerationEntry.objects.filter(actor=guest).update(actor=member)
    ModerationEntry.objects.filter(whom=guest).update(whom=member)
    Report.objects.filter(decided_by=guest).update(decided_by=member)
    twice = Report.objects.filter(reporter=member).values("message")
    Report.objects.filter(reporter=guest, message__in=twice).delete()
    Report.objects.filter(reporter=guest).update(reporter=member)


def _sent_once(messages: QuerySet[Message], guest: User, member: User) -> None:
    # An id that both of them used would be asked for twice: the guest's is answered no more.
    used = messages.filter(author=member).exclude(client_message_id="").values("client_message_id")
    messages.filter(author=guest, client_message_id__in=used).update(client_message_id="")


def _rename_mentions(room: Room, guest: User, member: User) -> int:
    naming = Mention.objects.filter(message__room=room, person=guest)
    ids = list(naming.values_list("message_id", flat=True))
    for at in range(0, len(ids), 500):
        was, now = Value(guest.public_id), Value(member.public_id)
        Message.objects.filter(pk__in=ids[at : at + 500]).update(
            body=Replace(F("body"), was, now), html=Replace(F("html"), was, now)
        )
    naming.filter(message__in=Mention.objects.filter(person=member, message__in=ids).values("message")).delete()
    naming.update(person=member)
    return len(ids)


def _merge_reactions(room: Room, guest: User, member: User) -> tuple[int, list[Message]]:
    theirs = Reaction.objects.filter(message__room=room, person=guest)
    own = set(Reaction.objects.filter(message__room=room, person=member).values_list("message_id", "emoji"))
    doubles = [row for row in theirs if (row.message_id, row.emoji) in own]
    both = list(Message.objects.filter(pk__in=[row.message_id for row in doubles]).order_by("pk"))
    Reaction.objects.filter(pk__in=[row.pk for row in doubles]).delete()
    return theirs.update(person=member) + len(doubles), both

"""`/api/chat`: rooms, messages and their people, for a browser's session."""

from ninja import Router

from realtime.chat.api.asking import known
from realtime.chat.api.invitations import router as invitations
from realtime.chat.api.messages import router as messages
from realtime.chat.api.moderation import router as moderation
from realtime.chat.api.people import router as people
from realtime.chat.api.rooms import router as rooms

router = Router(tags=["chat"], auth=known)
for part in (rooms, messages, people, invitations, moderation):
    router.add_router("", part)

__all__ = ["router"]

"""`/api/chat`: rooms, messages and their people, for a browser's session."""

from ninja import Router

from realtime.chat.api.invitations import router as invitations
from realtime.chat.api.messages import router as messages
from realtime.chat.api.moderation import router as moderation
from realtime.chat.api.people import router as people
from realtime.chat.api.rooms import router as rooms
from realtime.chat.api.search import router as search
from realtime.chat.files.api import router as files

router = Router(tags=["chat"])
for part in (rooms, messages, people, invitations, moderation, search):
    router.add_router("", part)
router.add_router("/files", files)

__all__ = ["router"]

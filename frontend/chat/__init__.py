"""Pages of the chat: one's rooms, one room, search, invitations, and the room beside a game."""

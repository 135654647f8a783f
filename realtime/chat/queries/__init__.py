"""What can be read of the chat: rooms, their messages page by page, their people, and one person's inbox."""

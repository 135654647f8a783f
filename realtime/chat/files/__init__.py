"""Files in rooms: let in by kind, pictures drawn anew, kept privately, read by whoever may read the room."""

"""When things happen. What happens then is handed in; nothing of ours is known here."""

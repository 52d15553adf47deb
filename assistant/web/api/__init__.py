"""The API for programs: what the chat and the staff desk can do, as JSON."""

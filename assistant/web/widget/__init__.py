"""The widget: the chat in a frame on a portal's pages."""

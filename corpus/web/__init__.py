"""Reports of the web: pages, attachments and lists fetched politely, kept in the data folder, and read like files."""

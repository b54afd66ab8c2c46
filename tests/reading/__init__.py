"""What a reader of the built site must find: counts, facts that are easily got wrong, and links."""

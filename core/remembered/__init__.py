"""What a citizen's own account remembers for them: searches, services, and how they like to search."""

"""Ways to reach departments."""

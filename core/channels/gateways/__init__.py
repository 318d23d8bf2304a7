"""How messages leave for phones and mailboxes."""

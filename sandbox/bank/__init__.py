"""A bank that is an OpenID provider: its consent page, its tokens, its keys."""

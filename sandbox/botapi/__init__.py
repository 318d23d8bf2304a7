"""Telegram's Bot API, spoken by the sandbox: one module per kind of method, `door` lets calls in."""

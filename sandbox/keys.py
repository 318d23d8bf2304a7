"""Where an aiohttp application keeps the sandbox."""

from aiohttp import web

from sandbox.world import World

WORLD = web.AppKey("WORLD", World)

"""The sandbox as a process of its own, to be killed: `python -m tests.sandbox.alone HOME` prints its port."""

import asyncio
import sys
from pathlib import Path

from aiohttp import web

from sandbox.app import SandboxSettings, make_sandbox
from tests.sandbox.box import SECRET, TOKEN


async def main(home: Path) -> None:
    runner = web.AppRunner(make_sandbox(SandboxSettings(home, TOKEN, SECRET, limits=False), None))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    sys.stdout.write(f"{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))

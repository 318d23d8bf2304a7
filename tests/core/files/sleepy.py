"""A child for the tests: echoes, hangs, dies, or tells who it is."""

import os
import sys
import time

from core.files.apart import packed, unpacked


def main() -> None:
    while True:
        try:
            header, data = unpacked(sys.stdin.fileno())
        except EOFError:
            return
        if header.get("do") == "sleep":
            time.sleep(60)
        if header.get("do") == "die":
            os._exit(1)
        if header.get("do") == "look":
            header = {"pid": os.getpid(), "environment": sorted(os.environ)}
        answer = packed(header, data)
        while answer:
            answer = answer[os.write(sys.stdout.fileno(), answer) :]


if __name__ == "__main__":
    main()

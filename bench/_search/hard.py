"""What no citizen means to ask, and may yet send: none of it may cost more than a blink."""

import random

HARD = {
    "4,096 characters": ("паспорт " * 512)[:4096],
    "one letter": "п",
    "one word": "ы" * 4096,
    "one letter again and again": "ооо " * 1024,
    "combining marks": "а\u0301" * 2048,
    "SQL": ("'; DROP TABLE drafts; -- " * 200)[:4096],
    "a pattern": "(a+)+$" + "a!" * 2000,
    "gibberish": " ".join("".join(random.Random(seed).choices("абвгдежзик", k=9)) for seed in range(409)),
    "latin letters": ("qwertyasdf zxcv " * 256)[:4096],
    "families": "👨‍👩‍👧" * 400,
    "half a pair": "\ud800паспорт",
}

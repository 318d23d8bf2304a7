#!/bin/sh
# The browser tests need a Chromium that starts: CHROMIUM, PATH, or the system's package when root.
set -eu

starts() { [ -n "$1" ] && "$1" --version >/dev/null 2>&1; }

if [ -n "${CHROMIUM:-}" ]; then
    starts "$CHROMIUM" && exit 0
    echo "okno: CHROMIUM=$CHROMIUM does not start. Example: CHROMIUM=/usr/bin/chromium" >&2
    exit 1
fi
find_one() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        starts "$(command -v "$name" || true)" && return 0
    done
    return 1
}
find_one && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "okno: installing the package chromium for the browser tests" >&2
    log=$(mktemp)
    {
        apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium
    } >"$log" 2>&1 || tail -n 5 "$log" >&2
    rm -f "$log"
    find_one && exit 0
fi
echo "okno: no Chromium for the browser tests." >&2
echo "      Debian: sudo apt-get install chromium" >&2
echo "      Ubuntu (its package needs snap): install Google Chrome or Chromium, then CHROMIUM=/path/to/it make test" >&2
exit 1

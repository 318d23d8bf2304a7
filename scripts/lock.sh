#!/bin/sh
# Writes requirements/run.txt and dev.txt: every version and hash, for every Python and platform at once.
set -eu
cd "$(dirname "$0")/.."
if ! command -v "${UV:=uv}" >/dev/null; then
    echo "okno: uv is needed to lock. Install it (pipx install uv) or name it: make lock UV=/path/to/uv" >&2
    exit 1
fi
compile() {
    "$UV" pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header "$@"
}
compile pyproject.toml --output-file requirements/run.txt
# run.txt binds dev.txt, so that what is tested is what runs.
compile pyproject.toml --group dev --constraint requirements/run.txt --output-file requirements/dev.txt

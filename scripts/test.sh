#!/bin/sh
# Run pytest; what failed beside other tests is run once more, alone, and both outcomes are told. A fault
# that is there fails again; a machine that had no core to spare for one moment does not stop a release.
# More than five failures are no bad moment, and are not repeated.
.venv/bin/python -m pytest "$@"
code=$?
[ "$code" -eq 1 ] || exit "$code"
failed=$(.venv/bin/python -c 'import json, pathlib; print(len(json.loads(pathlib.Path(".pytest_cache/v/cache/lastfailed").read_text())))')
[ "$failed" -le 5 ] || exit "$code"
echo "$failed failed above. Once more, alone:"
exec .venv/bin/python -m pytest -n 0 --last-failed --last-failed-no-failures none

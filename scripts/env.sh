#!/bin/sh
# Makes .venv and installs requirements/<run|dev>.txt into it, by hash; quiet when there is nothing to do.
# A stamp per set remembers what was installed, so that `make run` need not wait for the test tools.
set -eu
cd "$(dirname "$0")/.."
set_name=$1
venv=.venv
lock=requirements/$set_name.txt

fingerprint() {
    { "$venv/bin/python" -c 'import sys; print(sys.version)'; cat "$1"; } | sha256sum | cut -d' ' -f1
}

fresh() { # what the stamp says was installed is what the lock file asks for now
    [ -x "$venv/bin/python" ] && [ -f "$venv/.okno-$1" ] &&
        [ "$(cat "$venv/.okno-$1")" = "$(fingerprint "requirements/$1.txt" 2>/dev/null)" ]
}

fresh "$set_name" && exit 0

works() { "$1" -c "$2" >/dev/null 2>&1; }

# A name on PATH proves nothing (version switchers leave shims that only complain): each is asked.
python=''
bare=''
for name in ${PYTHON:-python3.13 python3.12 python3.11 python3 python}; do
    works "$name" 'import sys; sys.exit(sys.version_info < (3, 11))' || continue
    if works "$name" 'import ensurepip, venv'; then
        python=$name
        break
    fi
    bare=${bare:-$name}
done

if [ -z "$python" ]; then
    root=''
    [ "$(id -u)" = 0 ] || root='sudo '
    if [ -n "$bare" ]; then
        version=$("$bare" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        echo "okno: $bare has no ensurepip: the package python3-venv is missing." >&2
        echo "      ${root}apt-get install python3-venv python$version-venv" >&2
    else
        found=$(python3 --version 2>/dev/null || echo 'no Python')
        echo "okno: Python 3.11 or newer is needed, ${found} is here." >&2
        echo "      ${root}apt-get install python3 python3-venv     (Debian 12, Ubuntu 24.04 or newer)" >&2
        echo "      ${root}apt-get install python3.11 python3.11-venv   (Ubuntu 22.04)" >&2
        echo "      or name another one: make PYTHON=/path/to/python3.12 …" >&2
    fi
    exit 1
fi

# An environment that an interrupted run left half made, or whose Python has gone, is made again.
if ! works "$venv/bin/python" 'import pip, sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "okno: making $venv with $("$python" --version)" >&2
    "$python" -m venv --clear "$venv"
fi

echo "okno: installing $lock" >&2
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
    --require-hashes --requirement "$lock"
fingerprint "$lock" >"$venv/.okno-$set_name"
# dev.txt holds every line of run.txt (a test says so): nothing is left to install for `make run`.
[ "$set_name" = run ] || fingerprint requirements/run.txt >"$venv/.okno-run"

#!/bin/sh
# Makes deploy/secrets/ with everything random that compose.yaml hands to the service; what is there stays.
# Only the bot's token comes from outside: BOT_TOKEN=123456:AAH… deploy/secrets.sh
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets

make() { # name, content: the folder is closed to others, the file is read by the container's own user
    [ -s "secrets/$1" ] || { printf '%s' "$2" >"secrets/$1" && chmod 444 "secrets/$1" && echo "made secrets/$1"; }
}

make postgres_password "$(openssl rand -hex 24)"
make database_url "postgresql+asyncpg://okno:$(cat secrets/postgres_password)@postgres/okno"
make encryption_keys "k1:$(openssl rand -base64 32)"
make webhook_secret "$(openssl rand -hex 32)"
make departments_secret "$(openssl rand -hex 32)"
if [ -n "${BOT_TOKEN:-}" ]; then make bot_token "$BOT_TOKEN"; fi
[ -s secrets/bot_token ] || { echo "secrets/bot_token is missing: BOT_TOKEN=123456:AAH… $0" >&2; exit 1; }
echo "Keep a copy of secrets/encryption_keys apart from the database's backups: without it they open nothing."

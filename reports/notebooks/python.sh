#!/usr/bin/env bash
# Run a Python script with the packages of requirements.txt, in .venv at the top
# of the checkout. Where Python or the packages cannot be had, say so and do
# nothing: the checks that need them are skipped, not failed.
#
#     reports/notebooks/python.sh SCRIPT [ARGUMENT...]
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
want=$top/reports/notebooks/requirements.txt
venv=$top/.venv

python=""
for p in python3.13 python3.12 python3.11 python3; do
  if command -v "$p" >/dev/null && "$p" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then python=$p; break; fi
done
[ -n "$python" ] || { echo "skipped: $1 needs Python 3.11 or later with venv"; exit 0; }
if ! cmp -s "$want" "$venv/installed.txt"; then
  rm -rf "$venv"
  if ! "$python" -m venv "$venv" >/dev/null || ! "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$want" >"$venv/pip.log" 2>&1; then
    echo "skipped: $1 needs the packages of reports/notebooks/requirements.txt, which could not be installed:"
    tail -n 2 "$venv/pip.log" 2>/dev/null || true
    exit 0
  fi
  cp "$want" "$venv/installed.txt"
fi
exec "$venv/bin/python" "$@"

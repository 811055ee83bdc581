#!/usr/bin/env bash
# Install the wheel of this system into a fresh environment and run its tests. Where
# pandas, polars and pyarrow can be had they are tested too.
set -euo pipefail
cd "$(dirname "$0")/../.."
venv=$(mktemp -d)
trap 'rm -rf "$venv"' EXIT
python3 -m venv "$venv"
case $(uname -s) in Darwin) os=macosx ;; *) os=linux ;; esac
arch=$(uname -m)
wheel=$(ls dist/readout-*"$os"*"$arch"*.whl 2>/dev/null | head -1)
[ -n "$wheel" ] || { echo "no wheel for $os and $arch in dist/: make dist"; exit 1; }
"$venv/bin/pip" install -q --no-index "$wheel"
"$venv/bin/pip" install -q pandas polars pyarrow 2>/dev/null || echo "pandas, polars and pyarrow are not to be had: their tables are not tested"
(cd "$venv" && cp "$OLDPWD/cmd/python/test_readout.py" . && bin/python -m unittest -v test_readout)
"$venv/bin/readout" --version

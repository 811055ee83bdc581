#!/usr/bin/env bash
# Run the DuckDB checks. Where their module or a C++ compiler cannot be had, say
# so and do nothing. With -mod=mod the module follows what readout requires.
#
#     data/duckdbtest/check.sh                         over a run of the sample
#     READOUT_OUT=out data/duckdbtest/check.sh         over the runs in out
set -euo pipefail
if [ -n "${READOUT_OUT:-}" ]; then READOUT_OUT=$(realpath "$READOUT_OUT"); export READOUT_OUT; fi
cd "$(dirname "$0")"
export CGO_ENABLED=1
if ! command -v "$(go env CC)" >/dev/null || ! command -v "$(go env CXX)" >/dev/null; then
  echo "skipped: the DuckDB checks need a C++ compiler, $(go env CXX)"
  exit 0
fi
if ! why=$(go list -mod=mod -deps -test ./... 2>&1 >/dev/null); then
  echo "skipped: the DuckDB checks need github.com/duckdb/duckdb-go, which could not be downloaded:"
  tail -n 2 <<<"$why"
  exit 0
fi
go test -mod=mod -count=1 ./...

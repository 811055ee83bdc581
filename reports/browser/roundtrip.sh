#!/usr/bin/env bash
# The round trip of hand coding with a real browser: run, draw, code in the page, add, report.
# READOUT is the binary; CHROMIUM the browser; pictures go to the folder that is named.
set -euo pipefail
cd "$(dirname "$0")/../.."
out=$1/coding
rm -rf "$out" && mkdir -p "$out"
say() { echo "FAILED  round trip of coding: $*"; exit 1; }
readout=$READOUT
unset READOUT # readout takes such names for settings of its own
"$readout" run --sample --no-bayes --quiet --out "$out/out" >/dev/null
before=$("$readout" compare --out "$out/out" --on position --by actor --format csv)
"$readout" code draw --out "$out/out" --n 30 --sheets "$out/sheets" >/dev/null
node reports/browser/code.mjs "$out/sheets/sheet.html" ana "$out/ana.csv" "$1/coding-sheet.png"
"$readout" code add --out "$out/out" "$out/ana.csv" >/dev/null
after=$("$readout" compare --out "$out/out" --on position --by actor --format csv)
[ "$before" != "$after" ] || say "the figures are as they were"
grep -q "coded by hand" "$out/out/latest/summary.md" || say "the report does not say what was coded"
"$readout" doctor --out "$out/out" | grep "ok *codings" >/dev/null || say "doctor is not content"
"$readout" verify --out "$out/out" >/dev/null || say "a quotation does not stand in its text"
tables=$(cd "$out/out" && find . -type f | sort | xargs sha256sum)
"$readout" code add --out "$out/out" "$out/ana.csv" >/dev/null
[ "$tables" = "$(cd "$out/out" && find . -type f | sort | xargs sha256sum)" ] || say "a second add changed something"
echo "round trip of coding: $(wc -l <"$out/ana.csv") lines came back"

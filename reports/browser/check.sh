#!/usr/bin/env bash
# Looks at reports in a headless Chromium: the sample's, one of hostile articles
# and, with READOUT_LARGE=summary.html, a large one. Pictures go to out/browser.
# Says what is missing and passes where Chromium or Node cannot be had; with
# READOUT_BROWSER=required it fails instead.
set -euo pipefail
cd "$(dirname "$0")/../.."
required=${READOUT_BROWSER:-} large=${READOUT_LARGE:-}
unset READOUT_BROWSER READOUT_LARGE # readout takes such names for settings of its own

skip() {
  echo "skipped: the browser check needs $1"
  [ "$required" = required ] && exit 1
  exit 0
}
command -v node >/dev/null && command -v npm >/dev/null || skip "Node 18 or newer (apt-get install nodejs npm)"
for chromium in "${CHROMIUM:-}" /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
  [ -x "$chromium" ] && break
done
[ -x "$chromium" ] || skip "Chromium (apt-get install chromium), or its path in CHROMIUM"
npm install --prefix reports/browser --no-package-lock --no-audit --no-fund --silent \
  || skip "playwright-core and axe-core from the npm registry, which was not reached"

out=out/browser
rm -rf "$out"
mkdir -p "$out"
go build -o "$out/readout" ./cmd/readout
"$out/readout" run --sample --quiet --out "$out/sample"
"$out/readout" run --quiet --out "$out/hostile" reports/browser/hostile.ndjson
go test -count=1 ./reports -run 'TestHostileArticlesStayText|TestLargeReportStaysReadable' -pages "$PWD/$out"
CHROMIUM=$chromium node reports/browser/check.mjs --shots "$out" \
  --report "$out/sample/latest/summary.html" --large "${large:-$out/large.html}" \
  --hostile "$out/hostile.html" --hostile "$out/hostile/latest/summary.html"
READOUT=$PWD/$out/readout CHROMIUM=$chromium reports/browser/roundtrip.sh "$out"
echo "pictures: $out/*.png, $out/*.pdf"

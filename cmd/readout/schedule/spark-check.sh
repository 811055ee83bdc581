#!/usr/bin/env bash
# spark.py on a standalone master with two workers on this machine: made-up articles with poison, a
# stream, an executor and a worker killed on the way; the merged tables are those of one run, byte for byte,
# and the one article that hangs is set aside in both.
# PySpark is taken from PyPI; Java has to be there.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export READOUT=${READOUT:-$here/../../../bin/readout}
READOUT=$(realpath "$READOUT")
articles=${ARTICLES:-3000}
command -v java >/dev/null || { echo "skipped: no java here"; exit 0; }
work=$(mktemp -d)
pids=()
trap 'kill "${pids[@]}" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT
python=${PYTHON:-$work/venv/bin/python}
[ -x "$python" ] || { python3 -m venv "$work/venv" && "$python" -m pip install -q 'pyspark==4.0.*' pandas pyarrow; }
"$python" "$here/articles.py" "$articles" >"$work/in.ndjson"
"$READOUT" run --quiet --log-level error --timeout-per-article 15s --run-id x --out "$work/one" - <"$work/in.ndjson" >/dev/null || [ $? = 3 ]
sed 's/"60s"/"15s"/' "$here/spark.py" >"$work/spark.py"

home=$("$python" -c 'import os, pyspark; print(os.path.dirname(pyspark.__file__))')
export SPARK_LOCAL_IP=127.0.0.1 PYSPARK_PYTHON=$python
master() { exec "$home/bin/spark-class" org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 17077 --webui-port 18080; }
worker() { exec "$home/bin/spark-class" org.apache.spark.deploy.worker.Worker --host 127.0.0.1 --cores 1 --memory 1g --webui-port 0 -d "$work/$1" spark://127.0.0.1:17077; }
master >"$work/master.log" 2>&1 & pids+=($!)
for _ in $(seq 60); do (echo >/dev/tcp/127.0.0.1/17077) 2>/dev/null && break; sleep 1; done
worker w1 >"$work/w1.log" 2>&1 & first=$!; pids+=($first)
worker w2 >"$work/w2.log" 2>&1 & second=$!; pids+=($second)
"$python" "$home/bin/spark-submit" --version >/dev/null 2>&1 || true
# From the temporary folder: Spark makes a folder "artifacts" where it is started.
(cd "$work" && exec "$home/bin/spark-submit" --master spark://127.0.0.1:17077 --conf spark.executor.memory=700m --conf spark.executor.cores=1 \
  --conf spark.sql.files.maxPartitionBytes="$((1 + $(stat -c %s "$work/in.ndjson") / 6))" --conf spark.sql.files.openCostInBytes=0 \
  "$work/spark.py" "file://$work/in.ndjson" "file://$work/rows") >"$work/job.log" 2>&1 & job=$!; pids+=($job)
# A stream of ours, an executor, then the whole second worker: all are tried again.
streams() { pgrep -f "^$READOUT stream --tables" || true; }
some() { for _ in $(seq 480); do found=$("$@" | head -1); [ -n "$found" ] && return; sleep .25; done; echo "none of: $*"; exit 1; }
executors() { pgrep -P "$first,$second" -f CoarseGrainedExecutorBackend || true; }
some streams; kill -9 "$found"; echo "killed a stream"
sleep 2; some streams; some executors; kill -9 "$found"; echo "killed an executor"
sleep 2; some streams; kill -9 "$second"; echo "killed a worker"
wait "$job" || { tail -30 "$work/job.log"; exit 1; }
"$READOUT" merge --quiet --log-level error --run-id x --from-parquet "$work/rows" --out "$work/merged" >/dev/null || [ $? = 3 ]
for f in "$work"/one/runs/run=x/*; do
  [ "$(basename "$f")" = manifest.json ] || cmp "$f" "$work/merged/runs/run=x/$(basename "$f")"
done
"$python" - "$work/merged/runs/run=x/quarantine.parquet" <<'P'
import collections, sys
import pyarrow.parquet as parquet
codes = collections.Counter(parquet.read_table(sys.argv[1], columns=["code"])["code"].to_pylist())
print("set aside:", dict(sorted(codes.items())))
sys.exit(codes["timeout"] != 1)
P
echo "$articles articles: $(ls "$work"/one/runs/run=x | wc -l) files are those of one run"

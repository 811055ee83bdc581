"""Score articles with readout on a Spark cluster: lines of NDJSON in, rows of all tables out.

    spark-submit spark.py articles.ndjson rows
    readout merge --from-parquet rows --out results

Every node needs the same readout (READOUT, else on the PATH). A task feeds one process.
"""

import os
import subprocess
import sys
import threading

import pandas as pd
from pyspark.sql import SparkSession

READOUT = os.environ.get("READOUT", "readout")
COMMAND = [READOUT, "stream", "--tables", "--workers", "1", "--timeout-per-article", "60s"]
ROWS_BYTES = 8 << 20  # handed to Spark at a time: an article's rows are about 60 kB, with evidence 250


def score(batches):
    # PATH and the like come from the executor; what the locale or time zone is, readout does not ask.
    child = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    broken = []

    # A thread feeds, because readout answers before it has read everything: one thread that
    # did both would wait for itself when both pipes are full.
    def feed():
        try:
            with child.stdin:
                for batch in batches:
                    for line in batch["value"]:
                        if line and line.strip():  # an empty line would end a batch of stream's
                            child.stdin.write(line.encode() + b"\n")
        except BaseException as err:
            broken.append(err)

    feeder = threading.Thread(target=feed, daemon=True)
    feeder.start()
    rows, size = [], 0
    for row in child.stdout:
        rows.append(row.decode().rstrip("\n"))
        size += len(row)
        if size >= ROWS_BYTES:
            yield pd.DataFrame({"row": rows})
            rows, size = [], 0
    # What checkCode=True is to RDD.pipe: a child that died has not answered everything, and
    # Spark tries the task again.
    code = child.wait()
    feeder.join()
    if code != 0 or broken:
        raise RuntimeError(f"readout stream ended with {code}: {broken}")
    if rows:
        yield pd.DataFrame({"row": rows})


def main(articles, rows):
    spark = SparkSession.builder.appName("readout").getOrCreate()
    lines = spark.read.text(articles)  # the column value, a partition a split
    lines.mapInPandas(score, "row string").write.option("compression", "zstd").parquet(rows)
    spark.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])

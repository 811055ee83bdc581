"""Read a run with Python's duckdb, pandas with pyarrow, and polars, and check what they find.

    python data/readertest/check.py OUT SCHEMA

SCHEMA is a file that holds what `readout schema --json` prints.
Prints a line for each check and 'N passed, N failed' last; exits 1 when any failed.
"""
import datetime
import glob
import json
import os
import shutil
import sys
import tempfile

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

out = os.path.abspath(sys.argv[1])
run = os.path.realpath(os.path.join(out, "latest"))
TABLES = ["articles", "statements", "stances", "evidence", "actors", "issues", "events", "event_articles", "summary", "comparisons", "polarization", "quarantine"]
with open(sys.argv[2]) as f:
    schema = {t["name"]: t["columns"] for t in json.load(f)["tables"]}
ARROW = {
    "VARCHAR": pa.string(), "INTEGER": pa.int32(), "DOUBLE": pa.float64(), "BOOLEAN": pa.bool_(), "BLOB": pa.binary(),
    "TIMESTAMP WITH TIME ZONE": pa.timestamp("us", tz="UTC"),
}
POLARS = {
    "VARCHAR": pl.String, "INTEGER": pl.Int32, "DOUBLE": pl.Float64, "BOOLEAN": pl.Boolean, "BLOB": pl.Binary,
    "TIMESTAMP WITH TIME ZONE": pl.Datetime("us", "UTC"), "VARCHAR[]": pl.List(pl.String), "INTEGER[]": pl.List(pl.Int32),
}
passed = failed = 0


def check(what, got, want=True):
    global passed, failed
    if got == want:
        passed += 1
        print("ok  ", what)
    else:
        failed += 1
        print("FAIL", what, "\n       got", repr(got)[:300], "\n      want", repr(want)[:300])


def arrow_type(name):
    return pa.list_(pa.field("element", ARROW[name[:-2]], nullable=False)) if name.endswith("[]") else ARROW[name]


def files(name):
    return sorted(glob.glob(os.path.join(run, name + "*.parquet")))


for name in TABLES:
    path, cols = files(name)[0], schema[name]
    s = pq.read_schema(path)
    check(f"pyarrow: {name} has the dictionary's columns", s.names, [c["name"] for c in cols])
    check(f"pyarrow: {name} has their types", [str(t) for t in s.types], [str(arrow_type(c["type"])) for c in cols])
    check(f"pyarrow: {name} is nullable where they are", [f.nullable for f in s], [c["nullable"] for c in cols])
    check(f"polars: {name} has their types", dict(pl.read_parquet_schema(path)), {c["name"]: POLARS[c["type"]] for c in cols})
    check(f"{name} says what made it", sorted(k.decode() for k in s.metadata if k.startswith(b"readout.")),
          ["readout.columns", "readout.lexicon_sha256", "readout.schema_version", "readout.version"])
    count = {
        "pandas": len(pd.read_parquet(path)), "polars": pl.read_parquet(path).height,
        "duckdb": duckdb.sql(f"SELECT count(*) FROM read_parquet('{path}')").fetchall()[0][0],
    }
    check(f"all readers count the same rows of {name}", len(set(count.values())), 1)

# Values: what one reader finds, the others find.
statements = files("statements")[0]
frame = pd.read_parquet(statements, dtype_backend="pyarrow")
polar = pl.read_parquet(statements)
duck = duckdb.sql(f"SELECT * FROM read_parquet('{statements}')").pl().with_columns(pl.col("published_at").dt.convert_time_zone("UTC"))
check("polars and duckdb find the same statements", [c for c in polar.columns if not polar.select(c).equals(duck.select(c))], [])
check("pandas and polars find the same statements", pa.Table.from_pandas(frame).to_pylist() == polar.to_arrow().to_pylist())
check("a score that was not given is missing, and 0.0 is not", int(frame["stance"].isna().sum()), polar["stance"].null_count())
plain = pd.read_parquet(statements)
check("plain pandas has floats for scores", str(plain["stance"].dtype), "float64")
check("plain pandas has moments with their zone", str(plain["published_at"].dtype), "datetime64[us, UTC]")
check("plain pandas has strings, not bytes", all(isinstance(v, str) for v in plain["frame"].dropna()))
check("lists are lists", all(isinstance(list(v), list) and all(isinstance(x, str) for x in v) for v in plain["speaker_ids"]))
check("no list is missing", int(plain["speaker_ids"].isna().sum()), 0)

# Offsets are Python's own.
text = dict(zip(*pd.read_parquet(files("articles")[0])[["article_id", "text"]].values.T))
for what in ["content", "source", "cue"]:
    rows = plain.dropna(subset=[what])
    wrong = [r.statement_id for r in rows.itertuples() if text[r.article_id][int(getattr(r, what + "_start")):int(getattr(r, what + "_end"))] != getattr(r, what)]
    check(f"text[start:end] is the {what} of {len(rows)} statements", wrong, [])

# Statistics and filters that let readers skip.
meta = pq.ParquetFile(statements).metadata
column = {meta.row_group(0).column(i).path_in_schema: meta.row_group(0).column(i) for i in range(meta.num_columns)}
check("row groups have statistics of scores", column["outlook"].statistics is not None and column["outlook"].statistics.has_null_count)
check("row groups have bounds of ids", column["article_id"].statistics.has_min_max)
check("row groups have no bounds of texts", not column["content"].statistics.has_min_max)
check("columns are compressed with zstd", {c.compression for c in column.values()}, {"ZSTD"})
if meta.num_rows:
    check("filters on a column are pushed down", pq.read_table(statements, filters=[("article_id", "==", plain["article_id"][0])]).num_rows,
          int((plain["article_id"] == plain["article_id"][0]).sum()))

# The run, from the path.
glob_all = os.path.join(out, "runs", "*", "statements*.parquet")
want = sorted(d[4:] for d in os.listdir(os.path.join(out, "runs")))
check("duckdb: run", sorted(r[0] for r in duckdb.sql(f"SELECT DISTINCT run FROM read_parquet('{glob_all}', hive_partitioning = true)").fetchall()), want)
check("polars: run", pl.scan_parquet(glob_all, hive_partitioning=True).select("run").unique().collect()["run"].sort().to_list(), want)
dataset = ds.dataset(sorted(glob.glob(glob_all)), partitioning=ds.partitioning(pa.schema([("run", pa.string())]), flavor="hive"), partition_base_dir=os.path.join(out, "runs"))
check("pyarrow: run", sorted(set(dataset.to_table(columns=["run"])["run"].to_pylist())), want)

# A run of an older minor version, which lacks a column, beside this one.
with tempfile.TemporaryDirectory() as tmp:
    for name, drop in [("run=1", ["outlook", "frames"]), ("run=2", [])]:
        os.makedirs(os.path.join(tmp, name))
        table = pq.read_table(statements)
        pq.write_table(table.drop_columns(drop), os.path.join(tmp, name, "statements.parquet"))
    both = os.path.join(tmp, "*", "statements.parquet")
    check("duckdb: union_by_name", duckdb.sql(f"SELECT count(*), count(outlook) FROM read_parquet('{both}', union_by_name = true, hive_partitioning = true)").fetchall()[0],
          (2 * len(plain), int(plain["outlook"].notna().sum())))
    check("polars: missing_columns", pl.scan_parquet(sorted(glob.glob(both), reverse=True), missing_columns="insert").select(pl.len()).collect().item(), 2 * len(plain))

# The views, as they are.
db = duckdb.connect()
with open(os.path.join(out, "views.sql"), encoding="utf8") as f:
    db.execute(f.read())
day = db.sql("SELECT min(published_at) FROM statements").pl().item()
check("views: moments have their zone", day is None or isinstance(day, datetime.datetime) and day.tzinfo is not None)
check("views: to pandas", len(db.sql("SELECT * FROM statements_wide").df()) >= len(plain))

# Few files, and the manifest describes each of them.
with open(os.path.join(run, "manifest.json"), encoding="utf8") as f:
    manifest = json.load(f)
check("the manifest has every file", sorted(x["name"] for x in manifest["files"]) + ["manifest.json"], sorted(os.listdir(run), key=lambda n: (n == "manifest.json", n)))
check("and its size", {x["name"]: x["bytes"] for x in manifest["files"]}, {x["name"]: os.path.getsize(os.path.join(run, x["name"])) for x in manifest["files"]})
check("and its rows", [x["rows"] for x in manifest["files"] if x["name"] == "statements.parquet"], [len(plain)])

print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)

"""Hand coding against second implementations: Krippendorff's alpha of `readout code
agreement` against the package krippendorff, and what was coded as DuckDB's views have it
against what `readout compare` says.

    check.py READOUT FOLDER     (a folder that may be written anew)
"""

import csv
import io
import json
import pathlib
import random
import shutil
import subprocess
import sys

import duckdb
import krippendorff

readout, folder = sys.argv[1], pathlib.Path(sys.argv[2])
shutil.rmtree(folder, ignore_errors=True)
folder.mkdir(parents=True)
out = folder / "out"
faults = []


def check(what, ok, detail=""):
    if not ok:
        faults.append(f"{what}: {detail}" if detail else what)


def run(*args):
    return subprocess.run([readout, *map(str, args)], check=True, capture_output=True, text=True).stdout


run("run", "--sample", "--no-bayes", "--quiet", "--out", out)
run("code", "draw", "--out", out, "--n", 60, "--coders", "ana,ben,eva", "--overlap", 0.6, "--sheets", folder)

# Three coders who agree with a hidden label more or less, and leave some fields empty.
random.seed(5)
labels = {
    "valid": ["yes", "act", "no"],
    "outlook": ["optimistic", "neutral", "skeptical"],
    "sentiment": ["positive", "neutral", "negative"],
    "certainty": ["plain", "hedged"],
    "frame": ["plan", "threat", "demand", "none"],
}
values = {"valid": {"yes": "1", "act": "0.5", "no": "0"}}
hidden = {}
said = {field: {} for field in labels}  # item -> coder -> label
for coder in ["ana", "ben", "eva"]:
    rows = list(csv.DictReader(open(folder / f"sheet-{coder}.csv", encoding="utf-8")))
    for row in rows:
        truth = hidden.setdefault(row["statement_id"], {f: random.choice(v) for f, v in labels.items()})
        for field, options in labels.items():
            label = truth[field] if random.random() < 0.7 else random.choice(options)
            if field != "valid" and (random.random() < 0.1 or row["valid"] == "no"):
                continue
            row[field] = label
            said[field].setdefault(row["statement_id"], {})[coder] = label
        row["positions"] = random.choice(["none", "deal=agree", "talks-useful=disagree", "deal=disagree,sanctions=agree"])
        row["actor"], row["evaluations"] = "same", "none"
    with open(folder / f"{coder}.csv", "w", newline="", encoding="utf-8") as f:
        w = csv.DictWriter(f, rows[0].keys())
        w.writeheader()
        w.writerows(rows)
run("code", "add", "--out", out, *(folder / f"{c}.csv" for c in ["ana", "ben", "eva"]))

agreement = json.loads(run("code", "agreement", "--out", out, "--json"))
for f in agreement["fields"]:
    if f["field"] not in labels:
        continue
    order = labels[f["field"]]
    matrix = [[order.index(item[c]) if c in item else float("nan") for item in said[f["field"]].values()] for c in ["ana", "ben", "eva"]]
    want = krippendorff.alpha(reliability_data=matrix, value_domain=list(range(len(order))), level_of_measurement=f["scale"])
    check(f"alpha of {f['field']} ({f['scale']})", abs(f["alpha"] - want) < 1e-9, f"{f['alpha']} where krippendorff has {want}")
    print(f"alpha of {f['field']}, {f['scale']}: {f['alpha']:.4f}, and {want:.4f} by krippendorff")

db = duckdb.connect()
db.execute((out / "views.sql").read_text(encoding="utf-8"))
n, coded = db.execute("SELECT count(*), count(*) FILTER (len(coded) > 0) FROM statements").fetchall()[0]
report = json.loads(run("report", "--out", out, "--format", "json"))
check("coded statements of the views and the report", coded == report["corpus"]["coded"], f"{coded} and {report['corpus']['coded']}")
rows = csv.DictReader(run("compare", "--out", out, "--on", "position", "--by", "side", "--format", "csv").splitlines())
ours = sorted((r["id"], r["group"], int(r["agree"]), int(r["disagree"])) for r in rows if r["method"] == "plain")
theirs = sorted(db.execute("SELECT proposition_id, side_id, agree, disagree FROM side_positions").fetchall())
check("votes by side", ours == theirs, f"{ours}\n{theirs}")
exported = len(list(csv.reader(io.StringIO(run("export", "dna", "--out", out, "-"))))) - 1
viewed = db.execute("SELECT count(*) FROM dna_events").fetchall()[0][0]
check("rows of the export and of dna_events", exported == viewed, f"{exported} and {viewed}")
check("codings", db.execute("SELECT count(DISTINCT coder) FROM codings").fetchall()[0][0] == 3)
for f in faults:
    print("FAILED ", f)
print(f"{n} statements in the views, {coded} of them coded; {len(theirs)} votes of sides as `compare` has them")
sys.exit(bool(faults))

"""Execute every notebook of this folder, and the questions, over the tables of a run.

    python reports/notebooks/execute.py OUT

Notebooks are run in memory and stay as they are: they are committed without
outputs. Prints a line for each and 'N passed, N failed' last; exits 1 when any failed.
"""
import os
import pathlib
import re
import sys
import time

import duckdb
import pandas  # noqa: F401  (now, so that the first question is not charged with it)
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

here = pathlib.Path(__file__).resolve().parent
out = pathlib.Path(sys.argv[1]).resolve()
os.environ["READOUT_OUT"] = str(out)
os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
passed = failed = 0


def report(name, fault, seconds):
    global passed, failed
    passed, failed = passed + (not fault), failed + bool(fault)
    print("FAIL" if fault else "ok  ", f"{name} ({seconds:.1f} s)", fault or "", flush=True)


for path in sorted(here.glob("*.ipynb")):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [c for c in notebook.cells if c.cell_type == "code"]
    if any(c.outputs or c.execution_count for c in code):
        report(path.name, "is committed with outputs: clear them", 0)
        continue
    began = time.monotonic()
    fault = ""
    try:
        NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(here)}}).execute()
        plots = sum("image/png" in o.get("data", {}) for c in code for o in c.outputs)
        if plots == 0:
            fault = "drew nothing"
    except CellExecutionError as e:
        fault = str(e)[-1500:]
    report(path.name, fault, time.monotonic() - began)

db = duckdb.connect()
db.execute((out / "views.sql").read_text(encoding="utf8"))
for question in re.split(r"(?m)^(?=-- \d+\. )", (here / "questions.sql").read_text(encoding="utf8"))[1:]:
    began = time.monotonic()
    fault = ""
    try:
        rows = len(db.sql(question).df())
    except duckdb.Error as e:
        rows, fault = 0, str(e)
    report(question.split("\n")[0][3:] + f" {rows} rows", fault, time.monotonic() - began)

print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)

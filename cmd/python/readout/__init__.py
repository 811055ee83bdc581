"""Find who said what in news articles, score it, and compare the sides.

    import readout

    result = readout.run("articles/", out="results")
    result.pandas("statements")     # or .polars(...), .arrow(...)

    for row in readout.stream({"text": "...", "outlet": "..."} for ...):
        print(row["actor_name"], row["content"])

The work is done by the readout binary that this package carries. Settings are those of
`readout run --help`, with underscores: run("a.csv", map={"text": "body"}, workers=2).
"""
from __future__ import annotations

import glob
import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Iterable, Iterator, Mapping, Sequence, Union

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

__all__ = ["Error", "Result", "binary", "open_results", "run", "stream", "__version__"]
__version__ = "@VERSION@"

Setting = Union[str, int, float, bool, Sequence[str], Mapping[str, str], None]


class Error(RuntimeError):
    """The binary failed. `code` is its exit code; the message is what it said."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message.strip() or f"readout ended with exit code {code}")
        self.code = code


def binary() -> str:
    """The path of the readout binary: $READOUT_BINARY, else the one in this package."""
    named = os.environ.get("READOUT_BINARY")
    if named:
        return named
    return os.path.join(os.path.dirname(__file__), "bin", "readout.exe" if os.name == "nt" else "readout")


def _flags(settings: Mapping[str, Setting]) -> list[str]:
    flags: list[str] = []
    for name, value in settings.items():
        flag = "--" + name.replace("_", "-")
        if value is None or value is False:
            continue
        if value is True:
            flags.append(flag)
        elif isinstance(value, Mapping):
            for key, column in value.items():
                flags += [flag, f"{key}={column}"]
        elif isinstance(value, (list, tuple, set, frozenset)):
            for item in value:
                flags += [flag, str(item)]
        else:
            flags += [flag, str(value)]
    return flags


@dataclass(frozen=True)
class Result:
    """The tables and reports in an output folder."""

    out: str
    #: whether some input was set aside: the table "quarantine" says what and why
    set_aside: bool = False

    @property
    def report(self) -> str:
        """The path of the newest run's report."""
        return os.path.join(self.out, "latest", "summary.html")

    @property
    def summary(self) -> dict[str, Any]:
        """The newest run's report as data."""
        with open(os.path.join(self.out, "latest", "summary.json"), encoding="utf-8") as f:
            return json.load(f)

    def files(self, table: str) -> list[str]:
        """The Parquet files of a table of the newest run."""
        found = sorted(glob.glob(os.path.join(glob.escape(os.path.join(self.out, "latest")), table + "*.parquet")))
        found = [f for f in found if os.path.basename(f)[len(table)] in ".-"]
        if not found:
            raise KeyError(f"no table {table!r} in {self.out}")
        return found

    def arrow(self, table: str) -> "pyarrow.Table":
        """A table of the newest run as a pyarrow.Table."""
        import pyarrow
        import pyarrow.parquet

        return pyarrow.concat_tables([pyarrow.parquet.read_table(f) for f in self.files(table)])

    def pandas(self, table: str) -> "pandas.DataFrame":
        """A table of the newest run as a pandas.DataFrame, with columns that know NULL."""
        import pandas

        return pandas.concat([pandas.read_parquet(f, dtype_backend="pyarrow") for f in self.files(table)], ignore_index=True)

    def polars(self, table: str) -> "polars.DataFrame":
        """A table of the newest run as a polars.DataFrame."""
        import polars

        return polars.concat([polars.read_parquet(f) for f in self.files(table)])

    def views(self) -> str:
        """SQL that makes DuckDB views over all runs: duckdb.sql(result.views())."""
        with open(os.path.join(self.out, "views.sql"), encoding="utf-8") as f:
            return f.read()


def open_results(out: str) -> Result:
    """The results of earlier runs in a folder."""
    if not os.path.isdir(os.path.join(out, "runs")):
        raise FileNotFoundError(f"no run of readout in {out!r}")
    return Result(out)


def run(*inputs: Union[str, "os.PathLike[str]"], out: Union[str, "os.PathLike[str]"] = "out", sample: bool = False, **settings: Setting) -> Result:
    """Analyse files, folders and globs into a folder, and give what is in it.

    Raises Error when the run failed; input that was set aside is no failure.
    """
    command = [binary(), "run", "--quiet", "--out", os.fspath(out), *_flags(settings)]
    if sample:
        command.append("--sample")
    command += ["--", *[os.fspath(i) for i in inputs]] if inputs else []
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", errors="replace")
    if done.returncode not in (0, 3):
        raise Error(done.returncode, done.stderr)
    return Result(os.fspath(out), done.returncode == 3)


def stream(articles: Iterable[Mapping[str, Any]], **settings: Setting) -> Iterator[dict[str, Any]]:
    """Analyse articles one by one as they come, and give the rows of `readout stream`.

    Articles are mappings with a key "text" and any of id, url, title, outlet, author,
    published_at and language. Rows are dictionaries; one with a key "error" stands for an
    article that was set aside. Nothing is held but the article at hand. An exception of
    the iterable is raised here.
    """
    process = subprocess.Popen([binary(), "stream", *_flags(settings)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdin and process.stdout and process.stderr
    failed: list[BaseException] = []
    said: list[bytes] = []

    def feed() -> None:
        try:
            for article in articles:
                process.stdin.write(json.dumps(article, ensure_ascii=False, default=str).encode() + b"\n")
                process.stdin.flush()
        except BrokenPipeError:
            pass
        except BaseException as e:  # raised again where the rows are read
            failed.append(e)
        finally:
            try:
                process.stdin.close()
            except BrokenPipeError:
                pass

    threads = [threading.Thread(target=feed, daemon=True), threading.Thread(target=lambda: said.append(process.stderr.read()), daemon=True)]
    for t in threads:
        t.start()
    try:
        for line in process.stdout:
            if line.strip():
                yield json.loads(line)
        code = process.wait()
        for t in threads:
            t.join()
        if failed:
            raise failed[0]
        if code not in (0, 3):
            raise Error(code, b"".join(said).decode("utf-8", "replace"))
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
        threads[1].join()
        process.stdout.close()
        process.stderr.close()


def _main() -> None:
    path = binary()
    if os.name == "nt":
        sys.exit(subprocess.call([path, *sys.argv[1:]]))
    os.execv(path, [path, *sys.argv[1:]])

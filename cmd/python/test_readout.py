"""Tests of the installed package: python -m unittest test_readout.py"""
import os
import subprocess
import tempfile
import unittest

import readout

STORY = "Quay vote\n\nMayor Hector Maldon said that the quay was losing money. “It is over,” he told reporters."


class Package(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name

    def path(self, name, text=None):
        path = os.path.join(self.folder, name)
        if text is not None:
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)
        return path

    def test_run_gives_tables(self):
        result = readout.run(self.path("a.txt", STORY), out=self.path("out"), workers=1, no_bayes=True)
        self.assertFalse(result.set_aside)
        self.assertTrue(os.path.exists(result.report))
        self.assertEqual(result.summary["corpus"]["articles"] if "corpus" in result.summary else 1, 1)
        self.assertIn("CREATE", result.views())
        counts = {}
        for reader in ("arrow", "pandas", "polars"):
            try:
                table = getattr(result, reader)("statements")
            except ImportError:
                continue
            counts[reader] = table.num_rows if reader == "arrow" else len(table)
        self.assertLessEqual(len(set(counts.values())), 1, counts)
        self.assertTrue(all(n >= 2 for n in counts.values()), counts)
        self.assertEqual(readout.open_results(self.path("out")).files("statements"), result.files("statements"))
        with self.assertRaises(KeyError):
            result.files("state")

    def test_a_mapping_and_input_that_is_set_aside(self):
        table = self.path("a.csv", 'head,words\nQuay vote,"The quay was sold, the mayor said."\n,\n')
        result = readout.run(table, out=self.path("out"), map={"text": "words", "title": "head"})
        self.assertTrue(result.set_aside)

    def test_errors(self):
        with self.assertRaises(readout.Error) as raised:
            readout.run(self.path("nowhere.txt"), out=self.path("out"))
        self.assertEqual(raised.exception.code, 2)
        with self.assertRaises(FileNotFoundError):
            readout.open_results(self.path("nothing"))
        with self.assertRaises(readout.Error):
            readout.run(self.path("a.txt", STORY), out=self.path("out"), no_such_setting=1)

    def test_stream(self):
        rows = list(readout.stream({"id": str(n), "text": STORY} for n in range(3)))
        self.assertEqual({r.get("article_id") for r in rows}, {"0", "1", "2"})
        self.assertTrue(any("losing money" in r.get("content", "") for r in rows))

        def broken():
            yield {"text": STORY}
            raise ValueError("no more")

        with self.assertRaisesRegex(ValueError, "no more"):
            list(readout.stream(broken()))
        for _ in readout.stream({"text": STORY} for _ in range(1000)):
            break  # whoever stops early leaves no process behind

    def test_command(self):
        said = subprocess.run([readout.binary(), "--version"], stdout=subprocess.PIPE, check=True).stdout.decode()
        self.assertTrue(said.startswith("readout " + readout.__version__), said)


if __name__ == "__main__":
    unittest.main()

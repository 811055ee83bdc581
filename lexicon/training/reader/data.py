"""What the reader learns from: every set of ../shared/eval that may be trained on, our own sentences, and the teachers' labels.

An example is a dict: ids, roles, and what is known of it: heads (name -> class or soft probabilities), positions, spans.
"""
import json, random, re, zlib
from pathlib import Path

import yaml

from model import FRAMES
from windows import CONTENT, name_words, window

HERE = Path(__file__).parent


def read(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def part(key, parts):
    """Which part of so many a key (an article's id or title) is in: the same on every machine."""
    return zlib.crc32(key.encode()) % parts


def known_names(lexicon):
    """First names, and pairs of first and last name, of the lexicon's people; words that name bodies and places."""
    people = yaml.safe_load(open(lexicon / "actors.yaml"))
    words = yaml.safe_load(open(lexicon / "namewords.yaml"))
    known = {"first": set(), "bodies": {w.capitalize() for k in ("body_words", "place_words", "thing_words") for w in words.get(k, []) if isinstance(w, str)}}
    for c in yaml.safe_load(open(lexicon / "countries.yaml")):
        for n in [c["name"], *(c.get("adjectives") or []), *(c.get("aliases") or [])]:
            known["bodies"].update(str(n).split())
    for p in people if isinstance(people, list) else people.get("actors", []):
        w = p["name"].split()
        if len(w) > 1:
            known["first"].add(w[0]); known[(w[0], w[-1])] = True
    for k in ("male", "female"):
        known["first"].update(str(w).capitalize() for w in words.get(k, []))
    return known


class Maker:
    def __init__(self, tok, eval_dir, lexicon, rng):
        self.tok, self.dir, self.rng = tok, Path(eval_dir), rng
        self.known = known_names(Path(lexicon))
        self.propositions = [l.split("\t")[0] for l in open(self.dir / "coded/propositions.tsv", encoding="utf-8")][1:]
        self.at = {p: i for i, p in enumerate(self.propositions)}

    # ---- coded ------------------------------------------------------------------------------------------------

    def coded(self, name):
        """Statements of coded/NAME.jsonl, one prepared record each; make() turns it into an example."""
        out = []
        for a in read(self.dir / f"coded/{name}.jsonl"):
            people = [s["actor"] for s in a["statements"] if s.get("actor")]
            people += [e for s in a["statements"] for e, _ in s.get("evaluations") or []]
            people = [p for p in people if re.fullmatch(r"[A-Z][\w.\-’']+(?: [A-Z][\w.\-’']+){1,2}", p) and not any(w in self.known["bodies"] for w in p.split())]
            names = name_words(a["text"], self.known, people)
            for s in a["statements"]:
                out.append({"kind": "coded", "article": a["id"], "text": a["text"], "title": a.get("title"), "names": names, "s": s})
        return out

    def example(self, r, hide=None):
        """hide: whether names are hidden; None lets chance decide."""
        hide = self.rng.random() < 0.75 if hide is None else hide
        return getattr(self, "make_" + r["kind"])(r, hide)

    def make_coded(self, r, hide):
        s, text = r["s"], r["text"]
        names = r["names"] if hide else None
        one = lambda k: [tuple(s[k])] if s.get(k) else []
        ids, roles, spans = window(self.tok, text, r["title"], one("source"), one("cue"), one("content"), names)
        x = {"ids": ids, "roles": roles, "spans": spans, "heads": {"validity": float(s["valid"] > 0)}, "pos": None, "span": [], "tag": None, "key": s["id"]}
        if s["valid"] == 0:
            return x
        h = x["heads"]
        h["stance"], h["outlook"], h["sentiment"] = (s["stance"] or 0) + 1, s["outlook"] + 1, s["sentiment"] + 1
        h["certainty"], h["frame"] = int(s["certainty"] >= 0.5), FRAMES.index(s["frame"])
        x["pos"] = [(self.at[p], v) for p, v in s["positions"] if p in self.at]
        lo, hi = next(b for b in spans if b)[0], [b for b in spans if b][-1][1]
        taken = []
        for name, v in s["evaluations"]:
            for a, b in self.mentions(text, name or "", lo, hi):
                if not s.get("source") or not (a < s["source"][1] and b > s["source"][0]):
                    taken.append((a, b)); x["span"].append(("evaluation", a, b, v + 1))
        for m in re.finditer(r"\b(?:[A-Z][\w\-’]+)(?:\s+(?:of\s+)?[A-Z][\w\-’]+)*", text[s["content"][0]:s["content"][1]]):
            a, b = s["content"][0] + m.start(), s["content"][0] + m.end()
            if not any(a < d and b > c for c, d in taken) and m.group() not in ("I", "The", "We", "It", "He", "She", "They", "But", "If", "In", "This", "That", "You", "There"):
                x["span"].append(("evaluation", a, b, 1))
        t = s.get("target")
        if t:
            at = text.find(t, s["content"][0] - 60 if s["content"][0] > 60 else 0, s["content"][1] + 60)
            if at >= 0:
                x["tag"] = (at, at + len(t))
        return x

    def mentions(self, text, name, lo, hi):
        """Places between lo and hi where somebody of a full name is named: the whole, else the last word, else the acronym."""
        w = name.split()
        if not w:
            return []
        tries = [re.escape(name), r"\b" + re.escape(w[-1]) + r"\b"] if len(w[-1]) > 2 else [re.escape(name)]
        acronym = "".join(x[0] for x in w if x[0].isupper())
        if len(acronym) > 1:
            tries.append(r"\b" + r"\.?".join(acronym) + r"\b")
        for t in tries:
            found = [(lo + m.start(), lo + m.end()) for m in re.finditer(t, text[lo:hi])]
            if found:
                return found
        return []

    # ---- statements that stand alone --------------------------------------------------------------------------

    def alone(self, rows, weight=1.0):
        """statements/dev and our own: a context, or source, cue and content in this order."""
        out = []
        for r in rows:
            text, spans = r.get("context") or "", {}
            if text and r["content"] in text:
                c = text.index(r["content"]); spans["content"] = [(c, c + len(r["content"]))]
                for k in ("source", "cue"):
                    at = text.find(r[k]) if r.get(k) else -1
                    spans[k] = [(at, at + len(r[k]))] if at >= 0 and not (at < spans["content"][0][1] and at + len(r[k]) > c) else []
            else:
                src, cue = r.get("source") or "He", r.get("cue") or "said"
                if r.get("after"):
                    text = f"“{r['content'][0].upper()}{r['content'][1:]},” {src} {cue}."
                    c, q = 1, text.index("”") + 2
                else:
                    text = f"{src} {cue} {r['content']}."
                    c, q = len(src) + len(cue) + 2, 0
                spans = {"content": [(c, c + len(r["content"]))], "source": [(q, q + len(src))], "cue": [(q + len(src) + 1, q + len(src) + 1 + len(cue))]}
            out.append({"kind": "alone", "article": r.get("title") or r["content"], "text": text, "title": r.get("title"), "where": spans, "s": r, "weight": weight,
                        "names": name_words(text + " " + (r.get("title") or ""), self.known, [r.get("source") or ""] if re.fullmatch(r"[A-Z]\S+ [A-Z]\S+", r.get("source") or "") else [])})
        return out

    def make_alone(self, r, hide):
        s, w = r["s"], r["where"]
        ids, roles, spans = window(self.tok, r["text"], r["title"], w["source"], w["cue"], w["content"], r["names"] if hide else None)
        h = {}
        if s.get("target") is not None and s.get("stance") is not None:
            h["stance"] = s["stance"] + 1
        for k in ("outlook", "sentiment"):
            if s.get(k) is not None:
                h[k] = int(s[k]) + 1
        if s.get("certainty") is not None:
            h["certainty"] = int(s["certainty"] >= 0.5)
        if s.get("frame"):
            h["frame"] = FRAMES.index(s["frame"])
        if s.get("valid") is not None:
            h["validity"] = float(s["valid"] > 0)
        x = {"ids": ids, "roles": roles, "spans": spans, "heads": h, "pos": None, "span": [], "tag": None, "weight": r["weight"]}
        if s.get("positions") is not None:
            x["pos"] = [(self.at[p], v) for p, v in s["positions"]]
            x["only"] = bool(s.get("only"))
        for name, v in s.get("evaluations") or []:
            at = r["text"].find(name)
            if at >= 0:
                x["span"].append(("evaluation", at, at + len(name), v + 1))
        return x

    # ---- sentences with a target, pairs, tone -----------------------------------------------------------------

    def sets(self, held):
        """NewsMTSC, the directed pairs and the rated sentences, without any sentence of held."""
        out = []
        for r in read(self.dir / "target_sentiment/train.jsonl"):
            if r["text"].strip() not in held:
                out.append({"kind": "target", "text": r["text"], "b": r["target"], "y": ["negative", "neutral", "positive"].index(r["label"])})
        for r in read(self.dir / "directed_sentiment/train.jsonl"):
            if r["text"].strip() not in held:
                for a, b, d in ((r["a"], r["b"], "a_to_b"), (r["b"], r["a"], "b_to_a")):
                    y = {"neutral": 1, "positive_" + d: 2, "negative_" + d: 0}.get(r["label"], 1)
                    if y != 1 or self.rng.random() < (0.35 if r["label"] == "neutral" else 0.6):
                        out.append({"kind": "directed", "text": r["text"], "a": a, "b": b, "y": y})
        return out

    def rated(self):
        return [{"kind": "tone", "text": r["text"], "y": r["sentiment"], "article": r["id"].rsplit("_", 1)[0]} for r in read(self.dir / "sentiment/nyt_dev.jsonl")]

    def make_target(self, r, hide):
        names = name_words(r["text"], self.known, [r["text"][r["b"][0]:r["b"][1]]]) if hide else None
        ids, roles, spans = window(self.tok, r["text"], None, content=[(0, len(r["text"]))], hidden=names)
        roles = [0 if b else x for x, b in zip(roles, spans)]
        return {"ids": ids, "roles": roles, "spans": spans, "heads": {}, "pos": None, "tag": None, "span": [("target_tone", r["b"][0], r["b"][1], r["y"])]}

    def make_directed(self, r, hide):
        cut = lambda k: r["text"][r[k][0]:r[k][1]]
        names = name_words(r["text"], self.known, [cut("a"), cut("b")]) if hide else None
        ids, roles, spans = window(self.tok, r["text"], None, content=[(0, len(r["text"]))], hidden=names)
        roles = [x if not b else 2 if b[0] < r["a"][1] and b[1] > r["a"][0] else 0 for x, b in zip(roles, spans)]
        return {"ids": ids, "roles": roles, "spans": spans, "heads": {}, "pos": None, "tag": None, "span": [("directed", r["b"][0], r["b"][1], r["y"])]}

    def make_tone(self, r, hide):
        names = name_words(r["text"], self.known) if hide else None
        ids, roles, spans = window(self.tok, r["text"], None, content=[(0, len(r["text"]))], hidden=names)
        return {"ids": ids, "roles": roles, "spans": spans, "heads": {"tone": r["y"]}, "pos": None, "tag": None, "span": []}

    # ---- teachers' labels -------------------------------------------------------------------------------------

    def taught(self, path, targets, pairs, statements, passages):
        """As many labels of each kind as asked for, drawn at random from taught.jsonl.zst."""
        import zstandard
        want, found, texts = {"target": targets, "pair": pairs, "statement": statements, "passage": passages}, {}, {}
        for line in zstandard.open(path, "rt", encoding="utf-8"):
            r = json.loads(line)
            found.setdefault(r["kind"], []).extend((r["file"], r["id"], i) for i in r["items"])
        out = []
        for kind, rows in sorted(found.items()):
            for file, key, i in self.rng.sample(rows, min(len(rows), want[kind])):
                if file not in texts:
                    texts[file] = {x["id"]: x for x in read(self.dir / file)}
                art = texts[file][key]
                t = art["text"][i[0]:i[1]]
                if kind == "passage":
                    out.append({"kind": "tone", "text": t, "y": sum(i[2:]) / len(i[2:]) / 100})
                elif kind == "target":
                    n = sum(i[6:9])
                    out.append({"kind": "target", "text": t, "b": i[4:6], "y": [v / n for v in i[6:9]]})
                elif kind == "pair":
                    p = [v / max(1, sum(i[6:11])) for v in i[6:11]]
                    for a, b, plus, minus in ((i[2:4], i[4:6], 1, 2), (i[4:6], i[2:4], 3, 4)):
                        if self.rng.random() < 0.2 + p[plus] + p[minus]:
                            out.append({"kind": "directed", "text": t, "a": a, "b": b, "y": [p[minus], 1 - p[plus] - p[minus], p[plus]]})
                else:
                    q = [sum(i[10 + 21 * k + j] for k in range(3)) for j in range(21)]
                    soft = lambda a, n: [v / max(1, sum(q[a:a + n])) for v in q[a:a + n]]
                    out.append({"kind": "taught", "text": t, "where": {"source": [tuple(i[4:6])], "cue": [tuple(i[6:8])], "content": [tuple(i[8:10])]}, "title": art.get("title"),
                                "y": {"stance": soft(0, 3), "outlook": soft(3, 3), "certainty": soft(6, 2), "frame": soft(8, 13)}})
        return out

    def make_taught(self, r, hide):
        w = r["where"]
        names = name_words(r["text"], self.known, [r["text"][a:b] for a, b in w["source"]]) if hide else None
        ids, roles, spans = window(self.tok, r["text"], r["title"], w["source"], w["cue"], w["content"], names)
        return {"ids": ids, "roles": roles, "spans": spans, "heads": dict(r["y"]), "pos": None, "tag": None, "span": [], "weight": 0.5}


SOURCES = ["He", "She", "The minister", "A spokesman", "The coach", "The senator", "Officials", "The union", "The company", "The judge", "A resident", "The mayor",
           "Her lawyer", "The general", "The ambassador", "Critics", "The chief executive", "A diplomat", "The ministry", "Mr. Hartwell", "Ms. Okafor", "Protesters"]
CUES = ["said", "said", "said that", "said that", "told reporters", "insisted that", "argued that", "added that", "believes", "stressed that", "wrote that", "made clear that"]


def contrast(rng):
    """Our own sentences that turn on direction: which proposition is agreed with, and which way idioms and negations point."""
    rows = []
    for line in open(HERE / "positions.tsv", encoding="utf-8"):
        p, sign, texts = line.rstrip("\n").split("\t")
        rows += [{"content": t, "positions": [(p, int(sign))], "only": True} for t in texts.split("|")]
    for line in open(HERE / "signs.tsv", encoding="utf-8"):
        if line.startswith("#"):
            continue
        text, *signs = (line.rstrip("\n") + "\t\t\t").split("\t")[:4]
        r = {"content": text, "target": "it", **{k: int(v) for k, v in zip(("stance", "outlook", "sentiment"), signs) if v}}
        if signs == ["0", "0", "0"]:
            r["positions"] = []
        rows.append(r)
    for r in rows:
        r["source"], r["cue"], r["after"] = rng.choice(SOURCES), rng.choice(CUES), rng.random() < 0.25
        if r["after"]:
            r["cue"] = "said"
    return rows

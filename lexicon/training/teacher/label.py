"""Labels what `readout train draw` drew with the teachers, and keeps places and figures alone.

    python label.py CHECKPOINT teacher.pt statements.pt drawn.jsonl taught.jsonl

Pairs and targets are judged with the names hidden, statements with the source's hidden.
"""
import sys

from common import *
from statements import LONGEST, compose

CHUNK = 2000


def judge(kind, rows, tok, pair, teachers):
    """One list of figures in 255ths a row."""
    if kind == "statement":
        cut = lambda r, k: r["text"][r[k][0]:r[k][1]]
        texts = [compose(cut(r, "source"), cut(r, "cue"), cut(r, "content"), cut(r, "b").strip(), True) for r in rows]
        heads = [z for t in teachers for z in probabilities(t, tok, texts, LONGEST)]
    else:
        texts = [mark(r["text"], r["a"] if kind == "pair" else None, r["b"], True) for r in rows]
        heads = [probabilities(pair, tok, texts)[0 if kind == "pair" else 1]]
    return [[round(x * 255) for x in row] for row in torch.cat(heads, 1).tolist()]


def main(folder, pairs, statements, drawn, out):
    torch.set_num_threads(1)
    tok, pair = tokenizer(folder), PairTeacher(folder)
    pair.load_state_dict(torch.load(pairs))
    teachers = []
    for state in torch.load(statements):
        teachers.append(StatementTeacher(Encoder(folder)))
        teachers[-1].load_state_dict(state)
    spans = {"pair": ("a", "b"), "target": ("a", "b"), "statement": ("b", "source", "cue", "content")}
    rows, found = read(drawn), {}
    for kind in spans:
        some = [r for r in rows if r["kind"] == kind]
        for k in range(0, len(some), CHUNK):
            part = some[k:k + CHUNK]
            for r, figures in zip(part, judge(kind, part, tok, pair, teachers)):
                item = r["place"] + [x for s in spans[kind] for x in r[s]] + figures
                found.setdefault((kind, r["file"], r["id"]), []).append(item)
            print(kind, k + len(part), len(some), flush=True)
    with open(out, "w") as f:
        for (kind, file, key), items in sorted(found.items()):
            f.write(json.dumps({"kind": kind, "file": file, "id": key, "items": sorted(items)}, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])

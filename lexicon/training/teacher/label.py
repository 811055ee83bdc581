"""Labels what `readout-train draw` drew with the teachers, and keeps places and figures alone.

    python label.py drawn.jsonl taught.jsonl --pair CHECKPOINT:teacher.pt --target CHECKPOINT:teacher.pt ... \
      --statement CHECKPOINT:statements.pt --passage CHECKPOINT:tone.pt

Where several teachers are given for a kind their probabilities are averaged. Pairs and targets are
judged with the names hidden, statements with the source's hidden. Pairs in which no opinion is
likely are left out: nothing is learnt from them.
"""
import argparse

from common import *
from statements import LONGEST, compose
from tone import ToneTeacher, tones

CHUNK = 2000
STEPS = 31  # a probability is kept as so many parts
LEAST = 0.25  # probability of an opinion, either way, that a pair needs
SPANS = {"pair": ("a", "b"), "target": ("a", "b"), "statement": ("b", "source", "cue", "content"), "passage": ()}
HUNDREDTHS = 100  # of a passage's tone


def text_of(kind, r):
    if kind == "passage":
        return r["text"]
    if kind != "statement":
        return mark(r["text"], r["a"] if kind == "pair" else None, r["b"], True)
    cut = lambda k: r["text"][r[k][0]:r[k][1]]
    return compose(cut("source"), cut("cue"), cut("content"), cut("b").strip(), True)


class Teacher:
    def __init__(self, kind, names):
        folder, states = names.split(":")
        self.tok = tokenizer(folder)
        self.longest, self.heads, self.models = 96, slice(0, 1) if kind == "pair" else slice(1, 2), []
        if kind == "statement":
            self.longest, self.heads = LONGEST, slice(None)
            for state in torch.load(states):
                self.models.append(StatementTeacher(Encoder(folder)))
                self.models[-1].load_state_dict(state)
        elif kind == "passage":
            for state in torch.load(states):
                self.models.append(ToneTeacher(Encoder(folder)))
                self.models[-1].load_state_dict(state)
        else:
            self.models.append(PairTeacher(folder))
            self.models[0].load_state_dict(torch.load(states))

    def judge(self, texts):
        """One row of probabilities a text, head by head, model by model; of a passage, its tone by each model."""
        if isinstance(self.models[0], ToneTeacher):
            return torch.tensor([tones(m, self.tok, texts) for m in self.models]).T
        return torch.cat([z for m in self.models for z in probabilities(m, self.tok, texts, self.longest)[self.heads]], 1)


def main():
    args = argparse.ArgumentParser()
    args.add_argument("drawn")
    args.add_argument("out")
    for kind in SPANS:
        args.add_argument("--" + kind, action="append", default=[])
    args = args.parse_args()
    torch.set_num_threads(1)
    rows, found = read(args.drawn), {}
    for kind, spans in SPANS.items():
        teachers = [Teacher(kind, names) for names in getattr(args, kind)]
        some = [r for r in rows if r["kind"] == kind] if teachers else []
        for k in range(0, len(some), CHUNK):
            part = some[k:k + CHUNK]
            texts = [text_of(kind, r) for r in part]
            for r, p in zip(part, (sum(t.judge(texts) for t in teachers) / len(teachers)).tolist()):
                if kind == "pair" and max(p[1] + p[2], p[3] + p[4]) < LEAST:
                    continue
                item = r["place"] + [x for s in spans for x in r[s]] + [round((HUNDREDTHS if kind == "passage" else STEPS) * x) for x in p]
                found.setdefault((kind, r["file"], r["id"]), []).append(item)
            print(kind, k + len(part), len(some), flush=True)
    with open(args.out, "w") as f:
        for (kind, file, key), items in sorted(found.items()):
            f.write(json.dumps({"kind": kind, "file": file, "id": key, "items": sorted(items)}, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()

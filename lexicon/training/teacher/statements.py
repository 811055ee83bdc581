"""Fine-tunes one teacher of statements a part of the labelled ones, each on the others.

    python statements.py CHECKPOINT ../shared/eval teacher.pt statements.pt

Teacher k has seen no labelled statement whose title is in part k, so that a model which
learns from it can be cross-validated on that part.
"""
import sys
import zlib

import torch.nn.functional as F

from common import *

PARTS, EPOCHS, SIZE, RATE = 3, 4, 16, 1e-4
HIDDEN = 0.6  # share in which the source's name is hidden
OWN = 0.6  # what a sentence of our own counts
LONGEST = 110
FRAMES = ["progress", "cooperation", "caution", "obstacle", "exclusion", "threat", "blame", "demand", "denial",
          "principle", "interest", "plan", "description"]
HERE = Path(__file__).parent.parent


def compose(source, cue, content, target, hide):
    """One text of a statement's parts, whatever their order in the article."""
    text = f"{A0} {(ANON if hide else source) if source else ''} {A1} {cue or ''} {S0} "
    if target and target in content:
        at = content.index(target)
        return f"{text}{content[:at]} {B0} {target} {B1} {content[at + len(target):]} {S1}"
    return f"{text}{content} {S1}" + (f" [SEP] {B0} {target} {B1}" if target else "")


def labels(r):
    """A class a head, -1 for none. Without a target there is no stance."""
    y = [-1] * 4
    if r.get("target") is not None and r.get("stance") is not None:
        y[0] = r["stance"] + 1
    if r.get("outlook") is not None:
        y[1] = r["outlook"] + 1
    if r.get("certainty") is not None:
        y[2] = int(r["certainty"] >= 0.5)
    if r.get("frame"):
        y[3] = FRAMES.index(r["frame"])
    return y


def placed(data):
    """Our labels of statements that stand in the corpora, with their words."""
    found = read(HERE / "corpus.jsonl")
    texts = {}
    for file in {r["file"] for r in found}:
        texts.update({(file, x["id"]): x["text"] for x in read(data / file)})
    for r in found:
        text = texts[r["file"], r["id"]]
        yield r | {k: text[r[k][0]:r[k][1]] for k in ("source", "cue", "content")}


def part(r):
    return zlib.crc32((r.get("title") or r["content"]).encode()) % PARTS


def train(folder, pairs, tok, items, seed):
    torch.manual_seed(seed)
    rng = random.Random(seed)
    base = PairTeacher(folder)
    base.load_state_dict(torch.load(pairs))
    model = StatementTeacher(base.encoder)
    opt, line, params = optimizer(model, RATE, 10, EPOCHS * ((len(items) + SIZE - 1) // SIZE), 0.1)
    model.train()
    for _ in range(EPOCHS):
        texts = [encode(tok, compose(r["source"], r["cue"], r["content"], r["target"], rng.random() < HIDDEN), LONGEST) for r, _ in items]
        for b in batches(texts, SIZE, rng):
            y, w = torch.tensor([labels(items[i][0]) for i in b]), torch.tensor([items[i][1] for i in b])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                heads = model(*collate([texts[i] for i in b]))
            loss = 0
            for k, z in enumerate(heads):
                ok = y[:, k] >= 0
                if ok.any():
                    each = F.cross_entropy(z[ok], y[ok, k], reduction="none", label_smoothing=0.05) * w[ok]
                    loss = loss + each.sum() / len(b) * (0.7 if HEADS[k][0] == "frame" else 1)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(params, 1.0)
            opt.step()
            line.step()
            opt.zero_grad()
    return model


def main(folder, data, pairs, out):
    torch.set_num_threads(1)
    data, tok = Path(data), tokenizer(folder)
    dev = read(data / "statements/dev.jsonl")
    own = read(HERE / "statements.jsonl") + list(placed(data))
    given, states = [[-1] * len(dev) for _ in HEADS], []
    for k in range(PARTS):
        model = train(folder, pairs, tok, [(r, 1.0) for r in dev if part(r) != k] + [(r, OWN) for r in own], k)
        states.append(model.state_dict())
        left = [i for i, r in enumerate(dev) if part(r) == k]
        for hide in (False, True):
            p = probabilities(model, tok, [compose(dev[i]["source"], dev[i]["cue"], dev[i]["content"], dev[i]["target"], hide) for i in left], LONGEST)
            both = p if not hide else [a + b for a, b in zip(both, p)]
        for h, z in enumerate(both):
            for i, c in zip(left, z.argmax(1).tolist()):
                given[h][i] = c
        print("part", k, flush=True)
    torch.save(states, out)
    gold = [labels(r) for r in dev]
    for h, (name, n) in enumerate(HEADS):
        known = [i for i in range(len(dev)) if gold[i][h] >= 0]
        print(name, len(known), figures([gold[i][h] for i in known], [given[h][i] for i in known], n))


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Fine-tunes the teacher of pairs and targets, and says what it is worth on sets held out.

    python pairs.py CHECKPOINT ../shared/eval teacher.pt [EPOCHS [SEED]]
"""
import sys

import torch.nn.functional as F

from common import *

EPOCHS, SIZE, RATE = 3, 32, 1e-4  # the rate falls as for three epochs
HIDDEN = 0.6  # share of the texts in which the names of the two are hidden
NEUTRAL = 5000  # neutral pairs an epoch, of twice as many


def main(folder, data, out, stop=EPOCHS, seed=1):
    torch.set_num_threads(1)
    stop, seed = int(stop), int(seed)
    torch.manual_seed(seed)
    rng = random.Random(seed)
    data = Path(data)
    tok, model = tokenizer(folder), PairTeacher(folder)
    valid = read(data / "directed_sentiment/valid.jsonl")
    dev = {n: read(data / f"target_sentiment/dev_{n}.jsonl") for n in ("rw", "mt")}
    # No sentence of a set that something is measured on, whoever is marked in it.
    held = {x["text"].strip() for x in valid + dev["rw"] + dev["mt"]}
    held |= {s.strip() for x in read(data / "entity_stance/valid.jsonl") for s in x["sentences"]}
    pairs = [x for x in read(data / "directed_sentiment/train.jsonl") if x["text"].strip() not in held]
    targets = [x for x in read(data / "target_sentiment/train.jsonl") if x["text"].strip() not in held]

    def epoch(n):
        r, items = random.Random(100 * seed + n), []
        neutral = [x for x in pairs if x["label"] == "neutral"]
        r.shuffle(neutral)
        for x in [x for x in pairs if x["label"] != "neutral"] + neutral[:NEUTRAL]:
            y, a, b = DIRECTED.index(x["label"]), x["a"], x["b"]
            if r.random() < 0.5:
                y, a, b = SWAPPED[y], b, a
            items.append((encode(tok, mark(x["text"], a, b, r.random() < HIDDEN)), 0, y))
        for x in targets:
            items.append((encode(tok, mark(x["text"], None, x["target"], r.random() < HIDDEN)), 1, TARGET.index(x["label"])))
        return items

    steps = EPOCHS * (len(epoch(0)) // SIZE + 1)
    opt, line, params = optimizer(model, RATE, 4, steps)
    model.train()
    for n in range(stop):
        items = epoch(n)
        for b in batches([x[0] for x in items], SIZE, rng):
            some = [items[i] for i in b]
            kind, y = torch.tensor([x[1] for x in some]), torch.tensor([x[2] for x in some])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                heads = model(*collate([x[0] for x in some]))
            loss = sum(F.cross_entropy(z[kind == k], y[kind == k], reduction="sum") for k, z in enumerate(heads) if (kind == k).any())
            (loss / len(some)).backward()
            torch.nn.utils.clip_grad_norm_(params, 1.0)
            opt.step()
            line.step()
            opt.zero_grad()
        print("epoch", n, flush=True)
    torch.save(model.state_dict(), out)
    for hide in (False, True):
        one = probabilities(model, tok, [mark(x["text"], x["a"], x["b"], hide) for x in valid])[0]
        two = probabilities(model, tok, [mark(x["text"], x["b"], x["a"], hide) for x in valid])[0]
        print("names hidden" if hide else "names shown")
        print("  directed valid", figures([DIRECTED.index(x["label"]) for x in valid], (one + two[:, SWAPPED]).argmax(1).tolist(), 5))
        for n, some in dev.items():
            p = probabilities(model, tok, [mark(x["text"], None, x["target"], hide) for x in some])[1]
            print("  target dev", n, figures([TARGET.index(x["label"]) for x in some], p.argmax(1).tolist(), 3))


if __name__ == "__main__":
    main(*sys.argv[1:])

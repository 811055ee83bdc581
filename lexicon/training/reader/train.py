"""Trains the reader.

    python train.py --base MINILM --eval ../shared/eval --lexicon lexicon --stage 1 --out one.pt
    python train.py --base MINILM --eval ../shared/eval --lexicon lexicon --stage 2 --from one.pt --epochs 4 --out two.pt
    python train.py --base MINILM --eval ../shared/eval --lexicon lexicon --stage 3 --from two.pt --rate 5e-5 --out three.pt

Stage 1 learns from sentences with a target, pairs, ratings and the teachers' labels, stage 2 from coded statements, with a
share of the former; stages 3 and 4 once more from all of them, so that what stage 1 taught is not lost, stage 4 with more pairs and
with a tenth of the pieces of coded statements masked. What is held out of all: every dev and valid set; an eighth of the coded train
articles ("fit": for temperatures, thresholds and combinations); a quarter of statements/dev; a fifth of the rated articles. Pairs of
directed_sentiment/train whose sentence stands in valid too, with another pair, are held out of stages 1 to 3 only.
"""
import argparse, json, math, random, sys, time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

import model as M
from data import Maker, contrast, part, read
from windows import tokenizer

sys.path.insert(0, str(Path(__file__).parent))
CLASS_WEIGHTS = {"outlook": [2.2, 0.75, 2.5], "certainty": [2.0, 0.9], "sentiment": [1.1, 0.85, 1.6]}
HEAD_WEIGHT = {"validity": 0.5, "stance": 1.0, "outlook": 1.0, "sentiment": 0.8, "certainty": 0.5, "frame": 0.8}


def collate(items):
    n = max(len(x["ids"]) for x in items)
    ids, roles = torch.zeros(len(items), n, dtype=torch.long), torch.full((len(items), n), M.SPECIAL)
    ok = torch.zeros(len(items), n, dtype=torch.bool)
    for k, x in enumerate(items):
        m = len(x["ids"])
        ids[k, :m], roles[k, :m], ok[k, :m] = torch.tensor(x["ids"]), torch.tensor(x["roles"]), True
    return ids, roles, ok


def span_rows(items, n, name):
    """For one span head: window numbers, weights of pieces, labels (classes or soft)."""
    rows, weights, ys = [], [], []
    for k, x in enumerate(items):
        for t, a, b, y in x["span"]:
            if t != name:
                continue
            w = torch.zeros(n)
            for i, s in enumerate(x["spans"]):
                if s and s[0] < b and s[1] > a:
                    w[i] = 1
            if w.sum() > 0:
                rows.append(k); weights.append(w / w.sum()); ys.append(y)
    return rows, weights, ys


def soft(ys, classes):
    return torch.tensor([y if isinstance(y, list) else [float(c == y) for c in range(classes)] for y in ys])


def loss_of(net, items, props, rng):
    ids, roles, ok = collate(items)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        h = net.encode(ids, roles, ok)
    h = h.float()
    h = F.dropout(h, net.drop, net.training)
    total, parts = 0.0, {}
    weight = torch.tensor([x.get("weight", 1.0) for x in items])

    def add(name, value, of):
        nonlocal total
        total = total + of * value
        parts[name] = float(value.detach())

    for name, classes in M.STATEMENT.items():
        rows = [k for k, x in enumerate(items) if name in x["heads"]]
        if not rows:
            continue
        z = net.statement[name](h[rows], roles[rows], ok[rows])
        w = weight[rows]
        if name == "validity":
            y = torch.tensor([items[k]["heads"][name] for k in rows])
            add(name, (F.binary_cross_entropy_with_logits(z[:, 0], y, reduction="none") * w).mean(), HEAD_WEIGHT[name] * len(rows) / len(items))
        else:
            y = soft([items[k]["heads"][name] for k in rows], len(classes)) * 0.96 + 0.04 / len(classes)
            cw = torch.tensor(CLASS_WEIGHTS.get(name, [1.0] * len(classes)))
            each = -(F.log_softmax(z, -1) * y * cw).sum(-1) * w
            add(name, each.mean(), HEAD_WEIGHT[name] * len(rows) / len(items))
    rows = [k for k, x in enumerate(items) if "tone" in x["heads"]]
    if rows:
        p = torch.softmax(net.statement["sentiment"](h[rows], roles[rows], ok[rows]), -1)
        y = torch.tensor([items[k]["heads"]["tone"] for k in rows]).clamp(-0.75, 0.75) / 0.75
        add("tone", ((p[:, 2] - p[:, 0] - y) ** 2).mean(), 4.0 * len(rows) / len(items))
    for name, classes in M.SPAN.items():
        rows, weights, ys = span_rows(items, ids.shape[1], name)
        if rows:
            z = net.span[name](h, roles, ok, torch.tensor(rows), torch.stack(weights))
            cw = torch.tensor([2.0, 0.6, 2.0] if name == "evaluation" else [1.0, 0.8, 1.4] if name == "directed" else [1.0, 1.0, 1.0])
            each = -(F.log_softmax(z, -1) * (soft(ys, 3) * 0.96 + 0.04 / 3) * cw).sum(-1)
            add(name, each.mean(), 0.8 * len(set(rows)) / len(items))
    rows = [k for k, x in enumerate(items) if x["tag"]]
    if rows:
        z = net.tag(h[rows]).squeeze(-1)
        y = torch.tensor([[float(bool(s) and s[0] < items[k]["tag"][1] and s[1] > items[k]["tag"][0]) for s in items[k]["spans"] + [None] * (ids.shape[1] - len(items[k]["spans"]))] for k in rows])
        each = F.binary_cross_entropy_with_logits(z, y, reduction="none", pos_weight=torch.tensor(2.0))
        add("tag", (each * ok[rows]).sum() / ok[rows].sum(), 0.6 * len(rows) / len(items))
    rows = [k for k, x in enumerate(items) if x["pos"] is not None]
    if rows:
        keep = (torch.rand(props.shape[0], 1) > 0.25).float() if net.training else None
        rel, sign = net.position(h[rows], roles[rows], ok[rows], props, keep)
        y, known = torch.zeros_like(rel), torch.ones_like(rel)
        signs = []
        for i, k in enumerate(rows):
            if items[k].get("only"):
                known[i] = 0.15  # our own sentences say one thing; others may hold too
            for p, v in items[k]["pos"]:
                y[i, p], known[i, p] = 1, 1
                signs.append((i, p, float(v > 0)))
        each = F.binary_cross_entropy_with_logits(rel, y, reduction="none", pos_weight=torch.tensor(3.0)) * known
        add("relevance", each.sum(1).mean(), 0.7 * len(rows) / len(items))
        if signs:
            z = sign[[s[0] for s in signs], [s[1] for s in signs]]
            add("sign", F.binary_cross_entropy_with_logits(z, torch.tensor([s[2] for s in signs])), 1.2 * len({s[0] for s in signs}) / len(items))
    return total, parts


def batches(items, room, rng):
    order = sorted(range(len(items)), key=lambda i: len(items[i]["ids"]) + rng.random() * 12)
    out, some, longest = [], [], 0
    for i in order:
        n = len(items[i]["ids"])
        if some and max(longest, n) * (len(some) + 1) > room:
            out.append(some); some, longest = [], 0
        some.append(i); longest = max(longest, n)
    out.append(some)
    rng.shuffle(out)
    return out


def macro(gold, got, classes):
    fs = []
    for c in range(classes):
        tp = sum(g == p == c for g, p in zip(gold, got))
        n, m = sum(g == c for g in gold), sum(p == c for p in got)
        if n:
            fs.append(2 * tp / max(1, n + m))
    return sum(fs) / max(1, len(fs))


@torch.no_grad()
def outputs(net, items, props, room=6000):
    """For each example: probabilities of every head, relevance and sign, and probabilities of its spans, in order."""
    net.eval()
    out = [None] * len(items)
    for b in batches(items, room, random.Random(0)):
        some = [items[i] for i in b]
        ids, roles, ok = collate(some)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            h = net.encode(ids, roles, ok).float()
        heads = {t: net.statement[t](h, roles, ok).numpy() for t in M.STATEMENT}
        rel, sign = net.position(h, roles, ok, props)
        tag = net.tag(h).squeeze(-1).numpy()
        res = [{"z": {t: heads[t][k] for t in heads}, "rel": rel[k].numpy(), "sign": sign[k].numpy(), "span": [], "tag": tag[k]} for k in range(len(b))]
        for name in M.SPAN:
            rows, weights, ys = span_rows(some, ids.shape[1], name)
            if rows:
                z = net.span[name](h, roles, ok, torch.tensor(rows), torch.stack(weights)).numpy()
                for k, y, v in zip(rows, ys, z):
                    res[k]["span"].append((name, y, v))
        for k, i in enumerate(b):
            out[i] = res[k]
    return out


def softmax(z):
    e = np.exp(z - z.max())
    return e / e.sum()


def report(net, maker, sets, props, say):
    figures = {}
    for name, rows in sets.items():
        items = [maker.example(r, True) for r in rows]
        got = outputs(net, items, props)
        f = {}
        for t, classes in M.STATEMENT.items():
            some = [(x["heads"][t], g["z"][t]) for x, g in zip(items, got) if t in x["heads"]]
            if len(some) < 20:
                continue
            if t == "validity":
                f[t] = macro([int(y) for y, _ in some], [int(z[0] > 0) for _, z in some], 2)
            else:
                f[t] = macro([y for y, _ in some], [int(z.argmax()) for _, z in some], len(classes))
                if t == "frame":
                    f["frame_accuracy"] = sum(y == int(z.argmax()) for y, z in some) / len(some)
        some = [(x["heads"]["tone"], softmax(g["z"]["sentiment"])) for x, g in zip(items, got) if "tone" in x["heads"]]
        if some:
            f["r"] = float(np.corrcoef([y for y, _ in some], [p[2] - p[0] for _, p in some])[0, 1])
        for t in M.SPAN:
            some = [(y, z) for g in got for n, y, z in g["span"] if n == t]
            if some:
                f[t] = macro([y for y, _ in some], [int(z.argmax()) for _, z in some], 3)
        some = [(x["pos"] if x["pos"] is not None else [], g) for x, g in zip(items, got) if x["pos"] is not None or x["heads"].get("validity") == 0]
        if some:
            right = total = 0
            for gold, g in some:
                for p, v in gold:
                    total += 1; right += (g["sign"][p] > 0) == (v > 0)
            f["sign"] = right / max(1, total)
            for th in (-1.0, 0.0, 1.0):
                tp = n = 0
                for gold, g in some:
                    for p in np.nonzero(g["rel"] > th)[0]:
                        n += 1; tp += (int(p), 1 if g["sign"][p] > 0 else -1) in [(q, v) for q, v in gold]
                pr, re = tp / max(1, n), tp / max(1, total)
                f[f"pos@{th:g}"] = f"{pr:.2f}/{re:.2f}/{2 * pr * re / max(1e-9, pr + re):.3f}"
        say(name, len(items), {k: round(v, 3) if isinstance(v, float) else v for k, v in f.items()})
        figures[name] = f
    net.train()
    return figures


def encoded_propositions(folder, tok):
    """Pieces of the propositions' texts, and which are there: P x N each."""
    texts = [l.rstrip("\n").split("\t")[1] for l in open(folder / "coded/propositions.tsv", encoding="utf-8")][1:]
    enc = [[101, 102] + tok.encode(t, add_special_tokens=False).ids + [102] for t in texts]
    n = max(map(len, enc))
    pids, pok = torch.zeros(len(enc), n, dtype=torch.long), torch.zeros(len(enc), n, dtype=torch.bool)
    for k, e in enumerate(enc):
        pids[k, :len(e)], pok[k, :len(e)] = torch.tensor(e), True
    return pids, pok


def main():
    ap = argparse.ArgumentParser()
    for k in ("base", "eval", "lexicon", "out"):
        ap.add_argument("--" + k, required=True)
    ap.add_argument("--stage", type=int, required=True)
    ap.add_argument("--from", dest="start")
    ap.add_argument("--epochs", type=int, default=1)
    ap.add_argument("--rate", type=float, default=1e-4)
    ap.add_argument("--room", type=int, default=1600, help="pieces a batch")
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--limit", type=int, default=0)
    ap.add_argument("--report", action="store_true", help="report on --from, train nothing")
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    rng = random.Random(a.seed)
    started = time.time()
    say = lambda *x: print(f"{time.time() - started:6.0f}s", *x, flush=True)
    tok, folder = tokenizer(a.base), Path(a.eval)
    maker = Maker(tok, folder, a.lexicon, rng)
    config = {"vocab": 30522, "width": 384, "layers": 6, "attention_heads": 12, "ffn": 1536, "positions": 128, "inject": 2, "max_pieces": 128,
              "title_pieces": 20, "propositions": maker.propositions}
    net = M.start(a.base, config)
    if a.start:
        net.load_state_dict(torch.load(a.start)["state"])
    pids, pok = encoded_propositions(folder, tok)

    held = {r["text"].strip() for f in ("directed_sentiment/valid", "target_sentiment/dev_rw", "target_sentiment/dev_mt") for r in read(folder / f"{f}.jsonl")}
    held |= {s.strip() for r in read(folder / "entity_stance/valid.jsonl") for s in r["sentences"]}
    if a.stage == 4:
        held -= {r["text"].strip() for r in read(folder / "directed_sentiment/valid.jsonl")}
    coded = maker.coded("train")
    fit = [r for r in coded if part(r["article"], 8) == 0]
    train = [r for r in coded if part(r["article"], 8) != 0]
    dev = maker.coded("dev")
    devst = maker.alone(read(folder / "statements/dev.jsonl"))
    st_held, st_train = [r for r in devst if part(r["article"], 4) == 0], [r for r in devst if part(r["article"], 4) != 0]
    rated = maker.rated()
    nyt_held, nyt_train = [r for r in rated if part(r["article"], 5) == 0], [r for r in rated if part(r["article"], 5) != 0]
    tone = lambda name: [{"kind": "target", "text": r["text"], "b": r["target"], "y": ["negative", "neutral", "positive"].index(r["label"])} for r in read(folder / f"target_sentiment/{name}.jsonl")]
    directed = [{"kind": "directed", "text": r["text"], "a": x, "b": y, "y": {"neutral": 1, "positive_" + d: 2, "negative_" + d: 0}.get(r["label"], 1)}
                for r in read(folder / "directed_sentiment/valid.jsonl") for x, y, d in ((r["a"], r["b"], "a_to_b"), (r["b"], r["a"], "b_to_a"))]
    checks = {"fit": fit, "dev": dev, "statements": st_held, "nyt": nyt_held, "rw": tone("dev_rw"), "mt": tone("dev_mt"), "directed": directed}
    sets = maker.sets(held)
    say(f"coded {len(train)} fit {len(fit)} dev {len(dev)} statements {len(st_train)} rated {len(nyt_train)} sets {len(sets)}")
    props = net.propositions(pids, pok)
    if a.report:
        report(net, maker, checks, props, say)
        return
    here = Path(__file__).parent
    own = maker.alone(read(here.parent / "statements.jsonl"), 0.6)
    turned = lambda: maker.alone(contrast(rng), 0.7)
    taught = maker.taught(here.parent / "taught.jsonl.zst", *{1: (9000, 4500, 4000, 9000), 2: (0, 0, 0, 4000), 3: (8000, 500, 0, 5000), 4: (8000, 9000, 2500, 2000)}[a.stage])

    def epoch(k):
        if a.stage == 1:
            rows = sets + nyt_train + taught + st_train + own
        else:
            rows = train + st_train + own + turned() + rng.sample(sets, 3500) + rng.sample(nyt_train, 1200) + rng.sample(taught, 1000)
        if a.stage == 3:
            rows = train + st_train + own + turned() + [r for r in sets if r["kind"] == "target"] + rng.sample([r for r in sets if r["kind"] == "directed"], 2000) + nyt_train + taught
        if a.stage == 4:
            rows = train + st_train + own + turned() + sets + nyt_train + taught
        if a.limit:
            rows = rng.sample(rows, a.limit)
        some = [maker.example(r) for r in rows]
        if a.stage == 4:
            for r, x in zip(rows, some):
                if r["kind"] == "coded":
                    x["ids"] = [103 if b and rng.random() < 0.1 else i for i, b in zip(x["ids"], x["spans"])]
        return some

    encoder, heads = [], []
    for name, p in net.named_parameters():
        if p.requires_grad:
            (encoder if name.startswith("layers.") else heads).append(p)
    opt = torch.optim.AdamW([{"params": encoder, "lr": a.rate, "weight_decay": 0.01}, {"params": heads, "lr": a.rate * 8, "weight_decay": 0.01}], betas=(0.9, 0.98), eps=1e-6)
    items = epoch(0)
    total = a.epochs * len(batches(items, a.room, rng))
    sched = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min(1, (s + 1) / max(1, 0.06 * total)) * max(0.02, 1 - s / total))
    net.train()
    step, seen, sums = 0, 0, {}
    for k in range(a.epochs):
        items = items if k == 0 else epoch(k)
        for b in batches(items, a.room, rng):
            if step % 40 == 0:
                props = net.propositions(pids, pok)
            loss, parts = loss_of(net, [items[i] for i in b], props, rng)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(encoder + heads, 1.0)
            opt.step(); sched.step(); opt.zero_grad(set_to_none=True)
            step += 1
            seen += sum(len(items[i]["ids"]) for i in b)
            for n_, v in parts.items():
                s = sums.setdefault(n_, [0, 0]); s[0] += v; s[1] += 1
            if step % (5 if a.limit else 100) == 0:
                say(f"epoch {k} step {step} of {total}, {seen / (time.time() - started):.0f} pieces/s", {n_: round(s[0] / s[1], 3) for n_, s in sums.items()})
                sums = {}
        props = net.propositions(pids, pok)
        torch.save({"config": config, "state": net.state_dict()}, a.out)
        if k + 1 == a.epochs or k % 2 == 1:
            if not a.limit: report(net, maker, checks if k + 1 == a.epochs else {"fit": fit, "statements": st_held}, props, say)
    torch.save({"config": config, "state": net.state_dict()}, a.out)


if __name__ == "__main__":
    main()

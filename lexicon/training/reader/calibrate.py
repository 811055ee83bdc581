"""Fits scales, biases and thresholds of the heads on the part of the coded statements that was held out ("fit").

    python calibrate.py --base MINILM --eval ../shared/eval --lexicon lexicon --from two.pt --out reader.pt

Scale and biases of a head are folded into its weights, so that the probabilities of the file are calibrated as they stand. One
threshold a dimension turns a value into a label: plus where the value is at least t, minus where it is at most -t.
"""
import argparse, random
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

import model as M
from data import Maker, part, read
from train import encoded_propositions, macro, outputs
from windows import tokenizer


def scaled(z, y, classes, prior=8.0):
    """Scale and biases that make log loss of logits z least, pulled towards 1 and 0 by a prior of so many items."""
    z, y = torch.tensor(np.array(z), dtype=torch.float64), torch.tensor(y)
    s, c = torch.zeros(1, dtype=torch.float64, requires_grad=True), torch.zeros(classes, dtype=torch.float64, requires_grad=True)
    opt = torch.optim.LBFGS([s, c], max_iter=200)

    def step():
        opt.zero_grad()
        loss = F.cross_entropy(z * s.exp() + c, y, reduction="sum") + prior * (s ** 2).sum() + prior / 2 * (c ** 2).sum()
        loss.backward()
        return loss

    opt.step(step)
    return float(s.detach().exp()), c.detach().numpy()


def fold(head, s, c):
    with torch.no_grad():
        head.V.mul_(s); head.b.mul_(s).add_(torch.tensor(c, dtype=torch.float32))
        if hasattr(head, "U"):
            head.U.mul_(s)


def softmax(z):
    z = np.asarray(z, dtype=np.float64)
    e = np.exp(z - z.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def threshold(values, y):
    """The t of 0.02..0.8 with the best macro-F1 of minus, none, plus, smoothed over its neighbours."""
    ts = np.arange(0.02, 0.8, 0.02)
    f = np.array([macro(y, [2 if v >= t else 0 if v <= -t else 1 for v in values], 3) for t in ts])
    k = np.convolve(np.pad(f, 2, mode="edge"), np.ones(5) / 5, "valid")
    return float(ts[k.argmax()]), float(f[k.argmax()])


def renamed(state):
    """The tensors by their names in the reader's file."""
    out = {}
    for name, t in state.items():
        first, *rest = name.split(".")
        rest = [{"weight": "w", "bias": "b"}.get(r, r) for r in rest]
        match first:
            case "word" | "pos":
                out[f"emb.{first}"] = t
            case "token_type":
                out["emb.type"] = t
            case "ln":
                out[".".join(["emb", "ln", *rest])] = t
            case "layers":
                out[".".join(["layer", *rest])] = t
            case "statement" | "span":
                out[".".join(["head", *rest])] = t
            case "tag":
                out[f"head.target.{rest[0]}"] = t[0] if rest[0] == "w" else t
            case "role":
                out["role"] = t
            case "position":
                out[".".join(["position", *rest])] = t
    return out


def main():
    ap = argparse.ArgumentParser()
    for k in ("base", "eval", "lexicon", "out", "from"):
        ap.add_argument("--" + k, required=True)
    a = ap.parse_args()
    torch.set_num_threads(1)
    folder, tok = Path(a.eval), tokenizer(a.base)
    maker = Maker(tok, folder, a.lexicon, random.Random(1))
    saved = torch.load(getattr(a, "from"))
    net = M.start(a.base, saved["config"]); net.load_state_dict(saved["state"])
    props = net.propositions(*encoded_propositions(folder, tok))
    fit = [r for r in maker.coded("train") if part(r["article"], 8) == 0]
    held = [r for r in maker.alone(read(folder / "statements/dev.jsonl")) if part(r["article"], 4) == 0]
    heads = {}
    for again in range(2):
        items = [maker.example(r, True) for r in fit] + [maker.example(r, True) for r in held]
        got = outputs(net, items, props)
        for t, classes in M.STATEMENT.items():
            some = [(x["heads"][t], g["z"][t]) for x, g in zip(items, got) if t in x["heads"]]
            y, z = [int(v) for v, _ in some], [g for _, g in some]
            if t == "validity":
                z = [[0.0, float(v[0])] for v in z]
            if not again:
                s, c = scaled(z, y, len(z[0]))
                if t == "validity":
                    fold(net.statement[t], s, [c[1] - c[0]])
                else:
                    fold(net.statement[t], s, c)
                print(t, len(y), "scale", round(s, 3), "biases", c.round(2))
                continue
            p = softmax(z)
            heads[t] = {"kind": "statement", "classes": classes}
            if len(classes) == 3:
                value = p[:, 2] - p[:, 0]
                if t == "stance":  # whoever speaks of a target mostly takes a side on it
                    value = np.where(value < 0, p[:, 1] - 1, 1 - p[:, 1])
                    heads[t]["value"] = "side"
                th, f = threshold(value, y)
                heads[t]["threshold"] = round(th, 3)
                print(t, "threshold", round(th, 3), "macro-F1 on fit", round(f, 3), "argmax", round(macro(y, p.argmax(1).tolist(), 3), 3))
            elif t == "certainty":
                cuts = np.arange(0.3, 0.9, 0.02)
                f = np.array([macro(y, (p[:, 1] >= c).astype(int).tolist(), 2) for c in cuts])
                c = float(cuts[np.convolve(np.pad(f, 2, mode="edge"), np.ones(5) / 5, "valid").argmax()])
                shift = -np.log(c / (1 - c))
                fold(net.statement[t], 1.0, [0, shift])
                heads[t]["threshold"] = 0.5
                print(t, "cut", round(c, 2), "moved to .5, macro-F1", round(f.max(), 3))
            elif t == "validity":
                q = p[:, 1]; y = np.array(y)
                for cut in (0.3, 0.4, 0.5, 0.6):
                    print(t, cut, "found", round(float((q[y == 1] >= cut).mean()), 3), "false kept", round(float((q[y == 0] >= cut).mean()), 3))
                heads[t]["threshold"] = 0.5
            else:
                print(t, "macro-F1", round(macro(y, p.argmax(1).tolist(), len(classes)), 3), "accuracy", round(float((p.argmax(1) == np.array(y)).mean()), 3))
        for t, classes in M.SPAN.items():
            some = [(y, z) for g in got for n, y, z in g["span"] if n == t]
            heads[t] = {"kind": "span", "classes": classes}
            if len(some) < 50:
                continue
            y, z = [v for v, _ in some], [v for _, v in some]
            if not again:
                s, c = scaled(z, y, 3)
                fold(net.span[t], s, c)
            else:
                p = softmax(z)
                for cut in (0.3, 0.4, 0.5, 0.6):
                    hit = [(2 if q[2] >= q[0] else 0) if 1 - q[1] >= cut else 1 for q in p]
                    tp = sum(g == h != 1 for g, h in zip(y, hit)); n = sum(h != 1 for h in hit); m = sum(g != 1 for g in y)
                    print(t, cut, "precision", round(tp / max(1, n), 3), "recall", round(tp / max(1, m), 3))
                heads[t]["threshold"] = 0.5
    heads["target"] = {"kind": "tag", "classes": ["target"]}
    some = [(x["pos"] or [], x["heads"]["validity"], g) for x, g in zip(items, got) if "validity" in x["heads"]]
    gold = sum(len(p) for p, *_ in some)
    best = (0, 0)
    for th in np.arange(-2, 3, 0.25):
        tp = n = 0
        for pos, _, g in some:
            for p in np.nonzero(g["rel"] > th)[0]:
                n += 1; tp += (int(p), 1 if g["sign"][p] > 0 else -1) in pos
        pr, re = tp / max(1, n), tp / max(1, gold)
        f = 2 * pr * re / max(1e-9, pr + re)
        print("positions", th, round(pr, 3), round(re, 3), round(f, 3))
        if pr >= 0.58 and f > best[0]:
            best = (f, th)
    heads["position"] = {"kind": "position", "classes": ["relevance", "sign"], "threshold": float(1 / (1 + np.exp(-best[1])))}
    config = {k: v for k, v in saved["config"].items() if k not in ("vocab", "propositions")}
    torch.save({"config": config, "state": renamed(net.state_dict()), "heads": heads, "propositions": saved["config"]["propositions"]}, a.out)
    print(heads)


if __name__ == "__main__":
    main()

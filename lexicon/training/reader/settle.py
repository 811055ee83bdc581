"""Fits the heads that correct.py did not teach to the vectors that it left, with the encoder as it is.

    python settle.py --base MINILM --eval ../shared/eval --lexicon lexicon --before last.pt --from turned.pt --out settled.pt

The heads for validity, certainty, spans and propositions learn what the reader before gave for coded statements, targets and pairs
(distillation), and for tone toward a target and for pairs the labels too, in equal parts.
"""
import argparse

import torch
import torch.nn.functional as F

import model as M
from correct import TAUGHT, divergence, kept, opened
from train import batches, collate, encoded_propositions, soft, span_rows


def main():
    ap = argparse.ArgumentParser()
    for k in ("base", "eval", "lexicon", "out", "from", "before"):
        ap.add_argument("--" + k, required=True)
    ap.add_argument("--epochs", type=int, default=1)
    ap.add_argument("--rate", type=float, default=4e-4)
    ap.add_argument("--room", type=int, default=3000, help="pieces a batch")
    ap.add_argument("--seed", type=int, default=6)
    a = ap.parse_args()
    rng, say, folder, tok, maker = opened(a)
    saved, old = torch.load(getattr(a, "from")), torch.load(a.before)
    net, before = (M.start(a.base, saved["config"]) for _ in range(2))
    net.load_state_dict(saved["state"]); before.load_state_dict(old["state"])
    net.eval(); before.eval()
    pids, pok = encoded_propositions(folder, tok)
    props, props0 = net.propositions(pids, pok), before.propositions(pids, pok)
    coded, others = kept(maker, folder)
    kept = [t for t in M.STATEMENT if t not in TAUGHT]
    params = [p for t in kept for p in net.statement[t].parameters()] + list(net.span.parameters()) + list(net.position.parameters())
    opt = torch.optim.AdamW(params, lr=a.rate, weight_decay=0.0)
    step, total, sums = 0, None, [0.0] * 4
    for k in range(a.epochs):
        items = [maker.example(r) for r in coded + [r for r in others if r["kind"] == "target"] + rng.sample([r for r in others if r["kind"] == "directed"], 3000)]
        some = batches(items, a.room, rng)
        total = total or a.epochs * len(some)
        for b in some:
            for g in opt.param_groups:
                g["lr"] = a.rate * min(1, (step + 1) / 10) * max(0.02, 1 - step / total)
            some_items = [items[i] for i in b]
            ids, roles, ok = collate(some_items)
            with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
                h, was = net.encode(ids, roles, ok).float(), before.encode(ids, roles, ok).float()
            loss = [torch.zeros(()) for _ in range(3)]
            rows = [i for i, x in enumerate(some_items) if x["heads"]]
            if rows:
                share = len(rows) / len(b)
                for t in kept:
                    loss[0] = loss[0] + share * divergence(net.statement[t](h[rows], roles[rows], ok[rows]), before.statement[t](was[rows], roles[rows], ok[rows]).detach())
                (rel, sign), (rel0, sign0) = net.position(h[rows], roles[rows], ok[rows], props), before.position(was[rows], roles[rows], ok[rows], props0)
                q = torch.sigmoid(rel0).detach()
                loss[1] = loss[1] + share * (F.binary_cross_entropy_with_logits(rel, q, reduction="none").sum(1).mean() + (q * (torch.tanh(sign / 2) - torch.tanh(sign0 / 2).detach()) ** 2).sum(1).mean())
            for t in M.SPAN:
                rows, weights, ys = span_rows(some_items, ok.shape[1], t)
                if rows:
                    n, rows, weights = len(set(rows)), torch.tensor(rows), torch.stack(weights)
                    z = net.span[t](h, roles, ok, rows, weights)
                    each = divergence(z, before.span[t](was, roles, ok, rows, weights).detach())
                    if t != "evaluation":
                        each = each - (F.log_softmax(z, -1) * (soft(ys, 3) * 0.96 + 0.04 / 3)).sum(-1).mean()
                    loss[2] = loss[2] + each * n / len(b)
            sum(loss).backward()
            torch.nn.utils.clip_grad_norm_(params, 1.0)
            opt.step(); opt.zero_grad(set_to_none=True)
            step += 1
            sums = [s + float(v) for s, v in zip(sums, [x.detach() for x in loss] + [1])]
            if step % 50 == 0 or step == total:
                say(f"epoch {k} step {step} of {total}: statements {sums[0] / sums[3]:.4f}, positions {sums[1] / sums[3]:.4f}, spans {sums[2] / sums[3]:.4f}")
                sums = [0.0] * 4
    torch.save({"config": saved["config"], "state": net.state_dict()}, a.out)


if __name__ == "__main__":
    main()

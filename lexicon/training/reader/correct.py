"""Teaches a trained reader the turns of turns.py, and holds it to what it made of everything else.

    python correct.py --base MINILM --eval ../shared/eval --lexicon lexicon --from last.pt --out turned.pt

Each step reads statements of turns.py and of the .tsv files, whose labels the heads for stance, outlook, sentiment and frame learn, and
windows of coded statements, targets, pairs and rated sentences. Of those the pieces must keep the vectors that the reader had for them
(mean squared distance), and the heads the probabilities (distillation: Hinton, Vinyals, Dean 2015), so that the other heads, which are
not trained, go on to mean the same. Some constructions are never shown: how often their sign comes out wrong says how far the rest carries.
"""
import argparse, random, re, time
from pathlib import Path

import torch
import torch.nn.functional as F

import model as M
from data import CUES, HERE, SOURCES, Maker, contrast, part, read
from train import batches, collate, encoded_propositions, span_rows
from turns import turns
from windows import tokenizer

NEVER_SHOWN = re.compile("no quarrel|quarrels with|condemn|nothing short|could not be better|hardly be worse|for the third month|out of the question|might have|good reason to refuse|no reason to refuse|leaves (nothing|much) to be")
AS = {"described": ["described", "characterised", "characterized", "hailed", "saw", "portrayed"]}
TAUGHT = ("stance", "outlook", "sentiment", "frame")


def dressed(rows, rng):
    """Statements with a source and a cue."""
    for r in rows:
        r["source"], r["cue"], r["after"] = rng.choice(SOURCES), rng.choice(CUES), rng.random() < 0.25
        if r["after"]:
            r["cue"] = "said"
    return rows


def framed(rng):
    """Our own statements for each frame; a line of three columns names the cue that its contents follow."""
    rows = []
    for line in open(HERE / "frames.tsv", encoding="utf-8"):
        frame, *cue, texts = line.rstrip("\n").split("\t")
        for r in dressed([{"content": t, "frame": frame} for t in texts.split("|")], rng):
            if cue:
                r["cue"], r["after"] = rng.choice(AS.get(cue[0], cue)), False
            rows.append(r)
    return rows


@torch.no_grad()
def wrong(net, items):
    """By head: how many have a label that is not neutral, and the shares that have the other sign and the right one; of frames the share that is right."""
    net.eval()
    count = {t: [0, 0, 0] for t in TAUGHT}
    for b in batches(items, 4000, random.Random(0)):
        ids, roles, ok = collate([items[i] for i in b])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            h = net.encode(ids, roles, ok).float()
        for t in TAUGHT:
            z = net.statement[t](h, roles, ok).argmax(-1)
            for k, i in enumerate(b):
                y = items[i]["heads"].get(t)
                if y is not None and (t == "frame" or y != 1):
                    count[t][0] += 1; count[t][1] += int(t != "frame" and z[k] == 2 - y); count[t][2] += int(z[k] == y)
    net.train()
    return {t: (n, round(a / max(1, n), 3), round(r / max(1, n), 3)) for t, (n, a, r) in count.items()}


def divergence(now, was):
    """Kullback-Leibler divergence of logits from those before, a mean over rows; one class: of its probability."""
    if now.shape[-1] == 1:
        now, was = (torch.cat([torch.zeros_like(z), z], -1) for z in (now, was))
    return F.kl_div(F.log_softmax(now, -1), F.log_softmax(was, -1), reduction="batchmean", log_target=True)


def apart_of_heads(net, before, some, h, g, roles, ok, props, learnt):
    """How far the heads are from what they gave before; h and g are the pieces' vectors now and then, learnt the heads and rows with labels."""
    total = 0.0
    for t in M.STATEMENT:
        rows = [k for k in range(len(some)) if (t, k) not in learnt]
        if rows:
            total = total + divergence(net.statement[t](h[rows], roles[rows], ok[rows]), before.statement[t](g[rows], roles[rows], ok[rows])) * len(rows) / len(some)
    for t in M.SPAN:
        rows, weights, _ = span_rows(some, ok.shape[1], t)
        if rows:
            rows, weights = torch.tensor(rows), torch.stack(weights)
            total = total + divergence(net.span[t](h, roles, ok, rows, weights), before.span[t](g, roles, ok, rows, weights)) * len(set(rows.tolist())) / len(some)
    (rel, sign), (rel0, sign0) = net.position(h, roles, ok, props), before.position(g, roles, ok, props)
    q = torch.sigmoid(rel0)
    total = total + (F.binary_cross_entropy_with_logits(rel, q, reduction="none") - F.binary_cross_entropy_with_logits(rel0, q, reduction="none")).sum(1).mean()
    return total + (q * (torch.tanh(sign / 2) - torch.tanh(sign0 / 2)) ** 2).sum(1).mean()


def opened(a):
    """What a stage begins with: random numbers, a log with seconds, the folder of labelled data, the tokenizer, the maker of examples."""
    torch.set_num_threads(1)
    torch.manual_seed(a.seed)
    rng, started, folder, tok = random.Random(a.seed), time.time(), Path(a.eval), tokenizer(a.base)
    say = lambda *x: print(f"{time.time() - started:6.0f}s", *x, flush=True)
    return rng, say, folder, tok, Maker(tok, folder, a.lexicon, rng)


def kept(maker, folder):
    """Coded statements of seven eighths of the train articles, and targets and pairs without the sentences that figures are made on."""
    held = {r["text"].strip() for f in ("directed_sentiment/valid", "target_sentiment/dev_rw", "target_sentiment/dev_mt") for r in read(folder / f"{f}.jsonl")}
    return [r for r in maker.coded("train") if part(r["article"], 8) != 0], maker.sets(held)


def main():
    ap = argparse.ArgumentParser()
    for k in ("base", "eval", "lexicon", "out", "from"):
        ap.add_argument("--" + k, required=True)
    ap.add_argument("--epochs", type=int, default=5)
    ap.add_argument("--rate", type=float, default=6e-5)
    ap.add_argument("--room", type=int, default=1200, help="pieces a batch, of either kind")
    ap.add_argument("--hold", type=float, default=8.0, help="weight of the distance to the vectors before")
    ap.add_argument("--distil", type=float, default=2.0, help="weight of the distance to the heads' probabilities before")
    ap.add_argument("--steps", type=int, default=0, help="stop after so many; 0 for all epochs")
    ap.add_argument("--seed", type=int, default=5)
    a = ap.parse_args()
    rng, say, folder, tok, maker = opened(a)
    saved = torch.load(getattr(a, "from"))
    net, before = (M.start(a.base, saved["config"]) for _ in range(2))
    net.load_state_dict(saved["state"])
    before.load_state_dict(saved["state"])
    before.eval()
    pids, pok = encoded_propositions(folder, tok)
    props = before.propositions(pids, pok)
    with torch.no_grad():
        pbefore = before.encode(pids, None, pok).float()

    coded, others = kept(maker, folder)
    rated = [r for r in maker.rated() if part(r["article"], 5) != 0]
    shown = lambda k: [x for x in dressed(turns(random.Random(100 + k), 3000), rng) if not NEVER_SHOWN.search(x["content"])]
    check = [maker.example(r, True) for r in maker.alone([x for x in dressed(turns(random.Random(1), 12000), rng) if NEVER_SHOWN.search(x["content"])])]
    fit = [maker.example(r, True) for r in maker.coded("train") if part(r["article"], 8) == 0]
    say("never shown", len(check), wrong(net, check), "coded, held out", wrong(net, fit))

    taught = [p for t in TAUGHT for p in net.statement[t].parameters()]
    encoder = [p for n, p in net.named_parameters() if n.startswith("layers.") and p.requires_grad]
    opt = torch.optim.AdamW([{"params": encoder, "lr": a.rate, "weight_decay": 0.0}, {"params": taught, "lr": a.rate * 4, "weight_decay": 0.0}], betas=(0.9, 0.98), eps=1e-6)
    step, total, sums = 0, None, [0.0] * 4
    for k in range(a.epochs):
        items = [maker.example(r, True) for r in maker.alone(shown(k) + contrast(rng) + framed(rng) + framed(rng))]
        teach = batches(items, a.room, rng)
        keep = [maker.example(r) for r in rng.sample(coded, min(len(coded), 16 * len(teach))) + rng.sample(others, 8 * len(teach)) + rng.sample(rated, min(len(rated), 8 * len(teach)))]
        rest = batches(keep, a.room, rng)
        total = total or a.steps or a.epochs * len(teach)
        for n, b in enumerate(teach):
            for g in opt.param_groups:
                g["lr"] = (a.rate if g["params"] is encoder else 4 * a.rate) * min(1, (step + 1) / 20) * max(0.02, 1 - step / total)
            some = [items[i] for i in b]
            ids, roles, ok = collate(some)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                h = net.encode(ids, roles, ok).float()
                with torch.no_grad():
                    was = before.encode(ids, roles, ok).float()
            dropped, loss, learnt = F.dropout(h, net.drop), 0.0, set()
            for t in TAUGHT:
                rows = [i for i, x in enumerate(some) if t in x["heads"]]
                learnt.update((t, i) for i in rows)
                if rows:
                    c = len(M.STATEMENT[t])
                    y = F.one_hot(torch.tensor([some[i]["heads"][t] for i in rows]), c) * 0.96 + 0.04 / c
                    loss = loss - (F.log_softmax(net.statement[t](dropped[rows], roles[rows], ok[rows]), -1) * y).sum() / len(some)
            # a word that turns stance may turn outlook too: only what is no sign stays where it was
            learnt.update((t, i) for t in ("stance", "outlook", "sentiment") for i, x in enumerate(some) if "stance" in x["heads"] or "outlook" in x["heads"])
            heads = 0.5 * apart_of_heads(net, before, some, h, was, roles, ok, props, learnt)
            old = [keep[i] for i in rest[n % len(rest)]]
            ids, roles, ok = collate(old)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                with torch.no_grad():
                    was = before.encode(ids, roles, ok)
                now = net.encode(ids, roles, ok)
            now, was = now.float(), was.float()
            heads = heads + apart_of_heads(net, before, old, now, was, roles, ok, props, ())
            tone = [i for i, x in enumerate(old) if "tone" in x["heads"]]
            if tone:  # ratings go on to be what the head for sentiment gives
                q = torch.softmax(net.statement["sentiment"](now[tone], roles[tone], ok[tone]), -1)
                y = torch.tensor([old[i]["heads"]["tone"] for i in tone]).clamp(-0.75, 0.75) / 0.75
                loss = loss + 4 * ((q[:, 2] - q[:, 0] - y) ** 2).mean() * len(tone) / len(old)
            apart = ((now - was) ** 2).sum(-1)[ok].mean()
            if step % 4 == 0:
                apart = apart + ((net.encode(pids, None, pok).float() - pbefore) ** 2).sum(-1)[pok].mean()
            (loss + a.hold * apart / saved["config"]["width"] + a.distil * heads).backward()
            torch.nn.utils.clip_grad_norm_(encoder + taught, 1.0)
            opt.step(); opt.zero_grad(set_to_none=True)
            step += 1
            sums = [s + float(v) for s, v in zip(sums, (loss.detach(), apart.detach(), heads.detach(), 1))]
            if step % 25 == 0:
                say(f"epoch {k} step {step} of {total}: loss {sums[0] / sums[3]:.3f}, squared distance {sums[1] / sums[3]:.3f}, divergence {sums[2] / sums[3]:.3f}")
                sums = [0.0] * 4
            if step == total:
                break
        torch.save({"config": saved["config"], "state": net.state_dict()}, a.out)
        say("never shown", wrong(net, check), "coded, held out", wrong(net, fit))
        if step == total:
            break


if __name__ == "__main__":
    main()

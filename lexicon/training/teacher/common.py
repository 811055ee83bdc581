"""What the teacher's scripts share: marking the two in a text, the encoder, batches."""
import json
import random
from pathlib import Path

import torch
from torch import nn
from transformers import BertModel, PreTrainedTokenizerFast

# Unused words of the vocabulary mark who is meant: A the source, B the target, S
# what was said; ANON stands for a name that is hidden.
A0, A1, B0, B1, ANON, S0, S1 = (f"[unused{i}]" for i in range(1, 8))
DIRECTED = ["neutral", "positive_a_to_b", "negative_a_to_b", "positive_b_to_a", "negative_b_to_a"]
SWAPPED = [0, 3, 4, 1, 2]  # where a label of DIRECTED stands once A and B have changed places
TARGET = ["negative", "neutral", "positive"]


def read(path):
    with open(path) as f:
        return [json.loads(line) for line in f]


def tokenizer(folder):
    t = PreTrainedTokenizerFast.from_pretrained(folder)
    t.add_special_tokens({"additional_special_tokens": [A0, A1, B0, B1, ANON, S0, S1]})
    return t


def mark(text, a, b, hide):
    """Puts marks around the spans a and b (None for none); hide takes their names away."""
    spans = []
    if a and a[1] > a[0]:
        spans.append((*a, A0, A1))
    if b and b[1] > b[0] and not (spans and a[0] < b[1] and b[0] < a[1]):
        spans.append((*b, B0, B1))
    for start, end, before, after in sorted(spans, reverse=True):
        words = ANON if hide else text[start:end]
        text = f"{text[:start]} {before} {words} {after} {text[end:]}"
    return text


def encode(tok, text, longest=96):
    """Numbers of the words, and the places of the marks A0, B0 and S0 (0 for none)."""
    ids = tok(text)["input_ids"]
    marks = tok.convert_tokens_to_ids([A0, B0, S0])
    if len(ids) > longest:  # keep what stands about the marks
        at = [i for i, t in enumerate(ids) if t in marks] or [0]
        start = max(1, min(min(at) - 8, (min(at) + max(at)) // 2 - longest // 2))
        start = max(1, min(start, len(ids) - longest + 1))
        ids = (ids[:1] + ids[start:start + longest - 2] + ids[-1:])[:longest]
    return ids, *(ids.index(m) if m in ids else 0 for m in marks)


def collate(items):
    longest = max(len(x[0]) for x in items)
    ids = torch.zeros(len(items), longest, dtype=torch.long)
    seen = torch.zeros_like(ids)
    for i, x in enumerate(items):
        ids[i, :len(x[0])] = torch.tensor(x[0])
        seen[i, :len(x[0])] = 1
    return ids, seen, *(torch.tensor([x[k] for x in items]) for k in (1, 2, 3))


def batches(encoded, size, rng=None):
    """Batches of alike length, shuffled where there is an rng."""
    order = list(range(len(encoded)))
    if rng is None:
        order.sort(key=lambda i: len(encoded[i][0]))
        return [order[k:k + size] for k in range(0, len(order), size)]
    rng.shuffle(order)
    out = []
    for k in range(0, len(order), size * 50):
        part = sorted(order[k:k + size * 50], key=lambda i: len(encoded[i][0]))
        some = [part[j:j + size] for j in range(0, len(part), size)]
        rng.shuffle(some)
        out += some
    return out


class Encoder(nn.Module):
    """A BERT whose lowest layers stay as they were."""

    def __init__(self, folder, frozen=4):
        super().__init__()
        self.bert = BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation="sdpa")
        self.drop = nn.Dropout(0.1)
        self.size = self.bert.config.hidden_size
        for part in [self.bert.embeddings, *self.bert.encoder.layer[:frozen]]:
            for p in part.parameters():
                p.requires_grad = False

    def forward(self, ids, seen, *places):
        h = self.bert(input_ids=ids, attention_mask=seen).last_hidden_state
        rows = torch.arange(len(ids))
        return [self.drop(h[:, 0])] + [self.drop(h[rows, at]) for at in places]


def head(inputs, hidden, classes):
    return nn.Sequential(nn.Linear(inputs, hidden), nn.Tanh(), nn.Dropout(0.1), nn.Linear(hidden, classes))


class PairTeacher(nn.Module):
    """What A and B hold of one another (5), and the tone toward B (3)."""

    def __init__(self, folder):
        super().__init__()
        self.encoder = Encoder(folder)
        n = self.encoder.size
        self.directed, self.target = head(3 * n, n, 5), head(2 * n, n, 3)

    def forward(self, ids, seen, a, b, _):
        c, a, b = self.encoder(ids, seen, a, b)
        return self.directed(torch.cat([c, a, b], 1)).float(), self.target(torch.cat([c, b], 1)).float()


HEADS = [("stance", 3), ("outlook", 3), ("certainty", 2), ("frame", 13)]


class StatementTeacher(nn.Module):
    """Stance, outlook, certainty and frame of a statement."""

    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder
        self.head = head(4 * encoder.size, encoder.size, sum(n for _, n in HEADS))

    def forward(self, ids, seen, a, b, s):
        return self.head(torch.cat(self.encoder(ids, seen, a, b, s), 1)).float().split([n for _, n in HEADS], 1)


def optimizer(model, rate, times, steps, warm=0.06):
    """AdamW; the heads learn so many times faster. The rate rises, then falls in a line."""
    body = [p for n, p in model.named_parameters() if p.requires_grad and ".bert." in n]
    heads = [p for n, p in model.named_parameters() if p.requires_grad and ".bert." not in n]
    opt = torch.optim.AdamW([{"params": body, "lr": rate}, {"params": heads, "lr": rate * times}], weight_decay=0.01)
    line = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min(1, (s + 1) / (steps * warm)) * max(0.02, 1 - s / steps))
    return opt, line, body + heads


def probabilities(model, tok, texts, longest=96, size=48):
    """What the model gives for texts: one tensor of probabilities a head."""
    model.eval()
    encoded = [encode(tok, t, longest) for t in texts]
    out = None
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for b in batches(encoded, size):
            got = [z.softmax(-1).float() for z in model(*collate([encoded[i] for i in b]))]
            if out is None:
                out = [torch.zeros(len(encoded), z.shape[1]) for z in got]
            for o, z in zip(out, got):
                o[b] = z
    model.train()
    return out


def figures(gold, given, classes):
    """Macro-F1 over the labels that the gold has, and accuracy."""
    f1 = []
    for c in range(classes):
        hit = sum(g == c == p for g, p in zip(gold, given))
        if c in gold:
            f1.append(2 * hit / (gold.count(c) + given.count(c)))
    return round(sum(f1) / len(f1), 3), round(sum(g == p for g, p in zip(gold, given)) / len(gold), 3)

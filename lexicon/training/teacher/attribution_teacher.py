"""A transformer that tags source, cue and content, to teach the linear model with.

    python attribution_teacher.py train --checkpoint DIR --gold train.jsonl --out teacher.pt [--hold 4] [--seed 1]
    python attribution_teacher.py label --teacher a.pt --teacher b.pt --corpus DIR --texts corpus/a.jsonl:2 --out silver.jsonl.gz
    python attribution_teacher.py score --teacher a.pt --gold dev.jsonl [--hold 4]

A BERT checkpoint with one more input embedding (case of the word, in quotation marks or not) and a linear-chain
conditional random field over the words of a paragraph; it reads windows of 192 word pieces. Several teachers are
joined by the mean of their scores.
"""
import argparse, gzip, json, time
import numpy as np, torch
from tokenizers import Tokenizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from transformers import BertConfig, BertModel

LABELS = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"]
KINDS = ["source", "cue", "content"]
WINDOW, BREAK, FEATURES = 192, 1, 12  # BREAK is [unused0]: the end of a paragraph
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
torch.set_num_threads(1)


def allowed():
    ok = torch.ones(7, 7, dtype=torch.bool)
    for kind in range(3):
        inside = 2 * kind + 2
        ok[:, inside] = False
        ok[inside - 1, inside] = ok[inside, inside] = True
    return ok


# ---- articles -----------------------------------------------------------------------------------------------

def read(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def case(word):
    if not word[0].isalpha():
        return 0
    if word.islower():
        return 1
    if word.isupper():
        return 2 if len(word) > 1 else 3
    return 4 if word[0].isupper() and word[1:].islower() else 5


def encode(tok, text):
    """Words of a text: spans, pieces of each, feature of each, paragraph of each (-1 for a break)."""
    spans, features, paragraph, p, quoted, last = [], [], [], 0, 0, 0
    for w, (s, e) in BertPreTokenizer().pre_tokenize_str(text):
        if "\n" in text[last:s] and spans:
            spans.append((s, s)); features.append(0); paragraph.append(-1)
            p, quoted = p + 1, 0
        if w in "“«" or w == '"' and not quoted:
            quoted = 1
        spans.append((s, e)); features.append(case(w) * 2 + quoted); paragraph.append(p)
        if w in "”»" or w == '"' and quoted and features[-1] & 1 and len(features) > 1 and features[-2] & 1:
            quoted = 0
        last = e
    pieces = [[BREAK] if q < 0 else x for q, x in zip(paragraph, pieces_of(tok, text, spans))]
    return {"spans": spans, "pieces": pieces, "features": features, "paragraph": paragraph}


def pieces_of(tok, text, spans):
    out = []
    for s, e in spans:
        ids = tok.encode(text[s:e], add_special_tokens=False).ids if e > s else [BREAK]
        out.append(ids[:8] or [100])
    return out


def gold_labels(a, attributions):
    starts = np.array([s for s, _ in a["spans"]]); ends = np.array([e for _, e in a["spans"]])
    y = np.zeros(len(starts), dtype=np.int64)
    for kind in (2, 0, 1):
        for x in attributions:
            for s, e in x[KINDS[kind]]:
                ws = np.nonzero((starts < e) & (ends > s) & (ends > starts))[0]
                if len(ws):
                    y[ws] = 2 * kind + 2
                    y[ws[0]] = 2 * kind + 1
    ok, last = allowed().numpy(), 0
    for i in range(len(y)):
        if not ok[last, y[i]]:
            y[i] -= 1
        last = 0 if a["paragraph"][i] < 0 or i + 1 < len(y) and a["paragraph"][i + 1] < 0 else y[i]
    return y


# ---- windows ------------------------------------------------------------------------------------------------

def windows(a, first):
    """Cuts of an article's words into windows that end at paragraphs where they can; the first has first pieces."""
    n, lens, out, i, room = len(a["pieces"]), [len(p) for p in a["pieces"]], [], 0, first
    while i < n:
        j, used, stop = i, 0, -1
        while j < n and used + lens[j] <= room:
            used += lens[j]
            if a["paragraph"][j] < 0:
                stop = j + 1
            j += 1
        if j < n and stop > i:
            j = stop
        out.append((i, j)); i, room = max(j, i + 1), WINDOW
    return out


def batch(items):
    """items: (article, from, to). Gives the model's tensors and where each word's first piece is."""
    rows = []
    for a, i, j in items:
        ids, feats, at = [101], [0], []
        for w in range(i, j):
            at.append(len(ids))
            ids += a["pieces"][w]; feats += [a["features"][w]] * len(a["pieces"][w])
        rows.append((ids + [102], feats + [0], at))
    n = max(len(r[0]) for r in rows)
    n = (n + 31) // 32 * 32
    ids = torch.zeros(len(rows), n, dtype=torch.long); feats = torch.zeros_like(ids); mask = torch.zeros_like(ids)
    for k, (x, f, _) in enumerate(rows):
        ids[k, :len(x)] = torch.tensor(x); feats[k, :len(f)] = torch.tensor(f); mask[k, :len(x)] = 1
    flat = torch.tensor([k * n + p for k, r in enumerate(rows) for p in r[2]])
    return ids.to(DEVICE), feats.to(DEVICE), mask.to(DEVICE), flat.to(DEVICE)


def chains(items):
    """Paragraphs of a batch as a padded matrix of word numbers (in the batch's order), -1 for padding."""
    rows, n = [], 0
    for a, i, j in items:
        p = np.array(a["paragraph"][i:j])
        for q in np.unique(p[p >= 0]):
            rows.append(np.nonzero(p == q)[0] + n)
        n += j - i
    m = np.full((len(rows), max(len(r) for r in rows)), -1)
    for k, r in enumerate(rows):
        m[k, :len(r)] = r
    return torch.from_numpy(m).to(DEVICE)


# ---- model --------------------------------------------------------------------------------------------------

class Teacher(torch.nn.Module):
    def __init__(self, config):
        super().__init__()
        self.bert = BertModel(config, add_pooling_layer=False)
        self.features = torch.nn.Embedding(FEATURES, config.hidden_size)
        torch.nn.init.normal_(self.features.weight, std=0.01)
        self.drop = torch.nn.Dropout(0.1)
        self.head = torch.nn.Linear(config.hidden_size, 7)
        self.trans = torch.nn.Parameter(torch.zeros(7, 7))
        self.start = torch.nn.Parameter(torch.zeros(7))

    def forward(self, ids, feats, mask, flat):
        x = self.bert.embeddings.word_embeddings(ids) + self.features(feats)
        h = self.bert(inputs_embeds=x, attention_mask=mask).last_hidden_state
        return self.head(self.drop(h.reshape(-1, h.shape[-1])[flat]))

    def transitions(self):
        return self.trans.masked_fill(~allowed().to(self.trans.device), -1e4), \
            self.start.masked_fill(~allowed()[0].to(self.start.device), -1e4)


def loss_of(scores, rows, gold, trans, start):
    """Negative log likelihood of the gold labels of padded chains, by the forward algorithm."""
    mask = rows >= 0
    e = scores[rows.clamp(min=0)]
    y = gold[rows.clamp(min=0)]
    right = start[y[:, 0]] + e.gather(2, y.unsqueeze(2)).squeeze(2).masked_fill(~mask, 0).sum(1)
    right = right + (trans[y[:, :-1], y[:, 1:]] * mask[:, 1:]).sum(1)
    alpha = start + e[:, 0]
    for t in range(1, e.shape[1]):
        new = torch.logsumexp(alpha.unsqueeze(2) + trans, 1) + e[:, t]
        alpha = torch.where(mask[:, t:t + 1], new, alpha)
    return (torch.logsumexp(alpha, 1) - right).sum()


def decode(scores, rows, trans, start):
    """Best labels and marginals of the words: [words], [words, 7]."""
    mask = rows >= 0
    e = scores[rows.clamp(min=0)]
    n, length = mask.shape
    best, back, alpha, alphas = start + e[:, 0], [], start + e[:, 0], [start + e[:, 0]]
    for t in range(1, length):
        top, arg = (best.unsqueeze(2) + trans).max(1)
        best = torch.where(mask[:, t:t + 1], top + e[:, t], best); back.append(arg)
        alpha = torch.logsumexp(alpha.unsqueeze(2) + trans, 1) + e[:, t]; alphas.append(alpha)
    labels = torch.zeros(len(scores), dtype=torch.long, device=scores.device)
    marginals = torch.zeros(len(scores), 7, device=scores.device)
    y, beta = best.argmax(1), torch.zeros(n, 7, device=scores.device)
    for t in range(length - 1, -1, -1):
        m = mask[:, t]
        labels[rows[m, t]] = y[m]
        marginals[rows[m, t]] = torch.softmax(alphas[t] + beta, 1)[m]
        if t:
            beta = torch.where(m.unsqueeze(1), torch.logsumexp(trans + (e[:, t] + beta).unsqueeze(1), 2), beta)
            y = torch.where(m, back[t - 1].gather(1, y.unsqueeze(1)).squeeze(1), y)
    return labels, marginals


# ---- training -----------------------------------------------------------------------------------------------

def load_checkpoint(path):
    config = BertConfig.from_pretrained(path)
    config._attn_implementation = "eager"
    config.attention_probs_dropout_prob = config.hidden_dropout_prob = 0.0  # half of the time on a CPU
    m = Teacher(config)
    m.bert.embeddings.word_embeddings.weight.requires_grad = False
    weights = load_weights(path)
    weights = {k.removeprefix("bert."): v for k, v in weights.items()}
    missing, _ = m.bert.load_state_dict(weights, strict=False)
    assert not [k for k in missing if "position_ids" not in k], missing
    return m, config


def load_weights(path):
    try:
        packed = np.load(path + "/model_int8.npz")
    except FileNotFoundError:
        from safetensors.torch import load_file
        return load_file(path + "/model.safetensors")
    out = {}
    for k in packed.files:
        if k.endswith("|scale"):
            continue
        x = packed[k].astype(np.float32)
        out[k] = torch.from_numpy(x * packed[k + "|scale"].astype(np.float32)[:, None] if k + "|scale" in packed.files else x)
    return out


def train(o):
    torch.manual_seed(o.seed); rng = np.random.default_rng(o.seed)
    tok = Tokenizer.from_file(o.checkpoint + "/tokenizer.json"); tok.no_truncation(); tok.no_padding()
    articles = []
    for path in o.gold:
        for n, x in enumerate(read(path)):
            if o.hold and n % o.hold == 0 and path == o.gold[0]:
                continue
            a = encode(tok, x["text"]); a["gold"] = gold_labels(a, x["attributions"])
            articles.append(a)
    articles = articles[:o.limit] if o.limit else articles
    m, config = load_checkpoint(o.checkpoint)
    m.to(DEVICE).train()
    slow = [p for n, p in m.named_parameters() if n.startswith("bert.") and p.requires_grad]
    fast = [p for n, p in m.named_parameters() if not n.startswith("bert.")]
    opt = torch.optim.AdamW([{"params": slow, "lr": o.rate, "weight_decay": 0.01}, {"params": fast, "lr": o.rate * 10, "weight_decay": 0.0}], fused=True)
    base = [g["lr"] for g in opt.param_groups]
    total, step, t0 = None, 0, time.time()
    for epoch in range(o.epochs):
        items = [(a, i, j) for a in articles for i, j in windows(a, int(rng.integers(80, WINDOW)))]
        rng.shuffle(items)
        batches = [items[k:k + o.batch] for k in range(0, len(items), o.batch)]
        total = total or len(batches) * o.epochs
        sum_loss = 0.0
        for b in batches:
            at = min(step / (0.1 * total), max(0.02, (total - step) / (0.9 * total)))
            for g, lr in zip(opt.param_groups, base):
                g["lr"] = lr * at
            step += 1
            with torch.autocast(DEVICE, dtype=torch.bfloat16):
                scores = m(*batch(b))
            gold = torch.from_numpy(np.concatenate([a["gold"][i:j] for a, i, j in b])).to(DEVICE)
            loss = loss_of(scores.float(), chains(b), gold, *m.transitions()) / len(b)
            opt.zero_grad(); loss.backward()
            torch.nn.utils.clip_grad_norm_(m.parameters(), 5.0)
            opt.step()
            sum_loss += loss.detach()
            if step % 50 == 0:
                print(f"step {step} of {total}: loss {float(loss.detach()):.2f}, {time.time() - t0:.0f} s", flush=True)
        print(f"epoch {epoch + 1}: loss {float(sum_loss) / len(batches):.3f}, {time.time() - t0:.0f} s", flush=True)
        if o.hold and epoch + 1 < o.epochs:
            score(o, [m.eval()], tok, 40)
            m.train()
    torch.save({"config": config.to_dict(), "weights": {k: v.half().cpu() for k, v in m.state_dict().items()}}, o.out)
    if o.hold:
        score(o, [m.eval()], tok)


def load_teachers(paths):
    out = []
    for p in paths:
        x = torch.load(p, map_location="cpu", weights_only=True)
        config = BertConfig(**x["config"]); config._attn_implementation = "sdpa"
        m = Teacher(config); m.load_state_dict({k: v.float() for k, v in x["weights"].items()}); out.append(m.to(DEVICE).eval())
    return out


@torch.no_grad()
def tag(teachers, articles, size=96):
    """Labels and marginals of each article's words, from the mean of the teachers' scores."""
    items = [(n, w) for n, a in enumerate(articles) for w in windows(a, WINDOW)]
    items.sort(key=lambda x: -(x[1][1] - x[1][0]))
    scores = [torch.zeros(len(a["spans"]), 7) for a in articles]
    for k in range(0, len(items), size):
        part = items[k:k + size]
        b = [(articles[n], i, j) for n, (i, j) in part]
        inputs, sum_scores = batch(b), 0
        for m in teachers:
            with torch.autocast(DEVICE, dtype=torch.bfloat16):
                sum_scores = sum_scores + m(*inputs).float()
        sum_scores, at = (sum_scores / len(teachers)).cpu(), 0
        for n, (i, j) in part:
            scores[n][i:j] = sum_scores[at:at + j - i]
            at += j - i
    trans = sum(m.transitions()[0] for m in teachers) / len(teachers)
    start = sum(m.transitions()[1] for m in teachers) / len(teachers)
    labels, marginals = [None] * len(articles), [None] * len(articles)
    order = sorted(range(len(articles)), key=lambda n: len(articles[n]["spans"]))
    for k in range(0, len(order), 64):
        part = order[k:k + 64]
        rows = chains([(articles[n], 0, len(articles[n]["spans"])) for n in part])
        y, p = decode(torch.cat([scores[n] for n in part]).to(DEVICE), rows, trans, start)
        y, p, at = y.cpu().numpy(), p.cpu().numpy(), 0
        for n in part:
            size_n = len(articles[n]["spans"])
            labels[n], marginals[n] = y[at:at + size_n], p[at:at + size_n]
            at += size_n
    return labels, marginals


def spans_of(a, labels):
    """Spans by kind: (first, last, from word, to word) with offsets in characters."""
    out, i = [[], [], []], 0
    while i < len(labels):
        if labels[i] % 2 == 1:
            j = i + 1
            while j < len(labels) and labels[j] == labels[i] + 1:
                j += 1
            out[labels[i] // 2].append((a["spans"][i][0], a["spans"][j - 1][1], i, j))
            i = j
        else:
            i += 1
    return out


def score(o, teachers=None, tok=None, most=None):
    tok = tok or Tokenizer.from_file(o.checkpoint + "/tokenizer.json")
    tok.no_truncation(); tok.no_padding()
    teachers = teachers or load_teachers(o.teacher)
    gold = [x for n, x in enumerate(read(o.gold[0])) if not o.hold or n % o.hold == 0][:most]
    articles = [encode(tok, x["text"]) for x in gold]
    labels, marginals = tag(teachers, articles)
    exact, token = np.zeros((3, 3)), np.zeros((3, 3))
    for x, a, y in zip(gold, articles, labels):
        found, g = spans_of(a, y), gold_labels(a, x["attributions"])
        for k in range(3):
            want = {(s, e) for r in x["attributions"] for s, e in r[KINDS[k]]}
            have = {f[:2] for f in found[k]}
            exact[k] += len(want & have), len(have), len(want)
            both = (((y + 1) // 2 == k + 1) & ((g + 1) // 2 == k + 1)).sum()
            token[k] += both, ((y + 1) // 2 == k + 1).sum(), ((g + 1) // 2 == k + 1).sum()
    f1 = lambda m: " / ".join(f"{2 * a / (b + c):.4f}" for a, b, c in m)
    print(f"exact source/cue/content {f1(exact)}   token {f1(token)}", flush=True)


def label(o):
    """Writes what the teachers find as figures: for each article gaps, lengths and kinds of spans, and the words whose
    label has a probability below --sure. NAME:4 takes every fourth article of a file, NAME:4+1 so
    from its second."""
    tok = Tokenizer.from_file(o.checkpoint + "/tokenizer.json"); tok.no_truncation(); tok.no_padding()
    teachers, records = load_teachers(o.teacher), []
    for name in o.texts:
        name, _, every = name.partition(":")
        every, _, first = every.partition("+")
        texts = read(f"{o.corpus}/{name}")[int(first or 0)::int(every or 1)]
        for k in range(0, len(texts), 50):
            part = texts[k:k + 50]
            articles = [encode(tok, x["text"]) for x in part]
            for x, a, y, p in zip(part, articles, *tag(teachers, articles, 32)):
                records.append({"file": name, "id": x["id"], **figures(a, y, p, o.sure)})
            print(name, k + len(part), flush=True)
        with open(o.out, "wb") as f, gzip.GzipFile("", "wb", 9, f, 0) as z:  # no name and time: the same bytes
            z.write("".join(json.dumps(r, separators=(",", ":")) + "\n" for r in records).encode())


def figures(a, labels, marginals, sure):
    found = sorted((s, e, kind) for kind, spans in enumerate(spans_of(a, labels)) for s, e, _, _ in spans)
    top, unsure = marginals[np.arange(len(labels)), labels], []
    for i in np.nonzero(top < sure)[0]:
        s, e = a["spans"][i]
        if unsure and a["spans"][i - 1][1] == unsure[-1][1]:
            unsure[-1] = (unsure[-1][0], e)
        elif e > s:
            unsure.append((s, e))
    spans, at = [], 0
    for s, e, kind in found:
        spans += [s - at, e - s, kind]; at = e
    gaps, at = [], 0
    for s, e in unsure:
        gaps += [s - at, e - s]; at = e
    return {"spans": spans, "unsure": gaps}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("what", choices=["train", "label", "score"])
    p.add_argument("--checkpoint"), p.add_argument("--out"), p.add_argument("--corpus")
    for many in ("--gold", "--texts", "--teacher"):
        p.add_argument(many, action="append", default=[])
    for name, value in (("--hold", 0), ("--limit", 0), ("--epochs", 3), ("--batch", 8), ("--seed", 1)):
        p.add_argument(name, type=int, default=value)
    p.add_argument("--rate", type=float, default=2e-4)
    p.add_argument("--sure", type=float, default=0.7)
    o = p.parse_args()
    globals()[o.what](o)


if __name__ == "__main__":
    main()

"""Fine-tunes one teacher of tone a part of the rated sentences, each on the others.

    python tone.py CHECKPOINT ../shared/eval tone.pt [pairs.pt]

Teacher k has seen no sentence whose article is in part k, so that a model which learns from
it can be cross-validated on that part. It starts from the checkpoint, or from the teacher of pairs.
"""
import sys
import zlib

import torch.nn.functional as F

from common import *

PARTS, EPOCHS, SIZE, RATE = 3, 3, 16, 1e-4
SPREAD = 3  # the ratings lie about 0 so closely that they are learnt as so many times themselves


class ToneTeacher(nn.Module):
    """The tone of a text, times SPREAD."""

    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder
        self.head = head(2 * encoder.size, encoder.size, 1)

    def forward(self, ids, seen, *_):
        h = self.encoder.bert(input_ids=ids, attention_mask=seen).last_hidden_state
        mean = (h * seen.unsqueeze(-1)).sum(1) / seen.sum(1, keepdim=True)
        return self.head(torch.cat([self.encoder.drop(h[:, 0]), self.encoder.drop(mean)], 1)).float().squeeze(1)


def part(r):
    return zlib.crc32(r["id"].rsplit("_", 1)[0].encode()) % PARTS


def tones(model, tok, texts):
    """The tone of each text, -1 to 1."""
    model.eval()
    encoded, out = [encode(tok, t) for t in texts], torch.zeros(len(texts))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for b in batches(encoded, 48):
            out[b] = model(*collate([encoded[i] for i in b])) / SPREAD
    model.train()
    return out.clamp(-1, 1).tolist()


def train(folder, tok, rows, pairs, seed):
    torch.manual_seed(seed)
    rng = random.Random(seed)
    encoder = Encoder(folder)
    if pairs:
        base = PairTeacher(folder)
        base.load_state_dict(torch.load(pairs))
        encoder = base.encoder
    model = ToneTeacher(encoder)
    opt, line, params = optimizer(model, RATE, 10, EPOCHS * ((len(rows) + SIZE - 1) // SIZE), 0.1)
    model.train()
    encoded = [encode(tok, r["text"]) for r in rows]
    for _ in range(EPOCHS):
        for b in batches(encoded, SIZE, rng):
            y = torch.tensor([rows[i]["sentiment"] for i in b])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                z = model(*collate([encoded[i] for i in b]))
            F.mse_loss(z, SPREAD * y).backward()
            torch.nn.utils.clip_grad_norm_(params, 1.0)
            opt.step()
            line.step()
            opt.zero_grad()
    return model


def main(folder, data, out, pairs=None):
    torch.set_num_threads(1)
    tok, rows = tokenizer(folder), read(Path(data) / "sentiment/nyt_dev.jsonl")
    states, given, rated = [], [], []
    for k in range(PARTS):
        model = train(folder, tok, [r for r in rows if part(r) != k], pairs, k)
        states.append(model.state_dict())
        left = [r for r in rows if part(r) == k]
        given += tones(model, tok, [r["text"] for r in left])
        rated += [r["sentiment"] for r in left]
        print("part", k, flush=True)
    torch.save(states, out)
    print("r", round(float(torch.corrcoef(torch.tensor([given, rated]))[0, 1]), 3))


if __name__ == "__main__":
    main(*sys.argv[1:])

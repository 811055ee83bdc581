"""Writes a trained checkpoint of the reader as the file that the program reads.

    python export.py --checkpoint reader.pt --vocab vocab.txt --out reader.bin
    python export.py --raw MINILM_FOLDER --out fixture.bin     # an untrained encoder, random heads

A checkpoint is a torch.save of {"config", "state", "heads", "propositions"}: the
tensors in float32 by their names in the file. The format is described in
analysis/reader/file.go.
"""

import argparse
import hashlib
import json
import os
import struct

import numpy as np
import torch
import zstandard

MAGIC = b"READOUT-READER\n"
VERSION = 1
ALIGN = 64
FRAMES = (
    "progress cooperation caution obstacle exclusion threat blame demand denial principle interest plan description"
).split()


# What hides names from the encoder (windows.py): pieces of the vocabulary that BERT left unused.
HIDDEN = {
    "first": 2, "kinds": 24, "party": 30,
    "parties": ["Republican", "Republicans", "Democrat", "Democrats", "Democratic", "GOP", "Tory", "Tories"],
}


def file_name(name):
    """The name in the file of a tensor of model.Reader."""
    for ours, theirs in (
        ("layers.", "layer."), ("statement.", "head."), ("span.", "head."), ("tag.", "head.target."), ("word.", "emb.word."),
        ("pos.", "emb.pos."), ("ln.", "emb.ln."),
    ):
        if name.startswith(ours):
            name = theirs + name.removeprefix(ours)
            break
    if name == "token_type":
        return "emb.type"
    for ours, theirs in ((".weight", ".w"), (".bias", ".b")):
        if name.endswith(ours):
            name = name.removesuffix(ours) + theirs
    return name.removesuffix(".w") if name in ("emb.word.w", "emb.pos.w") else name


def quantised(name):
    """Weights of the encoder's linear layers and the word embedding are int8."""
    return name == "emb.word" or (name.startswith("layer.") and name.endswith(".w") and ".ln" not in name)


def tensors_of(state, vocab):
    """The tensors as (name, dtype, shape, bytes, name of the scale)."""
    for name in sorted(state):
        t = state[name].detach().float().cpu().contiguous().numpy()
        if quantised(name):
            scale = np.abs(t).max(axis=1) / np.float32(127)
            scale[scale == 0] = 1
            q = np.clip(np.rint(t / scale[:, None]), -127, 127).astype(np.int8)
            yield name, "i8", list(t.shape), q.tobytes(), name + ".scale"
            yield name + ".scale", "f32", [t.shape[0]], scale.astype("<f4").tobytes(), ""
        else:
            yield name, "f32", list(t.shape), t.astype("<f4").tobytes(), ""
    yield "vocab", "u8", [len(vocab)], vocab, ""


def write(path, config, state, heads, propositions, vocab, compress=True):
    entries, blobs, offset = [], [], 0
    for name, dtype, shape, data, scale in tensors_of(state, vocab):
        offset = -(-offset // ALIGN) * ALIGN
        entries.append({"name": name, "dtype": dtype, "shape": shape, "offset": offset, "bytes": len(data)})
        if scale:
            entries[-1]["scale"] = scale
        blobs.append((offset, data))
        offset += len(data)
    header = json.dumps(
        {
            "version": VERSION,
            "vocab_sha256": hashlib.sha256(vocab).hexdigest(),
            "config": config,
            "heads": heads,
            "propositions": propositions,
            "hidden": HIDDEN,
            "tensors": entries,
        },
        sort_keys=True,
        separators=(",", ":"),
    ).encode()
    out = bytearray(MAGIC + struct.pack("<I", len(header)) + header)
    out += bytes(-len(out) % ALIGN)  # offsets count from here
    start = len(out)
    for at, data in blobs:
        out += bytes(start + at - len(out))
        out += data
    out += hashlib.sha256(bytes(out)).digest()
    plain = len(out)
    if compress:
        packed = zstandard.ZstdCompressor(level=19).compress(bytes(out))
        if len(packed) < plain:
            out = packed
    with open(path, "wb") as f:
        f.write(out)
    print(f"{path}: {len(entries)} tensors, {plain} bytes, {len(out)} in the file")


def raw(folder, seed):
    """An encoder as it comes in its package, with random heads: to test the program with."""
    from safetensors.torch import load_file

    bert = load_file(os.path.join(folder, "model.safetensors"))
    bert = {k.removeprefix("bert."): v for k, v in bert.items()}
    state = {
        "emb.word": bert["embeddings.word_embeddings.weight"],
        "emb.pos": bert["embeddings.position_embeddings.weight"],
        "emb.type": bert["embeddings.token_type_embeddings.weight"][0],
        "emb.ln.w": bert["embeddings.LayerNorm.weight"],
        "emb.ln.b": bert["embeddings.LayerNorm.bias"],
    }
    names = {
        "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
        "o": "attention.output.dense", "ln1": "attention.output.LayerNorm",
        "up": "intermediate.dense", "down": "output.dense", "ln2": "output.LayerNorm",
    }
    layers = 1 + max(int(k.split(".")[2]) for k in bert if k.startswith("encoder.layer."))
    for n in range(layers):
        for short, long in names.items():
            for kind, suffix in (("w", "weight"), ("b", "bias")):
                state[f"layer.{n}.{short}.{kind}"] = bert[f"encoder.layer.{n}.{long}.{suffix}"]
    width = state["emb.pos"].shape[1]
    config = {
        "layers": layers, "width": width, "attention_heads": width // 32, "ffn": state["layer.0.up.w"].shape[0],
        "positions": state["emb.pos"].shape[0], "inject": min(2, layers - 1), "max_pieces": 128, "title_pieces": 20,
    }
    propositions = ["talks-useful", "leaders-meet"]
    heads = random_heads(state, width, len(propositions), seed)
    return config, state, heads, propositions


def raw_heads():
    """The heads and their classes."""
    three = ["negative", "neutral", "positive"]
    statement = {
        "validity": ["statement"], "stance": ["against", "neutral", "favor"],
        "outlook": ["skeptical", "neutral", "optimistic"], "sentiment": three,
        "certainty": ["hedged", "plain"], "frame": FRAMES,
    }
    spans = {"evaluation": ["negative", "none", "positive"], "target_tone": three, "directed": three}
    return {
        **{name: {"kind": "statement", "classes": classes} for name, classes in statement.items()},
        **{name: {"kind": "span", "classes": classes} for name, classes in spans.items()},
        "target": {"kind": "tag", "classes": ["target"]},
        "position": {"kind": "position", "classes": ["relevance", "sign"]},
    }


def random_heads(state, width, propositions, seed):
    g = torch.Generator().manual_seed(seed)

    def normal(*shape, scale=0.05):
        return torch.randn(*shape, generator=g) * scale

    state["role"] = normal(6, width, scale=0.02)
    heads = raw_heads()
    for name, head in heads.items():
        n = len(head["classes"])
        if head["kind"] in ("statement", "span"):
            state[f"head.{name}.r"] = normal(6, scale=1)
            state[f"head.{name}.V"] = normal(n, width)
            state[f"head.{name}.b"] = normal(n)
        if head["kind"] == "statement":
            state[f"head.{name}.k"] = normal(width)
        if head["kind"] == "span":
            state[f"head.{name}.Q"] = normal(64, width)
            state[f"head.{name}.K"] = normal(64, width)
            state[f"head.{name}.U"] = normal(n, width)
    state["head.target.w"] = normal(width)
    state["head.target.b"] = normal(1)
    for name in "AB":
        state[f"position.{name}"] = normal(width, width, scale=0.02)
    for name in "df":
        state[f"position.{name}"] = normal(propositions, width, scale=0.02)
    for name in ("kr", "ks"):
        state[f"position.{name}"] = normal(width)
    for name in ("rr", "rs"):
        state[f"position.{name}"] = normal(6, scale=1)
    for name in ("br", "bs"):
        state[f"position.{name}"] = normal(1)
    return heads


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--checkpoint")
    p.add_argument("--raw")
    p.add_argument("--vocab", help="vocab.txt; by default the one of --raw")
    p.add_argument("--out", required=True)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--plain", action="store_true", help="do not compress")
    a = p.parse_args()
    if a.checkpoint:
        c = torch.load(a.checkpoint, map_location="cpu", weights_only=True)
        state = {file_name(k): v for k, v in c["state"].items()}
        config, heads = c["config"], c.get("heads", {})
        propositions = c.get("propositions") or config["propositions"]
        config = {k: v for k, v in config.items() if k not in ("propositions", "vocab")}
        for name, head in raw_heads().items():  # a checkpoint that was not calibrated has none
            heads.setdefault(name, head)
    else:
        config, state, heads, propositions = raw(a.raw, a.seed)
    with open(a.vocab or os.path.join(a.raw, "vocab.txt"), "rb") as f:
        vocab = f.read()
    write(a.out, config, state, heads, propositions, vocab, not a.plain)


if __name__ == "__main__":
    main()

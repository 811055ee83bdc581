"""The reader: a small BERT encoder with additive heads, and fake quantisation so that what is trained is what int8 computes.

Shapes: B windows, N pieces a window, D = 384 (width). Roles of pieces: 0 none, 1 content, 2 source, 3 cue, 4 title, 5 special.
"""
import math

import torch
import torch.nn.functional as F
from torch import nn

ROLES, TITLE, SPECIAL = 6, 4, 5
FRAMES = ["progress", "cooperation", "caution", "obstacle", "exclusion", "threat", "blame", "demand", "denial",
          "principle", "interest", "plan", "description"]
STATEMENT = {  # heads over a statement: classes
    "validity": ["statement"],
    "stance": ["against", "neutral", "favor"],
    "outlook": ["skeptical", "neutral", "optimistic"],
    "sentiment": ["negative", "neutral", "positive"],
    "certainty": ["hedged", "plain"],
    "frame": FRAMES,
}
SPAN = {
    "evaluation": ["negative", "none", "positive"],
    "target_tone": ["negative", "neutral", "positive"],
    "directed": ["negative", "neutral", "positive"],
}
QUANTISED = True


def fake(x):
    """x as symmetric int8 with one scale a row sees it; the gradient passes through."""
    scale = x.detach().abs().amax(-1, keepdim=True).clamp(min=1e-8) / 127
    return x + ((x.detach() / scale).round() * scale - x.detach())


class Linear(nn.Linear):
    def forward(self, x):
        if QUANTISED:
            return F.linear(fake(x), fake(self.weight), self.bias)
        return super().forward(x)


class Layer(nn.Module):
    def __init__(self, width, heads, ffn):
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.o = (Linear(width, width) for _ in range(4))
        self.up, self.down = Linear(width, ffn), Linear(ffn, width)
        self.ln1, self.ln2 = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)

    def forward(self, x, mask):
        b, n, d = x.shape
        split = lambda y: y.view(b, n, self.heads, d // self.heads).transpose(1, 2)
        a = F.scaled_dot_product_attention(split(self.q(x)), split(self.k(x)), split(self.v(x)), attn_mask=mask)
        x = self.ln1(x + self.o(a.transpose(1, 2).reshape(b, n, d)))
        return self.ln2(x + self.down(F.gelu(self.up(x))))


class StatementHead(nn.Module):
    """logit_c = b_c + sum_i alpha_i (V h_i)_c, alpha = softmax(k.h_i + r[role_i])."""

    def __init__(self, width, classes):
        super().__init__()
        self.k = nn.Parameter(torch.zeros(width))
        self.r = nn.Parameter(torch.tensor([0.0, 1.0, 0.0, 0.5, -1.0, -1.0]))
        self.V = nn.Parameter(torch.randn(classes, width) * 0.02)
        self.b = nn.Parameter(torch.zeros(classes))

    def alpha(self, h, roles, ok):
        return torch.softmax((h @ self.k + self.r[roles]).masked_fill(~ok, -1e4), -1)

    def forward(self, h, roles, ok):
        return self.b + torch.einsum("bn,bnd,cd->bc", self.alpha(h, roles, ok), h, self.V)


class SpanHead(nn.Module):
    """The same, asked by the mean vector of a span: alpha from (Q hbar).(K h_i)/8, and U hbar beside the sum."""

    def __init__(self, width, classes, room=64):
        super().__init__()
        self.Q = nn.Parameter(torch.randn(room, width) * 0.05)
        self.K = nn.Parameter(torch.randn(room, width) * 0.05)
        self.r = nn.Parameter(torch.tensor([0.0, 0.3, 0.0, 0.3, -1.0, -1.0]))
        self.U = nn.Parameter(torch.randn(classes, width) * 0.02)
        self.V = nn.Parameter(torch.randn(classes, width) * 0.02)
        self.b = nn.Parameter(torch.zeros(classes))

    def forward(self, h, roles, ok, rows, spans):
        """rows: S window numbers; spans: S x N weights of the pieces of each span, each row of sum 1."""
        hr, rr, kr = h[rows], roles[rows], ok[rows]
        bar = torch.einsum("sn,snd->sd", spans, hr)
        a = torch.einsum("se,sne->sn", bar @ self.Q.T, hr @ self.K.T) / 8 + self.r[rr]
        alpha = torch.softmax(a.masked_fill(~kr, -1e4), -1)
        return self.b + bar @ self.U.T + torch.einsum("sn,snd,cd->sc", alpha, hr, self.V)


class PositionHead(nn.Module):
    """Relevance and sign of each proposition: bilinear in the statement's pieces and the proposition's vector."""

    def __init__(self, width, known):
        super().__init__()
        self.A, self.B = nn.Parameter(torch.eye(width) * 0.2), nn.Parameter(torch.randn(width, width) * 0.005)
        self.d, self.f = nn.Parameter(torch.zeros(known, width)), nn.Parameter(torch.zeros(known, width))
        self.kr, self.ks = nn.Parameter(torch.zeros(width)), nn.Parameter(torch.zeros(width))
        self.rr = nn.Parameter(torch.tensor([0.0, 1.0, 0.0, 0.5, 0.0, -1.0]))
        self.rs = nn.Parameter(torch.tensor([0.0, 1.0, 0.0, 0.5, 0.0, -1.0]))
        self.br, self.bs = nn.Parameter(torch.tensor([-4.0])), nn.Parameter(torch.zeros(1))

    def forward(self, h, roles, ok, e, keep=None):
        """e: P x D vectors of the propositions. keep: P x 1 mask of the residuals. Gives relevance and sign, B x P each."""
        d, f = (self.d, self.f) if keep is None else (self.d * keep, self.f * keep)
        pool = lambda k, r: torch.einsum("bn,bnd->bd", torch.softmax((h @ k + r[roles]).masked_fill(~ok, -1e4), -1), h)
        zr, zs = pool(self.kr, self.rr), pool(self.ks, self.rs)
        return self.br + zr @ (e @ self.A.T + d).T, self.bs + zs @ (e @ self.B.T + f).T


class Reader(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        d = config["width"]
        self.word = nn.Embedding(config["vocab"], d)
        self.pos = nn.Embedding(config["positions"], d)
        self.token_type = nn.Parameter(torch.zeros(d))
        self.ln = nn.LayerNorm(d, eps=1e-12)
        self.role = nn.Parameter(torch.zeros(ROLES, d))
        self.layers = nn.ModuleList(Layer(d, config["attention_heads"], config["ffn"]) for _ in range(config["layers"]))
        self.statement = nn.ModuleDict({t: StatementHead(d, len(c)) for t, c in STATEMENT.items()})
        self.span = nn.ModuleDict({t: SpanHead(d, len(c)) for t, c in SPAN.items()})
        self.tag = nn.Linear(d, 1)
        self.position = PositionHead(d, len(config["propositions"]))
        self.drop = 0.1

    def encode(self, ids, roles, ok):
        """ids, roles, ok: B x N. roles None: a proposition's own text, to which no role is added."""
        x = self.word(ids)
        x = self.ln(x + self.pos.weight[: ids.shape[1]] + self.token_type)
        mask = torch.zeros(ok.shape, dtype=x.dtype).masked_fill(~ok, float("-inf"))[:, None, None, :]
        for n, layer in enumerate(self.layers):
            if n == self.config["inject"] and roles is not None:
                x = x + self.role[roles]
            x = layer(x, mask.to(x.dtype))
        return x

    def propositions(self, ids, ok):
        with torch.no_grad():
            was = self.training
            self.eval()
            h = self.encode(ids, None, ok).float()
            self.train(was)
            return (h * ok[..., None]).sum(1) / ok.sum(1, keepdim=True)


def start(folder, config):
    """A reader with the weights of all-MiniLM-L6-v2 (safetensors) in its encoder, its word vectors as int8 rows hold them."""
    from safetensors.torch import load_file

    w = load_file(f"{folder}/model.safetensors")
    m = Reader(config)
    with torch.no_grad():
        m.word.weight.copy_(fake(w["embeddings.word_embeddings.weight"].float()))
        m.pos.weight.copy_(w["embeddings.position_embeddings.weight"][: config["positions"]])
        m.token_type.copy_(w["embeddings.token_type_embeddings.weight"][0])
        m.ln.weight.copy_(w["embeddings.LayerNorm.weight"]); m.ln.bias.copy_(w["embeddings.LayerNorm.bias"])
        names = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value", "o": "attention.output.dense",
                 "up": "intermediate.dense", "down": "output.dense", "ln1": "attention.output.LayerNorm", "ln2": "output.LayerNorm"}
        for i, layer in enumerate(m.layers):
            for ours, theirs in names.items():
                for kind in ("weight", "bias"):
                    getattr(getattr(layer, ours), kind).copy_(w[f"encoder.layer.{i}.{theirs}.{kind}"])
    for p in (m.word.weight, m.pos.weight, m.token_type, m.ln.weight, m.ln.bias, *m.layers[: config["inject"]].parameters()):
        p.requires_grad_(False)  # what does not know the statement stays as it was
    return m

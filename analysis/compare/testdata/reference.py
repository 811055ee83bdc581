"""The figures of package compare by a second implementation, numpy and scipy.

    python reference.py > reference.json

Prints data sets of scored statements by article with the figures that
TestSecondImplementation compares Go's with. Deterministic for a numpy version.
"""

import json

import numpy as np
from scipy import stats

RESAMPLES = 40_000


def corpus(seed, single_a, single_b, both, gap, ternary):
    """Statements as (group, article, value)."""
    rng = np.random.default_rng(seed)
    rows = []
    for article in range(single_a + single_b + both):
        bent = rng.uniform(-0.3, 0.3)
        groups = "A" if article < single_a else "B" if article < single_a + single_b else "AB"
        for g in groups:
            for _ in range(rng.integers(1, 5)):
                value = bent + (gap if g == "A" else 0) + rng.uniform(-0.3, 0.3)
                rows.append((g, article, float(np.sign(value)) if ternary else round(float(value), 3)))
    return rows


def blocks(rows):
    """Per article: number and sum of A, number and sum of B."""
    out = {}
    for g, article, value in rows:
        b = out.setdefault(article, [0, 0.0, 0, 0.0])
        k = 0 if g == "A" else 2
        b[k] += 1
        b[k + 1] += value
    return np.array(list(out.values()))


def t_statistic(b):
    na, sa, nb, sb = b.sum(axis=0)
    ma, mb = sa / na, sb / nb
    u = (b[:, 1] - b[:, 0] * ma) / na - (b[:, 3] - b[:, 2] * mb) / nb
    d = ma - mb
    if abs(d) < 1e-12:
        return 0.0
    se = np.sqrt((u**2).sum())
    return np.inf if se < 1e-12 else d / se


def p_value(b):
    """All arrangements: swap within articles of both, deal the names of the rest."""
    import itertools

    paired = [i for i in range(len(b)) if b[i, 0] > 0 and b[i, 2] > 0]
    single = [i for i in range(len(b)) if i not in paired]
    n_a = sum(b[i, 0] > 0 for i in single)
    observed = abs(t_statistic(b))
    hits = total = 0
    for deal in itertools.combinations(single, n_a):
        for swaps in itertools.product([False, True], repeat=len(paired)):
            w = b.copy()
            for i in single:
                n, s = b[i, 0] + b[i, 2], b[i, 1] + b[i, 3]
                w[i] = [n, s, 0, 0] if i in deal else [0, 0, n, s]
            for i, swap in zip(paired, swaps):
                if swap:
                    w[i] = b[i, [2, 3, 0, 1]]
            total += 1
            hits += abs(t_statistic(w)) >= observed - 1e-12
    return hits / total


def interval(b):
    """Poisson bootstrap of articles with expanded percentiles."""
    rng = np.random.default_rng(1)
    draws = []
    while len(draws) < RESAMPLES:
        na, sa, nb, sb = rng.poisson(1, len(b)) @ b
        if na and nb:
            draws.append(sa / na - sb / nb)
    na, sa, nb, sb = b.sum(axis=0)
    ua = ((b[:, 1] - b[:, 0] * sa / na) / na)[b[:, 0] > 0]
    ub = ((b[:, 3] - b[:, 2] * sb / nb) / nb)[b[:, 2] > 0]
    ka, kb, va, vb = len(ua), len(ub), (ua**2).sum(), (ub**2).sum()
    wa, wb = va * ka / (ka - 1), vb * kb / (kb - 1)
    df = (wa + wb) ** 2 / (wa**2 / (ka - 1) + wb**2 / (kb - 1))
    tail = stats.norm.cdf(-np.sqrt((wa + wb) / (va + vb)) * stats.t.ppf(0.975, df))
    return list(np.quantile(draws, [tail, 1 - tail]))


def case(name, *args):
    rows = corpus(*args)
    b = blocks(rows)
    a, c = ([v for g, _, v in rows if g == side] for side in "AB")
    delta = np.sign(np.subtract.outer(a, c)).mean()
    low, high = interval(b)
    return {
        "name": name, "statements": rows, "difference": np.mean(a) - np.mean(c), "cliff": delta,
        "p": p_value(b), "low": low, "high": high,
    }


P = [0.001, 0.013, 0.02, 0.02, 0.3, 0.04, 0.9]

print(json.dumps({
    "cases": [
        case("each article quotes one group", 1, 6, 6, 0, 0.3, False),
        case("each article quotes both groups", 2, 0, 0, 9, 0.15, False),
        case("some quote both", 3, 4, 3, 4, 0.1, False),
        case("labels only", 4, 5, 5, 2, 0.4, True),
        case("no gap", 5, 6, 5, 0, 0.0, False),
    ],
    "p": P, "adjusted": list(stats.false_discovery_control(P)),
}, indent=1))

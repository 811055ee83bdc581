"""Word pieces of what is read for a statement: title, its sentences and their neighbours, with roles and hidden names.

A name (a person's or a party's) is read as one piece of NAMES, the same for the same name within a window, so that no score
hangs on who somebody is.
"""
import re
from functools import lru_cache

from tokenizers import Tokenizer

from model import SPECIAL, TITLE

CLS, SEP, PARTY, NAMES, KINDS = 101, 102, 30, 1, 24  # [unused1] is piece 2; a name is piece NAMES + 1 + k
LONGEST, TITLE_ROOM = 128, 20
NONE, CONTENT, SOURCE, CUE = 0, 1, 2, 3

ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Prof|Rev|St|Jr|Sr|No|vs|Inc|Corp|Co|Ltd|Jan|Feb|Aug|Sept|Oct|Nov|Dec|U\.S|U\.K|U\.N|D|R|[A-Z]))\.$")
END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])")
TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Prof|Rev|Justice|Judge|President|Senator|Secretary|Governor|Chancellor|Minister|Speaker|"
                    r"Representative|Congressman|Congresswoman|Mayor|Ambassador|General|Director|Chairman|Chairwoman|Sir|King|Queen|Prince|Pope|Leader)\.?\s+"
                    r"((?:[A-Z][\w'’\-]+\s?){1,3})")
PARTIES = re.compile(r"\b(?:Republicans?|Democrats?|Democratic|GOP|Tory|Tories)\b")
WORD = re.compile(r"[A-Z][\w\-]*(?:['’][A-Z]\w+)?")


@lru_cache(None)
def tokenizer(folder):
    t = Tokenizer.from_file(f"{folder}/tokenizer.json")
    t.no_truncation(); t.no_padding()
    return t


@lru_cache(4096)
def sentences(text):
    """Spans of the sentences of a text, with their paragraph's number."""
    out, p = [], 0
    for block in re.finditer(r"[^\n]+", text):
        s, at = block.start(), block.start()
        body = block.group()
        for m in END.finditer(body):
            end = block.start() + m.end()
            if ABBREVIATION.search(text[s:block.start() + m.start() + 1]):
                continue
            out.append((s, end, p)); s = end
        if text[s:block.end()].strip():
            out.append((s, block.end(), p))
        p += 1
    return out


def name_words(text, known, more=()):
    """Words of the text that name people: known full names, what follows a title, and more (sources, labelled actors)."""
    words = set()
    for m in TITLED.finditer(text):
        words.update(m.group(1).split())
    for m in re.finditer(r"\b[A-Z][\w\-’']+(?:\s+[A-Z]\.)?(?:\s+[A-Z][\w\-’']+)+", text):
        parts = m.group().split()
        for a, b in zip(parts, parts[1:]):
            if (a, b) in known or a in known["first"] and b not in known["bodies"]:
                words.update((a, b))
    for name in more:
        words.update(w for w in WORD.findall(name or ""))
    return {w for w in (re.sub(r"['’]s?$", "", w) for w in words) if len(w) > 2 and w not in known["bodies"]}


def covered(text, words):
    """Spans to hide: runs of name words, and names of parties. (start, end, key)."""
    spans = [(m.start(), m.end(), "") for m in PARTIES.finditer(text)]
    run = None
    for m in WORD.finditer(text):
        w = re.sub(r"['’]s?$", "", m.group())
        if w in words:
            end = m.start() + len(w)
            if run and re.fullmatch(r"\s+(?:[A-Z]\.\s+)?", text[run[1]:m.start()]):
                run = (run[0], end, w)
            else:
                if run:
                    spans.append(run)
                run = (m.start(), end, w)
        
    if run:
        spans.append(run)
    return sorted(spans)


def pieces(tok, text, start, end, hide):
    """[(piece, start, end)] of text[start:end], with what hide covers as one name piece each. hide: (start, end, piece)."""
    out, at = [], start
    for s, e, piece in [h for h in hide if h[0] < end and h[1] > start] + [(end, end, None)]:
        if s > at:
            x = tok.encode(text[at:s], add_special_tokens=False)
            out += [(i, at + a, at + b) for i, (a, b) in zip(x.ids, x.offsets)]
        if piece is not None:
            out.append((piece, s, e))
        at = max(at, e)
    return out


def window(tok, text, title, source=(), cue=(), content=(), hidden=None, longest=LONGEST):
    """ids, roles, spans of a window. Spans are of text, None for title and marks. source, cue, content: lists of spans."""
    every = [*source, *cue, *content]
    first, last = min(s for s, _ in every), max(e for _, e in every)
    sents = sentences(text)
    own = [i for i, (s, e, _) in enumerate(sents) if s < last and e > first] or [0]
    keys = {}

    def cover(t):
        if hidden is None:
            return []
        return [(s, e, PARTY if not k else NAMES + 1 + keys.setdefault(k, len(keys)) % KINDS) for s, e, k in covered(t, hidden)]

    hide = cover(text[max(0, sents[max(0, own[0] - 4)][0]):sents[min(len(sents) - 1, own[-1] + 4)][1]])
    base = max(0, sents[max(0, own[0] - 4)][0])
    hide = [(s + base, e + base, p) for s, e, p in hide]
    head = [(CLS, None, SPECIAL)]
    if title:
        head += [(i, None, TITLE) for i, *_ in pieces(tok, title, 0, len(title), cover(title))[:TITLE_ROOM]]
    head.append((SEP, None, SPECIAL))
    room = longest - len(head) - 1
    body = []
    for i in own:
        body += pieces(tok, text, sents[i][0], sents[i][1], hide)
    if len(body) > room:  # the content is kept from its beginning
        start = min(content)[0] if content else first
        at = next((k for k, (_, s, e) in enumerate(body) if e > start), 0)
        lead = max(0, min(at - 12, len(body) - room))
        body = body[lead:lead + room]
    else:
        para = sents[own[0]][2]
        k = own[0] - 1
        while k >= 0 and sents[k][2] >= para - 1:
            more = pieces(tok, text, sents[k][0], sents[k][1], hide)
            if len(body) + len(more) > room:
                break
            body = more + body; k -= 1
        k = own[-1] + 1
        while k < len(sents) and sents[k][2] == sents[own[-1]][2]:
            more = pieces(tok, text, sents[k][0], sents[k][1], hide)
            if len(body) + len(more) > room:
                break
            body += more; k += 1
    ids, roles, spans = [h[0] for h in head], [h[2] for h in head], [None] * len(head)
    inside = lambda s, e, of: any(s < b and e > a for a, b in of)
    for i, s, e in body:
        ids.append(i); spans.append((s, e))
        roles.append(CONTENT if inside(s, e, content) else SOURCE if inside(s, e, source) else CUE if inside(s, e, cue) else NONE)
    return ids + [SEP], roles + [SPECIAL], spans + [None]

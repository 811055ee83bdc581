"""Prints made-up articles as NDJSON, with poison among them: cut-off lines, empty texts, one
article of 50 MB, and one that takes a processor the better part of a minute: with
--timeout-per-article 15s it hangs, while the others take hundredths of a second.

    python3 articles.py N
"""

import json, random, sys
random.seed(18)
who = ["The mayor, Ada Whitfield,", "Harbour master Tom Okafor", "Union leader Nora Quill", "The school board's chairman, Leo Marsh,"]
what = ["said the bridge would open in May", "warned that the ferry was unsafe", "denied that the roof leaks", "welcomed the new tram line", "called the budget a mistake"]
tail = ["after a long night", "before the council met", "at the old market", "in a letter to the paper", "when the river rose"]
for i in range(int(sys.argv[1])):
    text = " ".join(f"{random.choice(who)} {random.choice(what)} {random.choice(tail)} on day {random.randrange(1000)}." for _ in range(3))
    print(json.dumps({"id": f"a{i}", "outlet": f"Post {i % 3}", "published_at": f"2025-03-{1 + i % 28:02d}", "text": text}))
    if i % 20 == 7:
        print('{"id": "cut off')
    if i % 20 == 11:
        print(json.dumps({"id": f"e{i}", "text": ""}))
    if i == 13:
        print(json.dumps({"id": "long", "text": "word " * (10 << 20)}))
    if i == 17:
        text = " ".join(f"Pilot Quill{k} warned that pier {k} would fail before {k * 7919 % 100003} ships had left." for k in range(52000))
        print(json.dumps({"id": "hangs", "text": text[: 4 << 20]}))

"""Our own statements in which words turn the direction of others: negated opposition, less of a bad thing, never been better,
far from, conditions that did not come true. Each is written beside its opposite, so that no word alone tells the label
(counterfactual pairs: Kaushik, Hovy, Lipton 2020). Labels: stance toward the matter named, outlook, sentiment; -1, 0, 1 or None.
"""

MATTERS = ("the merger|the tunnel|the new stadium|the trade pact|the curfew|the appointment|the transfer|the pipeline|the budget|the truce|the charter|the port lease|"
           "the pension reform|the accord|the vaccine rollout|the wage offer|the takeover|the settlement|the ferry contract|the amendment|the border agreement|the plea deal|"
           "the rescue plan|the exhibition|the land swap|the school plan|the joint exercise|the loan|the new coach|the draft law|the union contract|the quota").split("|")
WHO = ("he|she|his club|her party|the union|the board|the government|the bank|the council|Portugal|Kenya|the north|the ministry|the opposition|the regulator|"
       "the federation|his country|the company|the city|the senate|their group|the league|the coalition|the tribe|Chile").split("|")
THEY = "farmers|the players|most members|the neighbours|investors|his voters|the sailors|our allies|the teachers|both unions|the elders|fishermen".split("|")

OPPOSE = [  # against, and its opposite: verb phrases of one who opposes, and of one who does not any more
    ("opposes {m}", "does not oppose {m}"), ("still opposes {m}", "no longer opposes {m}"), ("is against {m}", "is not against {m}"),
    ("was always against {m}", "was never against {m}"), ("objects to {m}", "does not object to {m}"), ("has strong objections to {m}", "has no objections to {m}"),
    ("will block {m}", "will not block {m}"), ("will veto {m}", "will not veto {m}"), ("will vote against {m}", "will not vote against {m}"),
    ("voted against {m}", "did not vote against {m}"), ("stands in the way of {m}", "will not stand in the way of {m}"), ("has vetoed {m}", "has lifted its veto on {m}"),
    ("keeps up its boycott of {m}", "has ended its boycott of {m}"), ("has raised objections to {m}", "has dropped its objections to {m}"),
    ("sees every reason to reject {m}", "sees no reason to reject {m}"), ("has good reason to refuse {m}", "has no reason to refuse {m}"),
    ("has a lot against {m}", "has nothing against {m}"), ("keeps resisting {m}", "has given up its resistance to {m}"), ("will fight {m}", "will not fight {m}"),
    ("rejects {m}", "does not reject {m}"), ("has a problem with {m}", "has no problem with {m}"), ("has quarrels with {m}", "has no quarrel with {m}"),
    ("refuses to sign {m}", "no longer refuses to sign {m}"), ("would oppose {m}", "would never oppose {m}"), ("condemns {m}", "did not condemn {m}"),
]
SUPPORT = [  # for, and its opposite
    ("supports {m}", "does not support {m}"), ("still supports {m}", "no longer supports {m}"), ("is for {m}", "is not for {m}"), ("was always for {m}", "was never for {m}"),
    ("will vote for {m}", "will not vote for {m}"), ("backs {m}", "does not back {m}"), ("welcomes {m}", "cannot welcome {m}"), ("has endorsed {m}", "has withdrawn its endorsement of {m}"),
    ("has pledged its support for {m}", "has withdrawn its support for {m}"), ("sees every reason to accept {m}", "sees no reason to accept {m}"),
    ("is in favour of {m}", "is not in favour of {m}"), ("agrees to {m}", "does not agree to {m}"), ("will sign {m}", "will not sign {m}"), ("accepts {m}", "does not accept {m}"),
    ("approves of {m}", "does not approve of {m}"), ("believes in {m}", "has stopped believing in {m}"), ("trusts {m}", "has no trust in {m}"), ("is happy with {m}", "is not happy with {m}"),
    ("is satisfied with {m}", "is far from satisfied with {m}"), ("likes {m}", "never liked {m}"),
]
ABOUT = [  # good, and its opposite, of the matter itself
    ("there is nothing wrong with {m}", "there is something wrong with {m}"), ("there is nothing unfair about {m}", "there is much that is unfair about {m}"),
    ("nobody questions {m}", "everybody questions {m}"), ("{m} is not a mistake", "{m} is a mistake"), ("{m} is no threat to anyone", "{m} is a threat to everyone"),
    ("{m} was not a failure", "{m} was a failure"), ("{m} was a success", "{m} was not a success"), ("{m} was a success", "{m} was far from a success"),
    ("{m} was far from a failure", "{m} was a failure"), ("{m} was a triumph", "{m} was hardly a triumph"), ("{m} was anything but a failure", "{m} was anything but a success"),
    ("{m} was nothing short of a triumph", "{m} was nothing short of a disaster"), ("{m} is fair", "{m} is anything but fair"), ("{m} is good for everyone", "{m} is good for no one"),
    ("{m} does no harm", "{m} does much harm"), ("the benefits of {m} cannot be overstated", "the danger of {m} cannot be overstated"),
    ("the importance of {m} cannot be exaggerated", "the damage done by {m} cannot be exaggerated"), ("it would be wrong to give up {m}", "it would be right to give up {m}"),
    ("ending {m} would be a mistake", "ending {m} would be a relief"), ("without {m} all would be lost", "without {m} all would be well"),
    ("{m} is not a waste of money", "{m} is a waste of money"), ("{m} is worth the wait", "{m} is not worth the wait"), ("{m} leaves nothing to be desired", "{m} leaves much to be desired"),
    ("{m} did not disappoint", "{m} disappointed"), ("{m} is no joke but a serious plan", "{m} is a joke and no serious plan"),
]
BAD = ("poverty|the number of accidents|the death rate|violence|hunger|the deficit|pollution|homelessness|infections|illness|smuggling|bankruptcies|"
       "doping|child mortality|fraud|burglaries|the risk of flooding|debt|absenteeism|waste|the waiting list|racist abuse|tension").split("|")
GOOD = ("employment|attendance|trust in the courts|exports|life expectancy|turnout|wages|investment|the harvest|tourism|participation|literacy|production|profit|"
        "public support|safety|output|the number of apprentices|access to clean water|membership|confidence|the standard of living").split("|")
FALL = ("has fallen|is down by a third|has declined under the new rules|dropped sharply last year|fell by half|is at its lowest level in {n} years|has slowed|eased in the spring|"
        "shrank again|has gone down|is lower than ever|has been cut in half|is at a record low|decreased for the third month|is falling|continues to fall|has almost disappeared").split("|")
RISE = ("has risen|is up by a third|has grown under the new rules|jumped last year|doubled|is at its highest level in {n} years|has picked up|increased in the spring|"
        "grew again|has gone up|is higher than ever|has more than doubled|is at a record high|increased for the third month|is rising|continues to rise|has come back").split("|")
HURT = ("patients died|workers were hurt|families lost their homes|drivers were killed|firms went bankrupt|children went hungry|women were attacked|flights were cancelled|"
        "people fell ill|players were injured|shops were robbed|soldiers were wounded|farms were flooded|pupils dropped out").split("|")
HELPED = ("patients recovered|workers found a job|families moved into new homes|children finished school|firms made a profit|people got vaccinated|refugees came home|"
          "tourists came|pupils passed the test|fans came to the matches|villages got electricity|women were elected").split("|")
THINGS = ("the partnership|the soil|the valley|business|the team|relations|the harbour|morale|the river|the mood|the harvest|our position|the hospital|trade|the railway|the squad|"
          "the economy|cooperation|the lake|public transport|the bank|discipline").split("|")
BETTER = "better|stronger|healthier|safer|more stable|more secure|cleaner|happier|calmer|so good|so close|more reliable|so popular".split("|")
WORSE = "worse|weaker|poorer|more dangerous|more fragile|so bad|so low|dirtier|lonelier|more chaotic|so unpopular|less reliable|so divided".split("|")
HARM = "the misery|the violence|the shortages|the chaos|the isolation|the delays|the epidemic|the abuse|the bloodshed|the recession|the blackouts|the hunger".split("|")
GAIN = "the recovery|the progress|the growth|the hope|the peace|the winning streak|the boom|the good work|the trust|the cooperation|the friendship".split("|")
EVENT = ("the talks|the project|the mission|the rescue|the season|the merger|the negotiations|the trial of the drug|the campaign|the deal|the expedition|the peace effort|"
         "the launch|the appeal|the transfer|the bid|the match plan|the operation").split("|")
AGENT = "the ministry|the board|Moscow|the owners|the referee|the bank|the other side|the captain|the council|the lenders|the insurers|London|the general".split("|")
DONE = "listened|wanted it|kept its word|acted in time|paid|agreed|shown some courage|waited a week|told the truth|cooperated".split("|")
IDIOMS = [  # good, bad; of an event
    ("{e} went off without a hitch", "{e} went off the rails"), ("{e} is bearing fruit", "{e} has come to nothing"), ("{e} is back on track", "{e} is back to square one"),
    ("there is light at the end of the tunnel", "there is no light at the end of the tunnel"), ("{e} has a bright future", "{e} has no future"), ("{e} is alive and well", "{e} is dead in the water"),
    ("{e} is within reach of its goal", "{e} is out of reach of its goal"), ("{e} has turned the corner", "{e} has hit a wall"), ("{e} passed with flying colours", "{e} fell flat"),
    ("{e} is going from strength to strength", "{e} is going from bad to worse"), ("the way is clear for {e}", "the way is blocked for {e}"), ("{e} is picking up steam", "{e} is running out of steam"),
    ("{e} is on a firm footing", "{e} is on life support"), ("{e} is no longer stalled", "{e} is stalled again"), ("{e} is not in danger", "{e} is in danger"),
    ("a breakthrough in {e} is close", "a breakthrough in {e} is nowhere in sight"), ("{e} is not impossible", "{e} is impossible"), ("a good end of {e} is not out of the question", "a good end of {e} is out of the question"),
    ("{e} could not go better", "{e} could not go worse"), ("there is no doubt that {e} will succeed", "there is no doubt that {e} will fail"), ("{e} will not fail", "{e} will not succeed"),
    ("nobody doubts that {e} will work", "nobody believes that {e} will work"), ("{e} has not been in vain", "{e} has been in vain"), ("{e} is anything but hopeless", "{e} is anything but promising"),
    ("there is hope for {e}", "there is little hope for {e}"), ("{e} has not collapsed", "{e} has collapsed"), ("the worst of {e} is over", "the worst of {e} is yet to come"),
]
PLURAL = {"infections", "burglaries", "bankruptcies", "exports", "wages"}


def plural(verb):
    """A verb phrase of one, of several: has fallen, have fallen."""
    for a, b in (("has ", "have "), ("is ", "are "), ("continues ", "continue ")):
        if verb.startswith(a):
            return b + verb[len(a):]
    return verb


def one(rng, kind):
    """A pair of (content, stance, outlook, sentiment) of one kind."""
    pick, n = rng.choice, str(rng.choice([4, 5, 7, 8, 12, 15, 20, 30]))
    if kind == "oppose":
        a, b = pick(OPPOSE); s, m = pick(WHO), pick(MATTERS)
        return [(f"{s} {a.format(m=m)}", -1, None, None), (f"{s} {b.format(m=m)}", 1, None, None)]
    if kind == "support":
        a, b = pick(SUPPORT); s, m = pick(WHO), pick(MATTERS)
        return [(f"{s} {a.format(m=m)}", 1, None, None), (f"{s} {b.format(m=m)}", -1, None, None)]
    if kind == "some":
        m, t = pick(MATTERS), pick(THEY)
        return [(f"none of {t} is against {m}" if t.startswith(("the ", "his ", "our ")) else f"no {t} are against {m}", 1, None, None), (f"many of {t} are against {m}" if t.startswith(("the ", "his ", "our ")) else f"many {t} are against {m}", -1, None, None)]
    if kind == "about":
        a, b = pick(ABOUT); m = pick(MATTERS)
        return [(a.format(m=m), 1, None, 1), (b.format(m=m), -1, None, -1)]
    if kind == "level":
        i = rng.randrange(len(FALL)); bad, good = pick(BAD), pick(GOOD)
        forms = lambda noun: [plural(x[i].format(n=n)) if noun in PLURAL else x[i].format(n=n) for x in (FALL, RISE)]
        return [(f"{bad} {forms(bad)[0]}", None, 1, 1), (f"{bad} {forms(bad)[1]}", None, -1, -1), (f"{good} {forms(good)[0]}", None, -1, -1), (f"{good} {forms(good)[1]}", None, 1, 1)]
    if kind == "fewer":
        h, g = pick(HURT), pick(HELPED); when = pick(["this year", "than a year ago", "this winter", "last month", "than before"])
        return [(f"fewer {h} {when}", None, 1, 1), (f"more {h} {when}", None, -1, -1), (f"fewer {g} {when}", None, -1, -1), (f"more {g} {when}", None, 1, 1)]
    if kind == "never":
        t = pick(THINGS); be = pick(["has never been", "had never been", "was never"])
        return [(f"{t} {be} {pick(BETTER)}", None, 1, 1), (f"{t} {be} {pick(WORSE)}", None, -1, -1), (f"{t} could not be better", None, 1, 1), (f"{t} could hardly be worse", None, -1, -1)][:4 if rng.random() < .3 else 2]
    if kind == "end":
        m, h, g = pick(MATTERS), pick(HARM), pick(GAIN)
        stop, go = pick(["end", "stop", "halt", "put an end to", "ease", "cut short", "prevent"]), pick(["prolong", "deepen", "add to", "bring back", "keep up", "strengthen"])
        return [(f"{m} will {stop} {h}", 1, 1, 1), (f"{m} will {go} {h}", -1, -1, -1), (f"{m} will {stop} {g}", -1, -1, -1), (f"{m} will {go} {g}", 1, 1, 1)]
    if kind == "unreal":
        e, a, d = pick(EVENT), pick(AGENT), pick(DONE)
        good = pick(["worked", "succeeded", "been saved", "been possible", "gone well", "survived", "been won"])
        all_ = [f"{e} would have {good} if {a} had {d}", f"if only {a} had {d}, {e} would have {good}", f"{e} might have {good} with a better plan", f"{e} could have {good} had {a} {d}",
                f"with more patience {e} could have {good}", f"had {a} {d}, {e} would be over by now"]
        will = {"worked": "work", "succeeded": "succeed", "been saved": "be saved", "been possible": "be possible", "gone well": "go well", "survived": "survive", "been won": "be won"}[good]
        return [(pick(all_), None, -1, None), (f"{e} will {will} because {a} has {d}", None, 1, None)]
    if kind == "ruled":
        s, e = pick(WHO), pick(["a deal", "a merger", "a return to the talks", "a truce", "a compromise", "a new offer", "a joint bid"])
        return [(f"{s} ruled out {e}", -1, -1, None), (f"{s} is ready for {e}", 1, 1, None)]
    a, b = pick(IDIOMS); e = pick(EVENT)
    return [(a.format(e=e), None, 1, None), (b.format(e=e), None, -1, None)]


KINDS = {"oppose": 5, "support": 3, "some": 1, "about": 4, "level": 5, "fewer": 3, "never": 4, "end": 2, "unreal": 2, "ruled": 1, "idiom": 4}


def turns(rng, n):
    """About n distinct statements."""
    rows, seen = [], set()
    kinds = [k for k, w in KINDS.items() for _ in range(w)]
    for _ in range(20 * n):
        for text, *signs in one(rng, rng.choice(kinds)):
            if text not in seen:
                seen.add(text)
                rows.append({"content": text, "target": "it", **{k: v for k, v in zip(("stance", "outlook", "sentiment"), signs) if v is not None}})
        if len(rows) >= n:
            break
    return rows

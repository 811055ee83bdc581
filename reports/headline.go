package reports

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"readout/analysis/compare"
	"readout/data/table"
)

// A headline says no more than the figures bear. Of a voice with enough statements
// whose interval leaves out zero it says what the side is. Of one with fewer it
// says how it sounds in these articles, and of one with fewer than sounds it
// counts them.
const sounds = 5

// headline says in one line who stands where.
func (b *builder) headline() {
	l := &b.out.Lead
	var vs []*Voice
	for i := range l.Voices {
		if l.Voices[i].Figures.Outlook.Mean != nil {
			vs = append(vs, &l.Voices[i])
		}
	}
	answer := b.answer(vs)
	b.out.Answer = capital(answer)
	b.out.Headline = b.out.Answer
	if l.IssueID != "" && len(vs) > 0 {
		b.out.Headline = l.Name + ": " + answer
	}
	b.out.Standing = b.standing(vs)
}

func (b *builder) answer(vs []*Voice) string {
	one := func(v *Voice) bool { return v.Figures.Outlook.Scored == 1 }
	switch {
	case b.out.Corpus.Statements == 0:
		return "no statement was found"
	case len(vs) == 0 && len(b.out.Lead.Voices) > 0:
		return "no side's outlook is told by its words"
	case len(vs) == 0:
		return "no speaker is on a known side, and no two are heard on one issue"
	case b.out.Lead.Apart:
		return "no two sides are heard on one issue"
	case len(vs) == 1:
		return hedged(vs) + "; no other side is heard"
	case !slices.ContainsFunc(vs, func(v *Voice) bool { return !one(v) }):
		return oneEach(vs)
	}
	var firm, rest []*Voice
	for _, v := range vs {
		if b.out.Lead.By == bySide && v.firm() {
			firm = append(firm, v)
		} else {
			rest = append(rest, v)
		}
	}
	switch {
	case len(rest) == 0:
		return b.settled(vs)
	case len(firm) > 0 && (ofOneWord(firm) || b.apart(firm, "outlook")):
		return byWord(firm, "outlook", firmly) + "; " + hedged(rest)
	}
	return hedged(vs)
}

// ofOneWord says that all voices are called alike in outlook.
func ofOneWord(vs []*Voice) bool {
	return !slices.ContainsFunc(vs, func(v *Voice) bool { return v.Figures.Outlook.Word != vs[0].Figures.Outlook.Word })
}

// firm says that a voice's own figures bear a verdict: enough of them, and an
// interval that does not contradict its word.
func (v *Voice) firm() bool {
	o := &v.Figures.Outlook
	if !v.enough() || o.Low == nil || o.High == nil {
		return false
	}
	switch p := polesOf("outlook"); {
	case strings.HasSuffix(o.Word, p.high):
		return *o.Low > 0
	case strings.HasSuffix(o.Word, p.low) && o.Word != p.middle:
		return *o.High < 0
	}
	return true
}

// settled tells sides that all have a verdict. It sets them against each other
// only where a comparison found a difference that is worth the name: in outlook
// or else in stance.
func (b *builder) settled(vs []*Voice) string {
	names := namesOf(vs)
	word := vs[0].Figures.Outlook.Word
	same := ofOneWord(vs)
	switch {
	case !same && b.apart(vs, "outlook"):
		return byWord(vs, "outlook", firmly)
	case b.apart(vs, "stance"):
		return byWord(vs, "stance", firmly)
	case same && word == polesOf("outlook").middle:
		return "what " + join(names) + " say is " + word
	case same:
		return join(names) + " are " + allOf(len(vs)) + " " + word
	}
	who := join(names)
	if len(names) > 3 {
		who = "the " + [...]string{4: "four", 5: "five"}[len(names)] + " sides below"
	}
	s := who + " hardly differ"
	less, more, open := true, true, true
	for _, v := range vs {
		o := &v.Figures.Outlook
		less = less && *o.Negative > *o.Positive
		more = more && *o.Positive > *o.Negative
		open = open && *o.Neutral > 0.5
	}
	which := ""
	switch {
	case less:
		which = "more is skeptical than optimistic"
	case more:
		which = "more is optimistic than skeptical"
	}
	switch {
	case which != "" && open:
		s += ": most of what each says is neither optimistic nor skeptical, and of the rest " + which
	case which != "":
		s += ": of what each says, " + which
	}
	return s
}

// apart says that two voices differ on the lead's issue by more than noise and by
// more than a trifle, and are called by different words.
func (b *builder) apart(vs []*Voice, dim string) bool {
	word := map[string]string{}
	for _, v := range vs {
		word[v.SideID] = v.Figures.of(dim).Word
	}
	return slices.ContainsFunc(b.compared, func(c *table.Comparison) bool {
		d := b.difference(c)
		return d.IssueID == b.out.Lead.IssueID && d.Dimension == dim && d.Verdict == moreThanNoise && d.size() != "negligible" &&
			word[d.A] != "" && word[d.B] != "" && word[d.A] != word[d.B]
	})
}

func namesOf(vs []*Voice) []string {
	var names []string
	for _, v := range vs {
		names = append(names, withArticle(v.Name))
	}
	return names
}

func allOf(n int) string {
	if n == 2 {
		return "both"
	}
	return "all"
}

// verbs are how firmly something is said, of one voice and of several.
type verbs struct{ one, many, leansOne, leansMany string }

var (
	firmly    = verbs{"is", "are", "leans", "lean"}
	carefully = verbs{"sounds", "sound", "seems to lean", "seem to lean"}
)

// byWord groups voices by their words: A and B are optimistic; C is skeptical.
func byWord(vs []*Voice, dim string, verbs verbs) string {
	p := polesOf(dim)
	var parts []string
	for _, w := range []string{p.high, "leaning " + p.high, p.both, p.middle, "leaning " + p.low, p.low} {
		var names []string
		for _, v := range vs {
			if v.Figures.of(dim).Word == w {
				names = append(names, withArticle(v.Name))
			}
		}
		if len(names) == 0 {
			continue
		}
		verb := verbs.one
		if len(names) > 1 {
			verb = verbs.many
		}
		if to, ok := strings.CutPrefix(w, "leaning "); ok {
			verb, w = verbs.leansOne, to
			if len(names) > 1 {
				verb = verbs.leansMany
			}
		}
		parts = append(parts, join(names)+" "+verb+" "+w)
	}
	return strings.Join(parts, "; ")
}

// hedged tells voices without a verdict: how those sound of whom there is a
// handful of statements, and the statements of the others.
func hedged(vs []*Voice) string {
	var heard, few []*Voice
	for _, v := range vs {
		if v.Figures.Outlook.Scored >= sounds {
			heard = append(heard, v)
		} else {
			few = append(few, v)
		}
	}
	var parts []string
	if len(heard) > 0 {
		parts = append(parts, byWord(heard, "outlook", carefully))
	}
	for i, v := range few {
		said := v.counted()
		alike := []string{withArticle(v.Name)}
		for _, o := range few[i+1:] {
			if o.counted() == said {
				alike = append(alike, withArticle(o.Name))
			}
		}
		switch {
		case slices.ContainsFunc(few[:i], func(o *Voice) bool { return o.counted() == said }):
		case len(alike) > 1:
			parts = append(parts, join(alike)+" sound "+said+" each")
		default:
			parts = append(parts, alike[0]+" sounds "+said)
		}
	}
	return strings.Join(parts, "; ")
}

// counted says the few statements of a voice: skeptical in 2 of 3 statements.
func (v *Voice) counted() string {
	o := &v.Figures.Outlook
	n, p := o.Scored, polesOf("outlook")
	pos, neg := o.labelled()
	noun := "statement"
	if o.Scored < o.Groups {
		noun = "scored statement"
	}
	if n > 1 {
		noun += "s"
	}
	of := func(k int) string {
		switch {
		case n == 1:
			return "one " + noun
		case k == n && n == 2:
			return "both " + noun
		case k == n:
			return fmt.Sprintf("all %d %s", n, noun)
		}
		return fmt.Sprintf("%d of %d %s", k, n, noun)
	}
	switch {
	case pos > 0 && neg > 0:
		return fmt.Sprintf("%s in %d and %s in %s", p.high, pos, p.low, of(neg))
	case pos > 0:
		return p.high + " in " + of(pos)
	case neg > 0:
		return p.low + " in " + of(neg)
	}
	return "neither way in " + of(n)
}

// labelled counts the statements with either label.
func (f *Figure) labelled() (positive, negative int) {
	if f.Positive == nil || f.Negative == nil {
		return 0, 0
	}
	n := float64(f.Scored)
	return int(math.Round(n * *f.Positive)), int(math.Round(n * *f.Negative))
}

// oneEach tells voices of one statement each.
func oneEach(vs []*Voice) string {
	noun, p := "one statement each", polesOf("outlook")
	var parts []string
	for _, v := range vs {
		o := &v.Figures.Outlook
		if o.Scored < o.Groups {
			noun = "one scored statement each"
		}
		word := "neither"
		if pos, neg := o.labelled(); pos > 0 {
			word = p.high
		} else if neg > 0 {
			word = p.low
		}
		parts = append(parts, possessive(withArticle(v.Name))+" is "+word)
	}
	return noun + ": " + strings.Join(parts, ", ")
}

// standing says how far apart the voices are, and how sure that is.
func (b *builder) standing(vs []*Voice) string {
	l := &b.out.Lead
	switch {
	case len(vs) == 0:
		return ""
	case l.Apart:
		return "They speak of different things, so their figures answer different questions and are not set against each other."
	case len(vs) == 1:
		return "With one side alone there is nothing to compare."
	case l.By == bySpeaker:
		return "No two sides are known to speak of one issue, so the speakers heard most are set beside each other, without a verdict."
	}
	all := b.leadDifferences()
	if len(all) == 0 {
		return ""
	}
	d := &all[0]
	if !d.Sufficient {
		high, low := d.ends()
		return fmt.Sprintf("Too few statements for a verdict, which needs %d scored ones from %d articles a side. The widest gap, %s, rests on %s in %s against %s in %s.",
			compare.MinStatements, compare.MinArticles, d.gap(), count(high.N, "statement"), count(high.Articles, "article"), number(low.N), number(low.Articles))
	}
	if math.Abs(*d.Value) < 0.005 {
		high, low := d.ends()
		return fmt.Sprintf("No gap in outlook: %s and %s both stand at %s on a scale from −1 to +1.", withArticle(high.Name), withArticle(low.Name), signed(high.Mean))
	}
	high, low := d.ends()
	s := fmt.Sprintf("%s (%s) and %s (%s) stand furthest apart", withArticle(high.Name), signed(high.Mean), withArticle(low.Name), signed(low.Mean))
	if among := sufficientSides(all); among > 2 {
		s = fmt.Sprintf("of the %d sides with enough statements, %s", among, s)
	}
	s = capital(s) + fmt.Sprintf(" in outlook: %.2f on a scale from −1 to +1.", math.Abs(*d.Value))
	if d.Verdict == moreThanNoise {
		return s + fmt.Sprintf(" That is more than noise, and %s in size (95 %% interval %s).", d.size(), d.Interval())
	}
	return s + fmt.Sprintf(" That could be noise (95 %% interval %s).", d.Interval())
}

func sufficientSides(ds []Difference) int {
	sides := map[string]bool{}
	for _, d := range ds {
		if d.Sufficient {
			sides[d.A], sides[d.B] = true, true
		}
	}
	return len(sides)
}

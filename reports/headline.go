package reports

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"readout/analysis"
	"readout/analysis/compare"
)

// A headline says no more than the figures bear. Of a voice with enough statements
// whose interval leaves out zero it says what the side is. Of one with fewer it
// says how it sounds in these articles, and of one with fewer than sounds it
// counts them.
const sounds = 5

// answerer puts into sentences what the sides differ in.
type answerer struct{ *builder }

// headline says in one line who stands where on what the first screen shows.
func (b answerer) headline() {
	l := &b.out.Lead
	var vs []*Reading
	for i := range l.Voices {
		if l.Voices[i].Outlook.Mean != nil {
			vs = append(vs, &l.Voices[i])
		}
	}
	gap := b.gap(vs)
	answer := b.answer(b.fewest(vs), gap)
	b.out.Answer = capital(answer)
	b.out.Headline = b.out.Answer
	if l.Event.Title != "" && len(vs) > 0 {
		b.out.Headline = strings.TrimRight(l.Event.Title, ".:") + ": " + answer
	}
	b.out.Standing = b.standing(vs, gap)
}

// fewest is at most three of the readings of an event among many: the two furthest
// apart, and the one of the focus or else of most statements where those are more than a few.
func (b answerer) fewest(vs []*Reading) []*Reading {
	if !b.out.Lead.Several || len(vs) < 4 {
		return vs
	}
	order := slices.Clone(vs) // from optimistic to skeptical
	most := 1
	for i := 1; i < len(order)-1; i++ {
		x, y := order[i], order[most]
		if cmp.Or(b.out.Focus.orderOf(x.SideID)-b.out.Focus.orderOf(y.SideID), y.Outlook.Scored-x.Outlook.Scored) < 0 {
			most = i
		}
	}
	if order[most].Outlook.Scored < sounds && b.out.Focus.orderOf(order[most].SideID) == len(b.out.Focus.Sides) {
		return []*Reading{order[0], order[len(order)-1]}
	}
	return []*Reading{order[0], order[most], order[len(order)-1]}
}

func (b answerer) answer(vs []*Reading, gap *Difference) string {
	one := func(v *Reading) bool { return v.Outlook.Scored == 1 }
	switch {
	case b.out.Corpus.Statements == 0:
		return "no statement was found"
	case len(b.out.Lead.Voices) == 0:
		return "no speaker is named"
	case len(vs) == 0:
		return "no outlook is told by what is said"
	case b.out.Lead.Apart:
		return "no two sides are heard on one event or issue"
	case len(b.out.Lead.Voices) == 1:
		return hedged(vs) + "; no other side is heard"
	case len(vs) > 1 && !slices.ContainsFunc(vs, func(v *Reading) bool { return !one(v) }):
		return oneEach(vs)
	}
	var firm, rest []*Reading
	for _, v := range vs {
		if v.firm() {
			firm = append(firm, v)
		} else {
			rest = append(rest, v)
		}
	}
	switch {
	case len(rest) == 0:
		return settled(vs, gap)
	case len(firm) > 0 && (ofOneWord(firm) || apart(firm, gap)):
		return byWord(firm, firmly) + "; " + hedged(rest)
	}
	return hedged(vs)
}

// ofOneWord says that all voices are called alike in outlook.
func ofOneWord(vs []*Reading) bool {
	return !slices.ContainsFunc(vs, func(v *Reading) bool { return v.Outlook.Word != vs[0].Outlook.Word })
}

// firm says that a reading's own figures bear a verdict: enough of them, and an
// interval that does not contradict its word.
func (r *Reading) firm() bool {
	o := &r.Outlook
	if !r.enough() || o.Low == nil || o.High == nil {
		return false
	}
	switch p := polesOf(analysis.Outlook); {
	case strings.HasSuffix(o.Word, p.high):
		return *o.Low > 0
	case strings.HasSuffix(o.Word, p.low) && o.Word != p.middle:
		return *o.High < 0
	}
	return true
}

// enough says that a reading rests on enough statements for a verdict.
func (r *Reading) enough() bool {
	return r.Outlook.Scored >= compare.MinStatements && r.Outlook.Articles >= compare.MinArticles
}

// settled tells sides that all have a verdict. It sets them against each other
// only where their difference is more than noise and worth the name.
func settled(vs []*Reading, gap *Difference) string {
	names := namesOf(vs)
	word := vs[0].Outlook.Word
	same := ofOneWord(vs)
	switch {
	case !same && apart(vs, gap):
		return byWord(vs, firmly)
	case same && word == polesOf(analysis.Outlook).middle:
		return "what " + join(names) + " say is " + word
	case same:
		return join(names) + " are " + allOf(len(vs)) + " " + word
	}
	who := join(names)
	if len(names) > 3 {
		who = "the " + [...]string{4: "four", 5: "five"}[len(names)] + " sides below"
	}
	return who + " hardly differ"
}

// gap is the difference of the two readings furthest apart, nil where there are no two.
// Its p-value is corrected for the number of pairs it was chosen from.
func (b answerer) gap(vs []*Reading) *Difference {
	var high, low *Reading
	for _, v := range vs {
		if high == nil || *v.Outlook.Mean > *high.Outlook.Mean {
			high = v
		}
		if low == nil || *v.Outlook.Mean < *low.Outlook.Mean {
			low = v
		}
	}
	if len(vs) < 2 {
		return nil
	}
	if high == low { // all of one mean
		high, low = vs[0], vs[1]
	}
	value := *high.Outlook.Mean - *low.Outlook.Mean
	d := &Difference{
		Dimension: analysis.Outlook, A: high.SideID, B: low.SideID, NameA: high.Name, NameB: low.Name, MeanA: high.Outlook.Mean, MeanB: low.Outlook.Mean, Value: &value,
		NA: high.Outlook.Scored, NB: low.Outlook.Scored, ArticlesA: high.Outlook.Articles, ArticlesB: low.Outlook.Articles,
		Sufficient: high.enough() && low.enough(), Verdict: tooFew,
	}
	if !d.Sufficient || b.out.Lead.By != bySide {
		return d
	}
	r := compare.Difference(b.units(b.leadSaid, high.SideID, 0), b.units(b.leadSaid, low.SideID, 0), compare.Config{}, "gap\x1f"+high.SideID+"\x1f"+low.SideID)
	pairs := float64(len(vs)*(len(vs)-1)) / 2
	p := min(1, r.P*pairs)
	d.Low, d.High, d.Effect, d.P, d.PAdjusted = known(r.Low), known(r.High), known(r.Effect), known(r.P), known(p)
	d.Verdict = d.verdict()
	return d
}

// apart says that the widest gap is more than noise and more than a trifle, and
// between two of these voices that are called by different words.
func apart(vs []*Reading, gap *Difference) bool {
	if gap == nil || gap.Verdict != moreThanNoise || gap.size() == "negligible" {
		return false
	}
	word := map[string]string{}
	for _, v := range vs {
		word[v.SideID] = v.Outlook.Word
	}
	return word[gap.A] != "" && word[gap.B] != "" && word[gap.A] != word[gap.B]
}

func namesOf(vs []*Reading) []string {
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
func byWord(vs []*Reading, verbs verbs) string {
	p := polesOf(analysis.Outlook)
	var parts []string
	for _, w := range []string{p.high, "leaning " + p.high, p.both, p.middle, "leaning " + p.low, p.low} {
		var names []string
		for _, v := range vs {
			if v.Outlook.Word == w {
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
func hedged(vs []*Reading) string {
	var heard, few []*Reading
	for _, v := range vs {
		if v.Outlook.Scored >= sounds {
			heard = append(heard, v)
		} else {
			few = append(few, v)
		}
	}
	var parts []string
	if len(heard) > 0 {
		parts = append(parts, byWord(heard, carefully))
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
		case slices.ContainsFunc(few[:i], func(o *Reading) bool { return o.counted() == said }):
		case len(alike) > 1:
			parts = append(parts, join(alike)+" sound "+said+" each")
		default:
			parts = append(parts, alike[0]+" sounds "+said)
		}
	}
	return strings.Join(parts, "; ")
}

// counted says the few statements of a voice: skeptical in 2 of 3 statements.
func (r *Reading) counted() string {
	o := &r.Outlook
	n, p := o.Scored, polesOf(analysis.Outlook)
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
func oneEach(vs []*Reading) string {
	noun, p := "one statement each", polesOf(analysis.Outlook)
	var parts []string
	for _, v := range vs {
		o := &v.Outlook
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

// standing says the gap in words, and how sure it is.
func (b answerer) standing(vs []*Reading, gap *Difference) string {
	l := &b.out.Lead
	switch {
	case len(vs) == 0:
		return ""
	case l.Apart:
		return "They speak of different things, so their figures answer different questions and are not set against each other."
	case len(l.Voices) == 1:
		return "With one side alone there is nothing to compare."
	case l.By == bySpeaker:
		return "No two sides are known to speak, so the speakers heard most are set beside each other, without a verdict."
	case gap == nil:
		return ""
	case math.Abs(*gap.Value) < 0.005:
		return fmt.Sprintf("No gap in outlook: %s and %s both stand at %s on a scale from −1 to +1.", withArticle(gap.NameA), withArticle(gap.NameB), signed(*gap.MeanA))
	case !gap.Sufficient:
		return b.inTheirWords(gap) + fmt.Sprintf(" Too few statements for a verdict, which needs %d from %d articles a side: %s in %s against %s in %s.",
			compare.MinStatements, compare.MinArticles, count(gap.NA, "statement"), count(gap.ArticlesA, "article"), number(gap.NB), number(gap.ArticlesB))
	case gap.Verdict == moreThanNoise:
		return b.inTheirWords(gap) + fmt.Sprintf(" That is more than noise, and %s in size (95 %% interval %s).", gap.size(), gap.Interval())
	}
	return b.inTheirWords(gap) + fmt.Sprintf(" That could be noise (95 %% interval %s).", gap.Interval())
}

// inTheirWords says how far apart two readings are, with the words that show each best.
func (b answerer) inTheirWords(gap *Difference) string {
	return fmt.Sprintf("Furthest apart in outlook are %s (%s%s) and %s (%s%s): %.2f on a scale from −1 to +1.",
		withArticle(gap.NameA), signed(*gap.MeanA), b.wordsOf(gap.A), withArticle(gap.NameB), signed(*gap.MeanB), b.wordsOf(gap.B), math.Abs(*gap.Value))
}

// wordsOf is the words that moved the outlook of a side's first quotation most, after a comma.
func (b answerer) wordsOf(side string) string {
	for i := range b.out.Lead.Voices {
		v := &b.out.Lead.Voices[i]
		if v.SideID != side || len(v.Quotes) == 0 {
			continue
		}
		best := ""
		for _, seg := range v.Quotes[0].Segments {
			if seg.Role == "evidence" && len(seg.Text) > len(best) {
				best = seg.Text
			}
		}
		if best != "" {
			return ", “" + strings.Trim(best, "“”\" ") + "”"
		}
	}
	return ""
}

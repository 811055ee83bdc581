package evaluate

import (
	"fmt"
	"io"
	"strings"

	"readout/analysis"
)

// EntityStanceGold is one article whose stances between named entities were
// labelled, sentence by sentence (SEESAW: Zhang, Beauchamp and Wang 2022).
type EntityStanceGold struct {
	ID        string             `json:"id"`
	Title     string             `json:"title"`
	Sentences []string           `json:"sentences"`
	Stances   []EntityStancePair `json:"stances"`

	spans []analysis.Span // of the sentences, in the document
}

// EntityStancePair says that a source is for or against a target in a sentence.
type EntityStancePair struct {
	Sentence int    `json:"sentence"`
	Source   string `json:"source"`
	Target   string `json:"target"`
	Label    string `json:"label"` // favor or against
}

// Names that stand for nobody in particular.
const (
	nobodyNamed = "None"            // the writer
	unlisted    = "Not in the list" // somebody whom the annotators had no name for
)

func named(name string) bool { return name != nobodyNamed && name != unlisted && name != "" }

// ReadEntityStance reads gold records, one JSON object a line. The error names the line.
func ReadEntityStance(r io.Reader) ([]EntityStanceGold, error) {
	return records(r, func(g *EntityStanceGold) error {
		for _, p := range g.Stances {
			if p.Sentence < 0 || p.Sentence >= len(g.Sentences) {
				return fmt.Errorf("sentence %d is none of %d", p.Sentence, len(g.Sentences))
			}
		}
		return nil
	})
}

// Article is the gold's article: the title as its headline, then the sentences
// with blanks between.
func (g *EntityStanceGold) Article() *analysis.Article {
	var b strings.Builder
	b.WriteString(g.Title)
	a := &analysis.Article{ID: g.ID, Title: g.Title, HeadlineEnd: b.Len()}
	b.WriteString("\n\n")
	g.spans = g.spans[:0]
	for _, s := range g.Sentences {
		start := b.Len()
		b.WriteString(s)
		g.spans = append(g.spans, analysis.Span{Start: start, End: b.Len()})
		b.WriteByte(' ')
	}
	a.Text = b.String()
	return a
}

// Party is one end of a gold pair: its name, and who in the document that is, as
// an index into Document.Actors, -1 where the document has nobody of that name.
type Party struct {
	Name  string
	Actor int
}

// PairScorer says what a source's position toward a target is in one sentence:
// favor, against or "" for none, with the probability that it is right.
type PairScorer interface {
	PairStance(d *analysis.Document, sentence analysis.Span, source, target Party) (label string, prob float64)
}

// EntityStanceFigures are those of the task; every figure is between 0 and 1.
type EntityStanceFigures struct {
	Task    string        `json:"task"`
	Sign    SignFigures   `json:"sign"`
	Actors  ActorFigures  `json:"actors"`
	Triples TripleFigures `json:"triples"`
	Signs   *Confusion    `json:"-"` // gold signs against given ones
}

// SignFigures are those on gold pairs whose names the engine is given. Coverage
// is the share that got a label.
type SignFigures struct {
	MacroF1  float64 `json:"macro_f1"`
	Accuracy float64 `json:"accuracy"`
	Coverage float64 `json:"coverage"`
	N        int     `json:"n"`
}

// ActorFigures are those of mentions: of the gold's sources and targets that
// their sentence or one of the two before it names, how many the engine maps to
// an actor of that name; and of the places where a gold name stands and the
// engine names somebody, how many name the right one. Named leaves out targets
// that are no actors (a wall, a law), by their small last letter.
type ActorFigures struct {
	Precision   float64 `json:"precision"`
	Recall      float64 `json:"recall"`
	NamedRecall float64 `json:"named_recall"`
	HereRecall  float64 `json:"in_sentence_recall"`
	N           int     `json:"n"`
}

// TripleFigures are those of whole (sentence, source, target, label) records.
type TripleFigures struct {
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

// Miss is a gold name that the engine did not map, for reading.
type Miss struct {
	Article  string
	Sentence int
	Name     string
	Found    string // whom the engine names there, "" for nobody
}

// EntityStance scores an engine. pairs may be nil, then no sign is judged.
func EntityStance(gold []EntityStanceGold, analyze func(*analysis.Article) (*analysis.Document, error), pairs PairScorer) (*EntityStanceFigures, []Miss, error) {
	t := entityTally{signs: NewConfusion([]string{"favor", "against"}, "")}
	for i := range gold {
		g := &gold[i]
		d, err := analyze(g.Article())
		if err != nil {
			return nil, nil, fmt.Errorf("article %s: %w", g.ID, err)
		}
		t.actors(g, d)
		t.triples(g, d)
		if pairs == nil {
			continue
		}
		for _, p := range g.Stances {
			if !named(p.Source) || !named(p.Target) {
				continue
			}
			label, prob := pairs.PairStance(d, g.spans[p.Sentence], party(d, p.Source), party(d, p.Target))
			if err := t.signs.Add(p.Label, label, prob); err != nil {
				return nil, nil, fmt.Errorf("article %s: %w", g.ID, err)
			}
		}
	}
	f := &EntityStanceFigures{Task: "entity_stance", Signs: t.signs}
	s := t.signs.Figures()
	f.Sign = SignFigures{s.MacroF1, s.Accuracy, 1 - s.Abstained, s.N}
	if s.N == 0 {
		f.Sign.Coverage = 0
	}
	f.Actors = ActorFigures{
		Precision: ratio(t.right, t.resolved), Recall: ratio(t.mapped, t.mentioned),
		NamedRecall: ratio(t.namedMapped, t.namedMentioned), HereRecall: ratio(t.hereMapped, t.here), N: t.mentioned,
	}
	f.Triples.Precision, f.Triples.Recall = ratio(t.hit, t.given), ratio(t.hit, t.gold)
	if sum := f.Triples.Precision + f.Triples.Recall; sum > 0 {
		f.Triples.F1 = 2 * f.Triples.Precision * f.Triples.Recall / sum
	}
	return f, t.misses, nil
}

func party(d *analysis.Document, name string) Party {
	for i := range d.Actors {
		if SameActor(name, &d.Actors[i]) {
			return Party{name, i}
		}
	}
	return Party{name, -1}
}

type entityTally struct {
	signs                       *Confusion
	mentioned, mapped           int
	namedMentioned, namedMapped int
	here, hereMapped            int
	resolved, right             int
	hit, given, gold            int
	misses                      []Miss
}

// actors counts each name once a sentence.
func (t *entityTally) actors(g *EntityStanceGold, d *analysis.Document) {
	type place struct {
		sentence int
		name     string
	}
	seen := map[place]bool{}
	for _, p := range g.Stances {
		for _, name := range []string{p.Source, p.Target} {
			at := place{p.Sentence, name}
			if !named(name) || seen[at] {
				continue
			}
			seen[at] = true
			t.actor(g, d, p.Sentence, name)
		}
	}
}

func (t *entityTally) actor(g *EntityStanceGold, d *analysis.Document, sentence int, name string) {
	where := locate(d.Text, g.spans[sentence], name)
	before := false
	for s := sentence - 1; s >= 0 && s >= sentence-2; s-- {
		before = before || len(locate(d.Text, g.spans[s], name)) > 0
	}
	if len(where) == 0 && !before {
		return
	}
	window := g.spans[sentence]
	if len(where) == 0 {
		window.Start = g.spans[max(0, sentence-2)].Start
	}
	found := ""
	mapped := false
	for i := range d.Mentions {
		m := &d.Mentions[i]
		if !window.Overlaps(m.Span) {
			continue
		}
		same, names := t.same(d, m, name)
		mapped = mapped || same
		for _, w := range where {
			if w.Overlaps(m.Span) {
				found = names
			}
		}
	}
	if len(where) > 0 {
		t.here++
		if found != "" {
			t.resolved++
			if mapped {
				t.right++
			}
		}
		if mapped {
			t.hereMapped++
		}
	}
	t.mentioned++
	last := name[strings.LastIndexByte(name, ' ')+1:]
	proper := strings.ToLower(last) != last
	if proper {
		t.namedMentioned++
	}
	if mapped {
		t.mapped++
		if proper {
			t.namedMapped++
		}
		return
	}
	t.misses = append(t.misses, Miss{g.ID, sentence, name, found})
}

func (t *entityTally) same(d *analysis.Document, m *analysis.Mention, name string) (bool, string) {
	var names []string
	for _, a := range m.Actors {
		if SameActor(name, &d.Actors[a]) {
			return true, d.Actors[a].Name
		}
		names = append(names, d.Actors[a].Name)
	}
	return false, strings.Join(names, ", ")
}

// triples counts statements whose stance has a sign against the gold's records.
func (t *entityTally) triples(g *EntityStanceGold, d *analysis.Document) {
	t.gold += len(g.Stances)
	used := make([]bool, len(g.Stances))
	for i := range d.Statements {
		s := &d.Statements[i]
		label := s.Stance.Label
		if !s.Stance.Known() || label != "favor" && label != "against" || len(s.Speaker.Actors) == 0 {
			continue
		}
		content := analysis.Hull(d.Attributions[s.Attribution].Content)
		t.given++
		for k, p := range g.Stances {
			if !used[k] && p.Label == label && g.spans[p.Sentence].Overlaps(content) &&
				t.isSource(g, d, p.Source, s) && t.isTarget(g, d, p.Target, s) {
				used[k] = true
				t.hit++
				break
			}
		}
	}
}

func (t *entityTally) isSource(g *EntityStanceGold, d *analysis.Document, name string, s *analysis.Statement) bool {
	for _, a := range s.Speaker.Actors {
		if name == unlisted && !g.lists(&d.Actors[a]) || named(name) && SameActor(name, &d.Actors[a]) {
			return true
		}
	}
	return false
}

func (t *entityTally) isTarget(g *EntityStanceGold, d *analysis.Document, name string, s *analysis.Statement) bool {
	if a := s.Target.Actor; a >= 0 && (named(name) && SameActor(name, &d.Actors[a]) || name == unlisted && !g.lists(&d.Actors[a])) {
		return true
	}
	return named(name) && s.Target.Text != "" && len(locate(s.Target.Text, analysis.Span{End: len(s.Target.Text)}, name)) > 0
}

// lists reports whether the gold has a name for an actor.
func (g *EntityStanceGold) lists(a *analysis.Actor) bool {
	for _, p := range g.Stances {
		if named(p.Source) && SameActor(p.Source, a) || named(p.Target) && SameActor(p.Target, a) {
			return true
		}
	}
	return false
}

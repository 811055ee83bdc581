package evaluate

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode"

	"readout/analysis"
)

// Attributed is one gold article: who said what, by hand.
type Attributed struct {
	ID           string
	Text         string
	Attributions []Relation
}

// Relation is one attribution in byte spans of its article's text.
type Relation struct {
	Source, Cue, Content []analysis.Span
	Confidence           float64 // of the engine, 0 for gold
}

// ReadAttributed reads NDJSON with id, text and attributions, whose spans are
// half-open in code points. An error names the line.
func ReadAttributed(r io.Reader) ([]Attributed, error) {
	var out []Attributed
	err := EachLine(r, func(line []byte) error {
		x, err := parseAttributed(line)
		out = append(out, x)
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func parseAttributed(b []byte) (Attributed, error) {
	var raw struct {
		ID           string
		Text         *string
		Attributions []struct{ Source, Cue, Content [][2]int }
	}
	if err := json.Unmarshal(b, &raw); err != nil {
		return Attributed{}, err
	}
	if raw.Text == nil {
		return Attributed{}, errors.New("no text")
	}
	x := Attributed{ID: raw.ID, Text: *raw.Text}
	bytesOf := make([]int, 0, len(x.Text)+1)
	for i := range x.Text {
		bytesOf = append(bytesOf, i)
	}
	bytesOf = append(bytesOf, len(x.Text))
	var bad error
	convert := func(k int, what string, spans [][2]int) []analysis.Span {
		var list []analysis.Span
		for _, s := range spans {
			if s[0] < 0 || s[1] < s[0] || s[1] >= len(bytesOf) {
				bad = fmt.Errorf("attribution %d: %s %v lies outside of the text of %d characters", k+1, what, s, len(bytesOf)-1)
				continue
			}
			list = append(list, analysis.Span{Start: bytesOf[s[0]], End: bytesOf[s[1]]})
		}
		return list
	}
	for k, a := range raw.Attributions {
		x.Attributions = append(x.Attributions, Relation{
			Source: convert(k, "source", a.Source), Cue: convert(k, "cue", a.Cue), Content: convert(k, "content", a.Content),
		})
	}
	return x, bad
}

// Relations gives a document's attributions as the gold has them: those that the
// article itself makes (depth 0), where statements that share a cue are one and
// a floating statement has the source that it inherits.
func Relations(d *analysis.Attributed) []Relation {
	var out []Relation
	byCue := map[analysis.Span]int{}
	for i := range d.Attributions {
		a := &d.Attributions[i]
		if a.Depth > 0 {
			continue
		}
		if len(a.Cue) > 0 {
			if k, ok := byCue[a.Cue[0]]; ok {
				out[k].Content = append(out[k].Content, a.Content...)
				continue
			}
			byCue[a.Cue[0]] = len(out)
		}
		source := a.Source
		if a.Inherits >= 0 {
			source = d.Attributions[a.Inherits].Source
		}
		out = append(out, Relation{
			Source: source, Cue: a.Cue, Content: append([]analysis.Span(nil), a.Content...), Confidence: a.Confidence,
		})
	}
	return out
}

// Rates are precision, recall and their harmonic mean, between 0 and 1.
type Rates struct {
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

type tally struct{ right, given, gold int }

func (t tally) rates() Rates {
	var r Rates
	if t.given > 0 {
		r.Precision = float64(t.right) / float64(t.given)
	}
	if t.gold > 0 {
		r.Recall = float64(t.right) / float64(t.gold)
	}
	if t.right > 0 {
		r.F1 = 2 * r.Precision * r.Recall / (r.Precision + r.Recall)
	}
	return r
}

func (t *tally) add(gold, given map[analysis.Span]bool) {
	t.gold += len(gold)
	t.given += len(given)
	for g := range given {
		if gold[g] {
			t.right++
		}
	}
}

// SpanRates are the rates of one kind of span.
type SpanRates struct {
	Token Rates `json:"token"` // word tokens inside the spans
	Exact Rates `json:"exact"` // spans with both ends right
}

// AttributionFigures are those of the attribution task.
type AttributionFigures struct {
	Task     string    `json:"task"`
	Articles int       `json:"articles"`
	Source   SpanRates `json:"source"`
	Cue      SpanRates `json:"cue"`
	Content  SpanRates `json:"content"`
	Relation Rates     `json:"relation"` // content with IoU of half or more, and a word of the source
}

// AttributionScore adds up articles.
type AttributionScore struct {
	articles    int
	token, span [3]tally // of source, cue, content
	relation    tally
	bins        [reliabilityBins]bin
	Errors      []AttributionError
}

// AttributionError is one thing that went wrong.
type AttributionError struct {
	Article string
	Kind    string // missed, invented, wrong bounds, wrong source
	Gold    *Relation
	Given   *Relation
	Context analysis.Span // around it
	Text    string        // of the article
}

// Add counts one article.
func (s *AttributionScore) Add(x Attributed, given []Relation) {
	s.articles++
	words := wordsOf(x.Text)
	kinds := [3]func(*Relation) []analysis.Span{
		func(r *Relation) []analysis.Span { return r.Source },
		func(r *Relation) []analysis.Span { return r.Cue },
		func(r *Relation) []analysis.Span { return r.Content },
	}
	for k, of := range kinds {
		var gold, got []analysis.Span
		for i := range x.Attributions {
			gold = append(gold, of(&x.Attributions[i])...)
		}
		for i := range given {
			got = append(got, of(&given[i])...)
		}
		s.span[k].add(spanSet(gold), spanSet(got))
		s.token[k].add(wordSet(words, gold), wordSet(words, got))
	}
	s.addRelations(x, words, given)
}

// addRelations pairs what was found with the gold, each gold attribution once.
func (s *AttributionScore) addRelations(x Attributed, words []analysis.Span, given []Relation) {
	goldWords := make([]map[analysis.Span]bool, len(x.Attributions))
	for i := range x.Attributions {
		goldWords[i] = wordSet(words, x.Attributions[i].Content)
	}
	taken := make([]bool, len(x.Attributions))
	for i := range given {
		content := wordSet(words, given[i].Content)
		best, bestIoU, wrongSource := -1, 0.0, -1
		for k := range x.Attributions {
			if taken[k] || len(goldWords[k]) == 0 {
				continue
			}
			iou := overlap(content, goldWords[k])
			if iou <= bestIoU {
				continue
			}
			if gold := x.Attributions[k].Source; len(gold) > 0 && iou >= 0.5 && overlap(wordSet(words, gold), wordSet(words, given[i].Source)) == 0 {
				wrongSource = k
				continue
			}
			best, bestIoU = k, iou
		}
		right := best >= 0 && bestIoU >= 0.5
		if right {
			taken[best] = true
			s.relation.right++
		}
		s.count(given[i].Confidence, right)
		switch {
		case right:
		case wrongSource >= 0:
			s.fault(x, "wrong source", &x.Attributions[wrongSource], &given[i])
		case best >= 0:
			s.fault(x, "wrong bounds", &x.Attributions[best], &given[i])
		default:
			s.fault(x, "invented", nil, &given[i])
		}
	}
	s.relation.given += len(given)
	for k := range x.Attributions {
		if len(x.Attributions[k].Content) == 0 {
			continue
		}
		s.relation.gold++
		if !taken[k] {
			s.fault(x, "missed", &x.Attributions[k], nil)
		}
	}
}

func (s *AttributionScore) count(confidence float64, right bool) {
	if confidence <= 0 {
		return
	}
	b := &s.bins[min(int(confidence*reliabilityBins), reliabilityBins-1)]
	b.n++
	b.prob += confidence
	if right {
		b.right++
	}
}

func (s *AttributionScore) fault(x Attributed, kind string, gold, given *Relation) {
	r := given
	if r == nil {
		r = gold
	}
	hull := analysis.Hull(append(append(append([]analysis.Span(nil), r.Source...), r.Cue...), r.Content...))
	s.Errors = append(s.Errors, AttributionError{Article: x.ID, Kind: kind, Gold: gold, Given: given, Context: hull, Text: x.Text})
}

// Figures gives the rates of everything added.
func (s *AttributionScore) Figures() AttributionFigures {
	of := func(k int) SpanRates { return SpanRates{s.token[k].rates(), s.span[k].rates()} }
	return AttributionFigures{
		Task: "attribution", Articles: s.articles,
		Source: of(0), Cue: of(1), Content: of(2), Relation: s.relation.rates(),
	}
}

// WriteReliability prints, for each tenth of the confidence, how many
// attributions had it, its mean, and the share that was right.
func (s *AttributionScore) WriteReliability(w io.Writer) error {
	if _, err := fmt.Fprintf(w, "confidence   n      mean   right\n"); err != nil {
		return err
	}
	for i, b := range s.bins {
		if b.n == 0 {
			continue
		}
		if _, err := fmt.Fprintf(w, "%.1f to %.1f  %5d  %.3f  %.3f\n", float64(i)/reliabilityBins, float64(i+1)/reliabilityBins,
			b.n, b.prob/float64(b.n), float64(b.right)/float64(b.n)); err != nil {
			return err
		}
	}
	return nil
}

func spanSet(spans []analysis.Span) map[analysis.Span]bool {
	m := make(map[analysis.Span]bool, len(spans))
	for _, s := range spans {
		m[s] = true
	}
	return m
}

// wordsOf gives the runs of letters and digits of a text: word tokens that do
// not depend on the engine's own.
func wordsOf(text string) []analysis.Span {
	var out []analysis.Span
	start := -1
	for i, r := range text {
		inside := unicode.IsLetter(r) || unicode.IsDigit(r)
		switch {
		case inside && start < 0:
			start = i
		case !inside && start >= 0:
			out = append(out, analysis.Span{Start: start, End: i})
			start = -1
		}
	}
	if start >= 0 {
		out = append(out, analysis.Span{Start: start, End: len(text)})
	}
	return out
}

// wordSet gives the words that lie inside the spans.
func wordSet(words []analysis.Span, spans []analysis.Span) map[analysis.Span]bool {
	m := map[analysis.Span]bool{}
	for _, s := range spans {
		lo, hi := 0, len(words)
		for lo < hi {
			if mid := (lo + hi) / 2; words[mid].Start < s.Start {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		for ; lo < len(words) && words[lo].End <= s.End; lo++ {
			m[words[lo]] = true
		}
	}
	return m
}

// overlap is the intersection over the union.
func overlap(a, b map[analysis.Span]bool) float64 {
	common := 0
	for x := range a {
		if b[x] {
			common++
		}
	}
	if common == 0 {
		return 0
	}
	return float64(common) / float64(len(a)+len(b)-common)
}

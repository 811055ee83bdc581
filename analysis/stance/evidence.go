package stance

import (
	"math"
	"slices"
	"sort"

	"readout/analysis"
)

// ledger collects what each word and phrase added to one score.
type ledger struct {
	items []item
	words []float64 // by content token: what the models made of the word itself
}

// item is one phrase's part.
type item struct {
	feature
	contribution float64
}

// most is how many pieces of evidence a score tells one by one; what is left is
// told in one piece, so that all of them still add up.
const most = 12

// least is the contribution under which a word moved nothing.
const least = 0.02

// evidence tells what made a column's score differ from the mean of others'
// scores, and the sum of it.
func (s *Scorer) evidence(d *analysis.Document, w *work, column int, others []int) ([]analysis.Evidence, float64) {
	l := &w.ledger
	l.items = l.items[:0]
	l.words = append(l.words[:0], make([]float64, len(w.in.tokens))...)
	share := 1 / float64(len(others))
	base := 0.0 // what no word made: the classes' own frequency, the statement's form
	for i := range w.in.features {
		f := &w.in.features[i]
		row := s.heads.rows[f.key]
		if row == nil {
			continue
		}
		x := float64(row[column])
		for _, o := range others {
			x -= share * float64(row[o])
		}
		if x *= f.value; x == 0 {
			continue
		}
		switch {
		case f.first < 0:
			base += x
		case f.list == "model":
			l.words[slices.Index(w.in.tokens, f.first)] += x
		default:
			l.add(f, x)
		}
	}
	base += s.wordEvidence(w, column, others, share)
	for k, x := range l.words {
		if math.Abs(x) < least {
			base += x
			continue
		}
		i := w.in.tokens[k]
		f := feature{first: i, last: i + 1, list: "model", entry: d.Tokens[i].Lower}
		if st := w.in.states[k]; st.negated {
			f.modifier, f.modFirst, f.modLast = st.modifier, st.modFirst, st.modLast
		}
		l.items = append(l.items, item{f, x})
	}
	sort.SliceStable(l.items, func(i, j int) bool {
		return math.Abs(l.items[i].contribution) > math.Abs(l.items[j].contribution)
	})
	if len(l.items) > most {
		for _, it := range l.items[most:] {
			base += it.contribution
		}
		l.items = l.items[:most]
	}
	return l.tell(d, base)
}

// add joins what several features make of the same phrase of the same list.
func (l *ledger) add(f *feature, x float64) {
	for i := range l.items {
		it := &l.items[i]
		if it.first == f.first && it.last == f.last && it.list == f.list {
			it.contribution += x
			if it.entry == "" {
				it.entry = f.entry
			}
			return
		}
	}
	l.items = append(l.items, item{*f, x})
}

// wordEvidence adds what the words' vectors made, and gives what has no place in
// the content.
func (s *Scorer) wordEvidence(w *work, column int, others []int, share float64) float64 {
	base := 0.0
	var weights [pools][]float32
	k := 0
	for _, v := range w.in.vectors {
		if weights[v.pool] == nil {
			row := slices.Clone(s.heads.vector(v.pool, column))
			for _, o := range others {
				for j, x := range s.heads.vector(v.pool, o) {
					row[j] -= float32(share) * x
				}
			}
			weights[v.pool] = row
		}
		x := float64(s.reader.words.Dot(v.rank, weights[v.pool]) * v.weight * w.scales[v.pool])
		switch v.pool {
		case targetPool:
			base += x
		case cuePool:
			w.ledger.add(&feature{first: v.token, last: v.token + 1, list: "cue"}, x)
		default:
			for k < len(w.in.tokens)-1 && w.in.tokens[k] < v.token {
				k++
			}
			w.ledger.words[k] += x
		}
	}
	return base
}

// tell makes evidence of the items, the base last, and adds it up.
func (l *ledger) tell(d *analysis.Document, base float64) ([]analysis.Evidence, float64) {
	evidence := make([]analysis.Evidence, 0, len(l.items)+1)
	sum := 0.0
	for _, it := range l.items {
		e := analysis.Evidence{
			Span:    analysis.Span{Start: d.Tokens[it.first].Start, End: d.Tokens[it.last-1].End},
			Lexicon: it.list, Entry: it.entry, Weight: it.weight, Contribution: it.contribution,
		}
		e.Term = d.Slice(e.Span)
		if it.modifier != "" {
			e.Modifier = it.modifier
			if it.modLast > it.modFirst {
				e.ModifierSpan = analysis.Span{Start: d.Tokens[it.modFirst].Start, End: d.Tokens[it.modLast-1].End}
			}
		}
		evidence = append(evidence, e)
		sum += it.contribution
	}
	if base != 0 || len(evidence) == 0 {
		evidence = append(evidence, analysis.Evidence{Lexicon: "model", Entry: "base", Contribution: base})
		sum += base
	}
	return evidence, sum
}

package stance

import (
	"math"
	"slices"

	"readout/analysis"
)

// ledger collects what each word and phrase added to one score.
type ledger struct {
	items []item
	order []int32   // of items, what moved the score most first
	words []float64 // by content token: what the models made of the word itself
}

// item is one phrase's part.
type item struct {
	feature
	contribution float64
}

// most is how many pieces of evidence a score tells one by one; what is left is
// told in one piece, so that all of them still add up.
const most = 10

// least is the contribution under which a word moved nothing.
const least = 0.05

// evidence tells what made the last class of a model score other than the
// first, and the sum of it.
func (s *Scorer) evidence(d *analysis.Document, w *work, model int) ([]analysis.Evidence, float64) {
	plus, minus := s.heads.from[model]+len(s.heads.models[model].Classes)-1, s.heads.from[model]
	l := &w.ledger
	l.items = l.items[:0]
	l.words = slices.Grow(l.words[:0], len(w.in.tokens))[:len(w.in.tokens)]
	clear(l.words)
	base := 0.0 // what no word made: the classes' own frequency, the statement's form
	for i := range w.in.features {
		f := &w.in.features[i]
		if f.row == nil {
			continue
		}
		x := (float64(f.row[plus]) - float64(f.row[minus])) * f.value
		switch {
		case x == 0:
		case f.first < 0:
			base += x
		case f.list == "model":
			l.words[f.place] += x
		default:
			l.add(f, x)
		}
	}
	base += s.wordEvidence(w, &s.heads.leans[model])
	if model == 0 && w.lean != 0 { // what no word of the content gave is of the base
		base += w.lean
		for k, i := range w.in.tokens {
			if at := i - w.leanFrom; at >= 0 && at < len(w.leanBy) {
				l.words[k] += w.leanBy[at]
				base -= w.leanBy[at]
			}
		}
	}
	for k, x := range l.words {
		if math.Abs(x) < least {
			base += x
			continue
		}
		i := w.in.tokens[k]
		f := feature{first: i, last: i + 1, list: "model", entry: d.Tokens[i].Lower}
		if st := &w.in.states[k]; st.negated {
			f.modifier, f.modFirst, f.modLast = st.modifier, st.modFirst, st.modLast
		}
		l.items = append(l.items, item{f, x})
	}
	base += l.rank(most)
	return l.tell(d, base)
}

// rank orders the most items that moved the score most, the first of equals
// before the others, and gives the sum of what is left.
func (l *ledger) rank(most int) (rest float64) {
	l.order = l.order[:0]
	for i := range l.items {
		x := math.Abs(l.items[i].contribution)
		at := len(l.order)
		for at > 0 && x > math.Abs(l.items[l.order[at-1]].contribution) {
			at--
		}
		if at == most {
			rest += l.items[i].contribution
			continue
		}
		if len(l.order) == most {
			rest += l.items[l.order[most-1]].contribution
			l.order = l.order[:most-1]
		}
		l.order = slices.Insert(l.order, at, int32(i))
	}
	return rest
}

// frameEvidence tells which phrases of the lexicon, and which reporting words,
// speak for a frame more than for the mean of all frames.
func (s *Scorer) frameEvidence(d *analysis.Document, w *work, column, from, classes int) []analysis.Evidence {
	l := &w.ledger
	l.items = l.items[:0]
	for i := range w.in.features {
		f := &w.in.features[i]
		if f.row == nil || f.first < 0 || f.list == "model" {
			continue
		}
		mean := 0.0
		for _, x := range f.row[from : from+classes] {
			mean += float64(x)
		}
		if x := (float64(f.row[column]) - mean/float64(classes)) * f.value; x > least {
			l.add(f, x)
		}
	}
	l.rank(mostOfFrame)
	if len(l.items) == 0 {
		return nil
	}
	evidence, _ := l.tell(d, 0)
	return evidence
}

// mostOfFrame is how many phrases are told for a frame.
const mostOfFrame = 2

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
func (s *Scorer) wordEvidence(w *work, l *lean) float64 {
	base := 0.0
	for _, v := range w.in.vectors {
		x := float64(l.dot(s.reader.words, v.rank, v.pool) * v.weight * w.scales[v.pool])
		switch v.pool {
		case targetPool:
			base += x
		case cuePool:
			w.ledger.add(&feature{first: v.token, last: v.token + 1, list: "cue"}, x)
		default:
			w.ledger.words[v.place] += x
		}
	}
	return base
}

// tell makes evidence of the ranked items, the base last, and adds it up.
func (l *ledger) tell(d *analysis.Document, base float64) ([]analysis.Evidence, float64) {
	evidence := make([]analysis.Evidence, 0, len(l.order)+1)
	sum := 0.0
	for _, i := range l.order {
		it := &l.items[i]
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

package stance

import (
	"strings"

	"readout/analysis"
)

// findTarget marks the content words that name the target.
func (r *reader) findTarget(d *analysis.Document, st *analysis.Statement, in *reading) {
	in.noTarget = st.Target.Text == "" && st.Target.Actor < 0 && st.Target.IssueID == ""
	for _, i := range in.tokens {
		in.target = append(in.target, !st.Target.Span.Empty() && st.Target.Span.Overlaps(d.Tokens[i].Span))
	}
	for _, w := range strings.FieldsFunc(st.Target.Text, func(c rune) bool { return c == ' ' || c == '"' || c == ',' || c == '“' || c == '”' }) {
		name := isCapital(w[0])
		w = strings.ToLower(strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s"))
		rank := r.words.Rank(w)
		if rank >= 0 && rank < commonRank {
			continue
		}
		if !name {
			in.add(feature{key: key{kind: targetWord, a: w}, value: 1, first: -1, list: "model", entry: w})
		}
		if rank >= 0 && !name {
			in.vectors = append(in.vectors, vector{targetPool, -1, -1, rank, r.words.Weight(rank)})
		}
		for k, i := range in.tokens {
			if d.Tokens[i].Lower == w {
				in.target[k] = true
			}
		}
	}
}

// commonRank is the rank below which a word (the, of, in) names nothing.
const commonRank = 40

// addWords makes features and vectors of the content's words.
func (r *reader) addWords(d *analysis.Document, in *reading) {
	last := ""
	lastToken := 0
	reach := -nearReach - 1 // last place of the target
	for k, i := range in.tokens {
		t := &d.Tokens[i]
		if in.target[k] {
			reach = k
		}
		if t.Kind != analysis.Word {
			if t.Kind != analysis.Possessive {
				last = ""
			}
			continue
		}
		if in.words[k] == analysis.NameMark {
			last = ""
			continue
		}
		s := &in.states[k]
		f := feature{key: key{kind: word, a: t.Lower}, value: 1, first: i, last: i + 1, list: "model", entry: t.Lower, place: k}
		p := contentPool
		if s.negated {
			f.kind, p = negatedWord, negatedPool
		}
		in.add(f)
		if last != "" {
			in.add(feature{key: key{pair, last, t.Lower}, value: 1, first: lastToken, last: i + 1, list: "model", place: k - 1})
		}
		last, lastToken = t.Lower, i
		near := k-reach <= nearReach
		for j := k + 1; !near && j <= min(k+nearReach, len(in.tokens)-1); j++ {
			near = in.target[j]
		}
		for rest := t.Lower; rest != ""; {
			part := rest
			rank := r.words.Rank(part)
			rest = ""
			if rank < 0 { // a compound is its parts
				if head, tail, ok := strings.Cut(part, "-"); ok {
					rank, rest = r.words.Rank(head), tail
				}
			}
			if rank < 0 {
				continue
			}
			w := r.words.Weight(rank)
			in.vectors = append(in.vectors, vector{p, i, k, rank, w * float32(s.factor)})
			if near && !in.noTarget {
				in.vectors = append(in.vectors, vector{nearPool, i, k, rank, w})
			}
		}
	}
}

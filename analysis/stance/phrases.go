package stance

import (
	"math"

	"readout/lexicon"
)

// list is one of the lexicon's lists of phrases, by term.
type list struct {
	name    string
	phrases *lexicon.Phrases[entry]
}

// entry is one term with all that it carries.
type entry struct {
	term    string
	carries []lexicon.Position
}

// entries puts the positions of one term together, in the file's order.
func entries(positions []lexicon.Position) []entry {
	at := map[string]int{}
	var all []entry
	for _, p := range positions {
		i, ok := at[p.Term]
		if !ok {
			i = len(all)
			at[p.Term] = i
			all = append(all, entry{term: p.Term})
		}
		if !carriesKind(all[i].carries, p.Kind) {
			all[i].carries = append(all[i].carries, p)
		}
	}
	return all
}

func carriesKind(positions []lexicon.Position, kind string) bool {
	for _, p := range positions {
		if p.Kind == kind {
			return true
		}
	}
	return false
}

// matchPhrases finds the lexicon's phrases in the content. At first it only
// marks their words, so that a negation inside "no progress" does not turn it;
// then, with the states known, it makes features.
func (r *reader) matchPhrases(in *reading, markOnly bool) {
	n := len(in.tokens)
	at := func(k int) string { return in.words[k] }
	for _, l := range r.lists {
		for k := 0; k < n; {
			e, length := l.phrases.Longest(k, n, at)
			if length == 0 {
				k++
				continue
			}
			if markOnly {
				for j := k; length > 1 && j < k+length; j++ {
					in.states[j].inPhrase = true
				}
			} else {
				in.addPhrase(l.name, e, k, length)
			}
			k += length
		}
	}
}

func (in *reading) addPhrase(listName string, e entry, k, length int) {
	s := in.states[k+length-1]
	if length == 1 {
		s = in.states[k]
	}
	near := false
	for j := max(0, k-nearReach); j < min(len(in.target), k+length+nearReach); j++ {
		near = near || in.target[j]
	}
	for _, p := range e.carries {
		f := feature{
			key: key{kind: asserted, a: p.Kind}, value: p.Weight * s.factor,
			first: in.tokens[k], last: in.tokens[k+length-1] + 1,
			list: listName, entry: p.Entry, weight: p.Weight,
			modifier: s.modifier, modFirst: s.modFirst, modLast: s.modLast,
		}
		switch {
		case s.negated:
			f.kind = negated
		case s.unreal:
			f.kind = unreal
		}
		in.add(f)
		if near && (listName == "stance" || listName == "outlook") {
			f.kind = nearTarget
			if s.negated {
				f.kind = nearNegated
			}
			in.add(f)
		}
	}
}

// nearReach is how many tokens from the target a word still counts as close.
const nearReach = 4

// addFirst joins the class of the reporting word with the first phrase of each
// list: what is vowed, denied or warned of stands in the phrase, and the verb says
// which way it counts.
func (in *reading) addFirst() {
	if in.cueClass == "" {
		return
	}
	for _, list := range [...]string{"stance", "outlook"} {
		at := -1
		for i := range in.features {
			f := &in.features[i]
			if f.list == list && (f.kind == asserted || f.kind == negated) && (at < 0 || f.first < in.features[at].first) {
				at = i
			}
		}
		if at < 0 {
			continue
		}
		f := in.features[at]
		carried := f.a
		if f.kind == negated {
			carried = "not " + carried
		}
		f.key, f.value = key{cueFirst, in.cueClass, carried}, 1
		in.add(f)
	}
}

// addNet makes the balance of each list: what speaks for less what speaks
// against, after negation. It is what a lexicon alone would say, so that the
// models learn how far to trust it whatever the words.
func (in *reading) addNet() {
	total := map[string]float64{}
	end := len(in.features)
	for i := 0; i < end; i++ {
		if f := &in.features[i]; netSign(f) != 0 {
			total[f.list] += f.value
		}
	}
	for i := 0; i < end; i++ {
		f := in.features[i]
		sign := netSign(&f)
		if sign == 0 {
			continue
		}
		f.key, f.value = key{kind: net, a: f.list}, sign*f.value/math.Sqrt(max(1, total[f.list]))
		in.add(f)
		if in.cueClass != "" {
			f.key = key{cueNet, in.cueClass, f.list}
			in.add(f)
		}
	}
}

// netSign is what a feature of a phrase counts in its list's balance.
func netSign(f *feature) float64 {
	sign := 0.0
	switch f.a {
	case lexicon.Optimistic, lexicon.Favor:
		sign = 1
	case lexicon.Skeptical, lexicon.Against:
		sign = -1
	}
	switch f.kind {
	case asserted:
		return sign
	case negated:
		return -sign
	case unreal:
		return sign / 2
	}
	return 0
}

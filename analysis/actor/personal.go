package actor

// pronounSense is what a pronoun asks of the one it stands for.
type pronounSense struct {
	gender     byte // 'm', 'f', 'n' for it, 0 for any
	plural     bool
	person     uint8 // 1 for I and we, 3
	possessive bool
}

func (r *phraser) pronoun(i int, g pronounSense) int {
	p := phrase{
		first: i, last: i + 1, sentence: r.s, kind: pronounPhrase, plural: g.plural, gender: g.gender,
		country: -1, side: -1, apposed: -1, name0: i, name1: i + 1,
	}
	r.phrases = append(r.phrases, p)
	return len(r.phrases) - 1
}

// possessivePronoun reads "his spokesman": the pronoun is an inner phrase.
func (r *phraser) possessivePronoun(i int, g pronounSense) int {
	if !g.possessive {
		return i
	}
	n := len(r.phrases)
	inner := r.pronoun(i, g)
	next := r.nominal(i, i+1, possessed, []int32{int32(inner)})
	if next <= i+1 || len(r.phrases) <= n+1 {
		return i + 1
	}
	r.phrases[inner].inner = true
	return next
}

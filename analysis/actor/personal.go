package actor

// pronounSense is what a pronoun asks of the one it stands for.
type pronounSense struct {
	gender     byte // 'm', 'f', 'n' for it, 0 for any
	plural     bool
	person     uint8 // 1 for I and we, 3
	possessive bool
}

var personal = map[string]pronounSense{
	"he": {gender: 'm', person: 3}, "him": {gender: 'm', person: 3}, "himself": {gender: 'm', person: 3},
	"his": {gender: 'm', person: 3, possessive: true}, "she": {gender: 'f', person: 3}, "herself": {gender: 'f', person: 3},
	"her": {gender: 'f', person: 3, possessive: true}, "hers": {gender: 'f', person: 3}, "they": {plural: true, person: 3},
	"them": {plural: true, person: 3}, "themselves": {plural: true, person: 3}, "their": {plural: true, person: 3, possessive: true},
	"it": {gender: 'n', person: 3}, "itself": {gender: 'n', person: 3}, "its": {gender: 'n', person: 3, possessive: true},
	"i": {person: 1}, "me": {person: 1}, "myself": {person: 1}, "my": {person: 1, possessive: true}, "mine": {person: 1},
	"we": {person: 1, plural: true}, "us": {person: 1, plural: true}, "our": {person: 1, plural: true, possessive: true},
	"ours": {person: 1, plural: true}, "ourselves": {person: 1, plural: true},
	"i'm": {person: 1}, "i've": {person: 1}, "i'd": {person: 1}, "i'll": {person: 1}, "we're": {person: 1, plural: true},
	"we've": {person: 1, plural: true}, "we'd": {person: 1, plural: true}, "we'll": {person: 1, plural: true},
	"he's": {gender: 'm', person: 3}, "he'd": {gender: 'm', person: 3}, "he'll": {gender: 'm', person: 3},
	"she's": {gender: 'f', person: 3}, "she'd": {gender: 'f', person: 3}, "she'll": {gender: 'f', person: 3},
	"they're": {plural: true, person: 3}, "they've": {plural: true, person: 3}, "they'd": {plural: true, person: 3},
	"they'll": {plural: true, person: 3}, "it's": {gender: 'n', person: 3}, "who": {person: 4}, "which": {gender: 'n', person: 4}, "whose": {person: 4},
}

func (r *reader) pronoun(i int, g pronounSense) int {
	p := phrase{
		first: i, last: i + 1, sentence: r.s, kind: pronounPhrase, plural: g.plural, gender: g.gender,
		country: -1, side: -1, apposed: -1, name0: i, name1: i + 1,
	}
	r.phrases = append(r.phrases, p)
	return len(r.phrases) - 1
}

// possessivePronoun reads "his spokesman": the pronoun is an inner phrase.
func (r *reader) possessivePronoun(i int, g pronounSense) int {
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

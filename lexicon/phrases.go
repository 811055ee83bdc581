package lexicon

import "strings"

// Phrases finds entries of one or more words at a place in a text, the longest
// first. It is built once, and then safe for any number of goroutines.
type Phrases[T any] struct {
	first map[string][]phrase[T] // by first word, longest first
}

type phrase[T any] struct {
	rest  []string
	value T
}

// NewPhrases makes an index of entries, each under its words parted by blanks. An
// entry under words that are there already replaces the earlier one.
func NewPhrases[T any](entries []T, words func(T) string) *Phrases[T] {
	p := &Phrases[T]{first: make(map[string][]phrase[T], len(entries))}
	for _, e := range entries {
		p.add(strings.Fields(words(e)), e)
	}
	return p
}

func (p *Phrases[T]) add(words []string, value T) {
	if len(words) == 0 {
		return
	}
	list := p.first[words[0]]
	at := len(list)
	for i, have := range list {
		if equal(have.rest, words[1:]) {
			list[i].value = value
			return
		}
		if len(have.rest) < len(words)-1 && i < at {
			at = i
		}
	}
	list = append(list, phrase[T]{})
	copy(list[at+1:], list[at:])
	list[at] = phrase[T]{rest: words[1:], value: value}
	p.first[words[0]] = list
}

// Longest gives the longest entry that begins at word i of n, and how many words
// it has; 0 where none does. word(k) is the lower-cased word k.
func (p *Phrases[T]) Longest(i, n int, word func(int) string) (value T, length int) {
	for _, have := range p.first[word(i)] {
		if i+len(have.rest) >= n {
			continue
		}
		ok := true
		for k, w := range have.rest {
			if word(i+1+k) != w {
				ok = false
				break
			}
		}
		if ok {
			return have.value, 1 + len(have.rest)
		}
	}
	return value, 0
}

func equal(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

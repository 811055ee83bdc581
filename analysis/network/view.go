package network

import (
	"slices"
	"strings"

	"readout/analysis"
	"readout/lexicon"
)

// The numbers that stand after those of the lexicon's words: what is no word, or
// one whose own form is to say nothing.
const (
	unknown = iota
	name    // of somebody else than the two
	source
	target
	number
	otherMark
	comma
	fullStop
	colon
	semicolon
	question
	exclamation
	dash
	openQuote
	closeQuote
	specials // how many there are
)

// longest is how many places of a text are looked at.
const longest = 120

// View is what a network sees of a source and a target: the words about them
// without anybody's name, and how far each stands from either. It may be used
// again and again.
type View struct {
	ids    []int32 // words of the lexicon by rank, then the specials
	tokens []int32 // of the document
	x, y   []uint8 // distance to source and target
	names  []bool
	named  int32 // the number of a name
}

// Tokens are the document's tokens by place of the view; a name of several words
// is its first one.
func (v *View) Tokens() []int32 { return v.tokens }

// Named tells whether there stands a name at the place, of neither source nor target:
// what it gives it gives for being one, whoever it is.
func (v *View) Named(place int) bool { return v.ids[place] == v.named }

// Read looks at the tokens first to last of a segmented document. Source and
// target may be empty: then they are not named there.
func (v *View) Read(words *lexicon.Words, d *analysis.Document, first, last int, from, to analysis.Span) {
	v.ids, v.tokens = v.ids[:0], v.tokens[:0]
	v.read(words, d, first, last, from, to, nil)
	v.finish(words)
}

// ReadText looks at the tokens of several stretches, each [first, last), as one text
// that is said by nobody of nothing. A word is passed over where hidden says so of
// its token and its rank.
func (v *View) ReadText(words *lexicon.Words, d *analysis.Document, stretches [][2]int, hidden func(token, rank int) bool) {
	v.ids, v.tokens = v.ids[:0], v.tokens[:0]
	for _, s := range stretches {
		v.read(words, d, s[0], s[1], analysis.Span{}, analysis.Span{}, hidden)
	}
	v.finish(words)
}

func (v *View) read(words *lexicon.Words, d *analysis.Document, first, last int, from, to analysis.Span, hidden func(token, rank int) bool) {
	v.names = analysis.MarkNames(d.Text, d.Tokens[first:last], v.names)
	rest := int32(words.Len())
	put := func(i int, id int32) {
		if n := len(v.ids); n > 0 && id == v.ids[n-1] && (id == rest+source || id == rest+target || id == rest+name) {
			return
		}
		v.ids, v.tokens = append(v.ids, id), append(v.tokens, int32(i))
	}
	for i := first; i < last; i++ {
		t := &d.Tokens[i]
		switch {
		case !from.Empty() && from.Overlaps(t.Span):
			put(i, rest+source)
		case !to.Empty() && to.Overlaps(t.Span):
			put(i, rest+target)
		case v.names[i-first]:
			put(i, rest+name)
		case t.Kind == analysis.Word:
			word(words, t.Lower, func(rank int) {
				if rank < 0 {
					rank = words.Len() + unknown
				} else if hidden != nil && hidden(i, rank) {
					return
				}
				put(i, int32(rank))
			})
		default:
			if mark := markOf(t); mark >= 0 {
				put(i, rest+mark)
			}
		}
	}
}

// finish cuts what is too long, and measures the distances.
func (v *View) finish(words *lexicon.Words) {
	rest := int32(words.Len())
	v.named = rest + name
	v.cut(rest)
	v.x = distances(v.ids, rest+source, v.x)
	v.y = distances(v.ids, rest+target, v.y)
}

// word gives the rank of a word, or those of its parts where it is a compound.
func word(words *lexicon.Words, lower string, put func(rank int)) {
	rank := words.Rank(lower)
	if rank < 0 && strings.HasSuffix(lower, "n't") {
		rank = words.Rank("not")
	}
	if head, _, ok := strings.Cut(lower, "'"); rank < 0 && ok {
		rank = words.Rank(head)
	}
	head, tail, ok := strings.Cut(lower, "-")
	if rank >= 0 || !ok {
		put(rank)
		return
	}
	put(words.Rank(head))
	if tail != "" {
		word(words, tail, put)
	}
}

// markOf numbers what is no word, -1 for what says nothing.
func markOf(t *analysis.Token) int32 {
	switch t.Kind {
	case analysis.Number:
		return number
	case analysis.OpenQuote:
		return openQuote
	case analysis.CloseQuote:
		return closeQuote
	case analysis.Possessive:
		return -1
	}
	switch t.Lower {
	case ",":
		return comma
	case ".":
		return fullStop
	case ":":
		return colon
	case ";":
		return semicolon
	case "?":
		return question
	case "!":
		return exclamation
	case "-", "–", "—", "--":
		return dash
	}
	return otherMark
}

// cut keeps what stands about the two of a long text; where they are too far from
// one another, what stands about the target, and there is no source.
func (v *View) cut(rest int32) {
	if len(v.ids) <= longest {
		return
	}
	x, y := slices.Index(v.ids, rest+source), slices.Index(v.ids, rest+target)
	if y < 0 {
		y = max(x, 0)
	}
	if x < 0 || x-y >= longest || y-x >= longest {
		x = y
	}
	from := min(max(0, (x+y-longest)/2), len(v.ids)-longest)
	v.ids, v.tokens = v.ids[from:from+longest], v.tokens[from:from+longest]
}

// reaches bound the distances that are told apart, before and after; steps is how
// many there are, with that of what is not there.
var reaches = [...]int{2, 5}

const steps = 2*len(reaches) + 4

// distances tells for each place how far it is from the first one that has the
// mark: 0 where none has it, else from far before (1) to far behind.
func distances(ids []int32, mark int32, to []uint8) []uint8 {
	at := -1
	for i, id := range ids {
		if id == mark {
			at = i
			break
		}
	}
	to = to[:0]
	for i := range ids {
		step := 0
		switch d := i - at; {
		case at < 0:
		case d < -reaches[1]:
			step = 1
		case d < -reaches[0]:
			step = 2
		case d < 0:
			step = 3
		case d == 0:
			step = 4
		case d <= reaches[0]:
			step = 5
		case d <= reaches[1]:
			step = 6
		default:
			step = 7
		}
		to = append(to, uint8(step))
	}
	return to
}

package reader

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A Piece is a word piece, the unit that the encoder reads, and where it stands.
type Piece struct {
	ID         int32
	Start, End int32 // bytes of the text that was cut, all of the word's bytes together
	Word       bool  // it begins a word
}

// Pieces cuts text into word pieces as BERT's uncased tokenizer does: control
// characters go, letters lose case and accents, punctuation and Chinese
// characters stand alone, and every word is taken apart into the longest pieces
// of the vocabulary from its beginning on.
type Pieces struct {
	ids     map[string]int32 // by piece; one that goes on a word is written with "##"
	unknown int32
	start   int32 // [CLS]
	end     int32 // [SEP]
	longest int   // bytes of the longest piece
}

// mostWordRunes is how long a word may be before it counts as unknown.
const mostWordRunes = 100

// newPieces reads a vocabulary, one piece a line; a piece's number is its line.
func newPieces(vocab []byte) (*Pieces, error) {
	p := &Pieces{ids: map[string]int32{}}
	for i, piece := range strings.Split(strings.TrimSuffix(string(vocab), "\n"), "\n") {
		piece = strings.TrimSuffix(piece, "\r")
		if _, twice := p.ids[piece]; twice {
			return nil, fmt.Errorf("the vocabulary has %q twice", piece)
		}
		p.ids[piece] = int32(i)
		p.longest = max(p.longest, len(piece))
	}
	for name, id := range map[string]*int32{"[UNK]": &p.unknown, "[CLS]": &p.start, "[SEP]": &p.end} {
		n, ok := p.ids[name]
		if !ok {
			return nil, fmt.Errorf("the vocabulary has no piece %s", name)
		}
		*id = n
	}
	return p, nil
}

// word is one word of a text in the making: its folded letters, and for each byte of them
// where the letter comes from.
type word struct {
	folded     []byte
	start, end []int32 // by byte of folded
	runes      int
}

func (w *word) reset() {
	w.folded, w.start, w.end, w.runes = w.folded[:0], w.start[:0], w.end[:0], 0
}

func (w *word) add(r rune, start, end int) {
	n := len(w.folded)
	w.folded = utf8.AppendRune(w.folded, r)
	for range len(w.folded) - n {
		w.start, w.end = append(w.start, int32(start)), append(w.end, int32(end))
	}
	w.runes++
}

// Cut appends the pieces of text to into.
func (p *Pieces) Cut(text string, into []Piece) []Piece {
	var w word
	var letters [8]rune
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		end := i + size
		switch {
		case r == 0 || r == utf8.RuneError || isControl(r):
			i = end
			continue
		case isSpace(r):
			into = p.cutWord(&w, into)
			i = end
			continue
		}
		for _, l := range fold(r, letters[:0]) {
			if unicode.Is(unicode.Mn, l) {
				continue
			}
			if isPunctuation(l) || isChinese(r) {
				into = p.cutWord(&w, into)
				w.add(l, i, end)
				into = p.cutWord(&w, into)
			} else {
				w.add(l, i, end)
			}
		}
		i = end
	}
	return p.cutWord(&w, into)
}

// cutWord takes a word apart, and empties it.
func (p *Pieces) cutWord(w *word, into []Piece) []Piece {
	if len(w.folded) == 0 {
		return into
	}
	first := len(into)
	key := make([]byte, 0, 64)
	last := len(w.folded) - 1
	for from := 0; from < len(w.folded); {
		id, to := p.unknown, -1
		if w.runes <= mostWordRunes {
			for n := min(len(w.folded), from+p.longest); n > from; n-- {
				if n < len(w.folded) && !utf8.RuneStart(w.folded[n]) {
					continue
				}
				key = key[:0]
				if from > 0 {
					key = append(key, "##"...)
				}
				key = append(key, w.folded[from:n]...)
				if found, ok := p.ids[string(key)]; ok {
					id, to = found, n
					break
				}
			}
		}
		if to < 0 { // a part that is unknown makes the whole word unknown
			into = append(into[:first], Piece{ID: p.unknown, Start: w.start[0], End: w.end[last], Word: true})
			break
		}
		into = append(into, Piece{ID: id, Start: w.start[from], End: w.end[to-1], Word: from == 0})
		from = to
	}
	w.reset()
	return into
}

// fold gives the lower-case letters that r is made of, without the case that
// decomposition may bring back.
func fold(r rune, into []rune) []rune {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return append(into, r)
	}
	for _, l := range norm.NFD.String(string(r)) {
		for _, low := range strings.ToLower(string(l)) {
			into = append(into, low)
		}
	}
	return into
}

func isSpace(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || unicode.IsSpace(r)
}

// isControl tells characters that a text loses: control, format, private use and unassigned.
func isControl(r rune) bool {
	if r == '\t' || r == '\n' || r == '\r' {
		return false
	}
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs)
}

// isPunctuation takes in all ASCII symbols, as BERT does.
func isPunctuation(r rune) bool {
	if r < utf8.RuneSelf {
		return r > ' ' && r < 0x7F && !('0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z')
	}
	return unicode.IsPunct(r)
}

// chinese are the blocks of ideographs whose every character is a word to BERT.
var chinese = [][2]rune{
	{0x4E00, 0x9FFF}, {0x3400, 0x4DBF}, {0x20000, 0x2A6DF}, {0x2A700, 0x2B73F},
	{0x2B740, 0x2B81F}, {0x2B920, 0x2CEAF}, {0xF900, 0xFAFF}, {0x2F800, 0x2FA1F},
}

func isChinese(r rune) bool {
	return r >= 0x3400 && slices.ContainsFunc(chinese, func(b [2]rune) bool { return b[0] <= r && r <= b[1] })
}

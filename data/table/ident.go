package table

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"readout/analysis"
)

// quotedWords is how many words in quotation marks make a quotation that is the
// same wherever it stands, whoever it is ascribed to.
const quotedWords = 5

// hashID is the first 64 bits of SHA-256 over parts, in hex after a letter that
// keeps spreadsheets from reading it as a number.
func hashID(prefix string, parts ...string) string {
	h := sha256.New()
	var n [20]byte
	for _, p := range parts { // lengths keep "ab","c" and "a","bc" apart
		h.Write(strconv.AppendInt(n[:0], int64(len(p)), 10))
		h.Write([]byte{':'})
		h.Write([]byte(p))
	}
	return prefix + hex.EncodeToString(h.Sum(nil)[:8])
}

// EventID is the id of the event whose first article by day and id is given: an
// event that gains articles keeps it.
func EventID(firstArticle string) string { return hashID("e-", firstArticle) }

// StatementIDs gives every attribution of d its id: a hash of article, content
// and source, and of how many with the same three stood before it. What is
// inserted elsewhere in the article changes none of them.
func StatementIDs(d *analysis.Document) []string {
	ids := make([]string, len(d.Attributions))
	before := make(map[string]int, len(ids))
	for i := range d.Attributions {
		a := &d.Attributions[i]
		key := d.Article.ID + "\x00" + joined(d, a.Content) + "\x00" + joined(d, a.Source)
		ids[i] = hashID("s-", d.Article.ID, joined(d, a.Content), joined(d, a.Source), strconv.Itoa(before[key]))
		before[key]++
	}
	return ids
}

// TextHash stands for the words of a text, however its white space is laid out.
func TextHash(text string) string {
	h := sha256.New()
	var word []byte
	for f := range strings.FieldsSeq(text) {
		word = append(append(word[:0], f...), ' ')
		h.Write(word)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// joined is the words of spans with white space made single, so that a line that
// is broken elsewhere is the same statement.
func joined(d *analysis.Document, spans []analysis.Span) string {
	var b strings.Builder
	for _, s := range spans {
		for _, f := range strings.Fields(d.Slice(s)) {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(f)
		}
	}
	return b.String()
}

// quoteGroup is the id that a content has wherever the same words are reported:
// the words in quotation marks where there are enough of them, since outlets
// agree on those and paraphrase the rest; else all words and who said them.
func quoteGroup(words, quoted []string, speaker string) string {
	if len(quoted) >= quotedWords {
		return hashID("q-", "quoted", strings.Join(quoted, " "))
	}
	return hashID("q-", "all", strings.Join(words, " "), speaker)
}

// contentWords gives the words of spans in lower case, and those of them that
// stand in quotation marks.
func contentWords(d *analysis.Document, spans []analysis.Span) (words, quoted []string) {
	for _, s := range spans {
		for i := d.TokenAt(s.Start); i < len(d.Tokens) && d.Tokens[i].Start < s.End; i++ {
			t := &d.Tokens[i]
			if t.Kind != analysis.Word && t.Kind != analysis.Number {
				continue
			}
			words = append(words, t.Lower)
			if t.Quote >= 0 {
				quoted = append(quoted, t.Lower)
			}
		}
	}
	return words, quoted
}

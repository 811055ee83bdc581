package evaluate

import (
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"

	"readout/analysis"
)

// Drawn is something unlabelled in an article that a teacher is to judge: a
// pair (Kind "pair": what does A hold of B, and B of A), a target ("target": the
// tone toward B), a statement ("statement": Source, Cue, Content, and B what it
// is about) or a passage ("passage": its tone). Place is the text's own place in the record; the other spans are
// in Text. All are in code points.
type Drawn struct {
	Kind    string `json:"kind"`
	File    string `json:"file"`
	ID      string `json:"id"`
	Text    string `json:"text,omitempty"`
	Place   [2]int `json:"place"`
	A       [2]int `json:"a"`
	B       [2]int `json:"b"`
	Source  [2]int `json:"source"`
	Cue     [2]int `json:"cue"`
	Content [2]int `json:"content"`
}

// Taught is something drawn with the probabilities of one or more teachers, by
// what was asked: directed (by the labels of the directed_sentiment task), target
// (negative, neutral, positive), or a statement's stance, outlook, certainty and
// frame (least label first, frames in their own order). Teacher k of a statement
// has not seen the labelled statements of FoldOf k, and teacher k of a passage not
// the rated sentences.
type Taught struct {
	Drawn
	Shares map[string][][]float64 // by teacher, by class
	Tone   []float64              // of a passage, by teacher, -1..1
}

// toneSteps is how many figures of a passage's tone are one.
const toneSteps = 100

// FoldOf is the part of n that labelled statements of one title are in.
func FoldOf(title string, n int) int { return int(crc32.ChecksumIEEE([]byte(title)) % uint32(n)) }

// taughtRecord is one line of a file of a teacher's labels: all that was drawn
// of one kind from one article. An item is its spans, flat, in the order place,
// a, b for pairs and targets; place, b, source, cue, content for statements; place
// alone for passages, with the tone in hundredths by teacher; else
// the probabilities as whole numbers, of which only their ratio counts, in the order of asked, teacher by teacher.
type taughtRecord struct {
	Kind  string  `json:"kind"`
	File  string  `json:"file"`
	ID    string  `json:"id"`
	Items [][]int `json:"items"`
}

// asked lists what a teacher is asked of each kind, with the number of classes.
var asked = map[string][]struct {
	name    string
	classes int
}{
	"pair":      {{"directed", 5}},
	"target":    {{"target", 3}},
	"statement": {{"stance", 3}, {"outlook", 3}, {"certainty", 2}, {"frame", 13}},
}

// ReadTaught reads a teacher's labels of one kind, and fetches the words from the
// corpus below dir. The error names the line.
func ReadTaught(r io.Reader, dir, kind string) ([]Taught, error) {
	var all []Taught
	texts := corpus{}
	err := eachRecord(r, func(rec *taughtRecord) error {
		if rec.Kind != kind {
			return nil
		}
		texts.want(rec.File, rec.ID)
		for _, item := range rec.Items {
			t, err := rec.taught(item)
			if err != nil {
				return err
			}
			all = append(all, t)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := texts.fetch(dir); err != nil {
		return nil, err
	}
	for i := range all {
		t := &all[i]
		text := texts[t.File][t.ID]
		if t.Place[0] < 0 || t.Place[0] > t.Place[1] || t.Place[1] > len(text) {
			return nil, fmt.Errorf("%s: %s: no place %v in a text of %d code points", t.File, t.ID, t.Place, len(text))
		}
		t.Text = string(text[t.Place[0]:t.Place[1]])
	}
	return all, nil
}

func (rec *taughtRecord) taught(item []int) (Taught, error) {
	t := Taught{Drawn: Drawn{Kind: rec.Kind, File: rec.File, ID: rec.ID}, Shares: map[string][][]float64{}}
	spans := []*[2]int{&t.Place, &t.A, &t.B}
	switch rec.Kind {
	case "statement":
		spans = []*[2]int{&t.Place, &t.B, &t.Source, &t.Cue, &t.Content}
	case "passage":
		spans = spans[:1]
	}
	if len(item) < 2*len(spans) {
		return t, fmt.Errorf("%s of %s: %d figures", rec.Kind, rec.ID, len(item))
	}
	for _, s := range spans {
		*s = [2]int{item[0], item[1]}
		item = item[2:]
	}
	if rec.Kind == "passage" {
		for _, x := range item {
			t.Tone = append(t.Tone, float64(x)/toneSteps)
			if x < -toneSteps || x > toneSteps {
				return t, fmt.Errorf("passage of %s: tone %d", rec.ID, x)
			}
		}
		if len(t.Tone) == 0 {
			return t, fmt.Errorf("passage of %s: no tone", rec.ID)
		}
		return t, nil
	}
	for len(item) > 0 {
		for _, a := range asked[rec.Kind] {
			p, err := shares(item, a.classes)
			if err != nil {
				return t, fmt.Errorf("%s of %s: %s: %w", rec.Kind, rec.ID, a.name, err)
			}
			t.Shares[a.name] = append(t.Shares[a.name], p)
			item = item[a.classes:]
		}
	}
	return t, nil
}

// shares makes probabilities of the first n figures.
func shares(figures []int, n int) ([]float64, error) {
	if len(figures) < n {
		return nil, fmt.Errorf("%d probabilities, %d wanted", len(figures), n)
	}
	p, sum := make([]float64, n), 0.0
	for c := range p {
		p[c] = float64(figures[c])
		sum += p[c]
	}
	if sum <= 0 {
		return nil, errors.New("no probabilities")
	}
	for c := range p {
		p[c] /= sum
	}
	return p, nil
}

// Passage is the document of a passage, not yet segmented.
func (t *Taught) Passage() *analysis.Document { return textDocument(t.ID, t.Text) }

// Pair is the document of a pair or target, not yet segmented, and the places of
// the two; A is empty for a target.
func (t *Taught) Pair() (d *analysis.Document, a, b analysis.Span, err error) {
	d = textDocument(t.ID, t.Text)
	if t.A[1] > t.A[0] {
		if a, err = byteSpan(t.Text, t.A[:]); err != nil {
			return nil, a, b, fmt.Errorf("%s: a: %w", t.ID, err)
		}
	}
	if b, err = byteSpan(t.Text, t.B[:]); err != nil {
		return nil, a, b, fmt.Errorf("%s: b: %w", t.ID, err)
	}
	return d, a, b, nil
}

// Statement is what was drawn as a statement without labels.
func (t *Taught) Statement() (StatementGold, error) {
	text := []rune(t.Text)
	for _, s := range [][2]int{t.Source, t.Cue, t.Content, t.B} {
		if s[0] < 0 || s[0] > s[1] || s[1] > len(text) {
			return StatementGold{}, fmt.Errorf("%s: no span %v in %d code points", t.ID, s, len(text))
		}
	}
	cut := func(s [2]int) string { return string(text[s[0]:s[1]]) }
	g := StatementGold{ID: t.ID, Title: t.File + " " + t.ID, Context: t.Text, Source: cut(t.Source), Cue: cut(t.Cue), Content: cut(t.Content)}
	if target := strings.TrimSpace(cut(t.B)); target != "" {
		g.Target = &target
	}
	return g, nil
}

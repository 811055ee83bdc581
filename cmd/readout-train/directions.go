package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"

	"readout/analysis"
	"readout/lexicon"
)

// direction is a statement of our own with the proposition that it turns on.
type direction struct {
	proposition  string
	sign         int // 1 where it agrees, -1 where it disagrees
	cue, content string
}

// readDirections reads lines of proposition, sign and "cue: content" parted by |, with tabs
// between the three. Lines that begin with # are comments.
func readDirections(path string, lex *lexicon.Lexicon) ([]direction, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all []direction
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		if strings.HasPrefix(lines.Text(), "#") {
			continue
		}
		fields := strings.Split(lines.Text(), "\t")
		if len(fields) != 3 {
			return nil, fmt.Errorf("%s:%d: wants a proposition, a sign and statements, with tabs between them", path, n)
		}
		sign, err := strconv.Atoi(fields[1])
		if err != nil || sign != 1 && sign != -1 {
			return nil, fmt.Errorf("%s:%d: sign %q, wants 1 or -1", path, n, fields[1])
		}
		if lex.Proposition(fields[0]) == nil {
			return nil, fmt.Errorf("%s:%d: no proposition %q", path, n, fields[0])
		}
		for _, s := range strings.Split(fields[2], "|") {
			cue, content, ok := strings.Cut(s, ": ")
			if !ok {
				return nil, fmt.Errorf("%s:%d: statement %q wants cue: content", path, n, s)
			}
			all = append(all, direction{fields[0], sign, cue, content})
		}
	}
	return all, lines.Err()
}

// dictated is an attributor of texts of one sentence each, whose attribution is known.
type dictated struct {
	classes map[string]analysis.CueClass
	says    direction
}

const dictatedSource = "The delegate"

// newDictated knows the classes of the lexicon's cues.
func newDictated(lex *lexicon.Lexicon) *dictated {
	classes := map[string]analysis.CueClass{}
	for i := range lex.Cues {
		for _, form := range lex.Cues[i].Inflected() {
			if classes[form] == "" {
				classes[form] = analysis.CueClass(lex.Cues[i].Class)
			}
		}
	}
	return &dictated{classes: classes}
}

// document takes a statement through the pipeline, whose attributor the receiver is.
func (a *dictated) document(ctx context.Context, p *analysis.Pipeline, s direction) (*analysis.Document, error) {
	a.says = s
	return p.Analyze(ctx, &analysis.Article{ID: "own", Text: dictatedSource + " " + s.cue + " " + s.content + "."})
}

// Attribute gives the one attribution. The class of its cue is that of the longest cue of
// the lexicon that it begins with.
func (a *dictated) Attribute(d *analysis.Segmented) *analysis.Attributed {
	at := func(start, n int) []analysis.Span { return []analysis.Span{{Start: start, End: start + n}} }
	cue := len(dictatedSource) + 1
	said := analysis.Attribution{
		Source: at(0, len(dictatedSource)), Cue: at(cue, len(a.says.cue)), Content: at(cue+len(a.says.cue)+1, len(a.says.content)),
		Inherits: -1, Parent: -1, Polarity: analysis.Affirmed,
	}
	for words := strings.Fields(a.says.cue); len(words) > 0 && said.CueClass == ""; words = words[:len(words)-1] {
		said.CueClass = a.classes[strings.Join(words, " ")]
	}
	return &analysis.Attributed{Segmented: *d, Attributions: []analysis.Attribution{said}}
}

package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"readout/analysis"
	"readout/analysis/engine"
	"readout/analysis/evaluate"
	"readout/lexicon"
)

func drawCommand() *cli.Command {
	return &cli.Command{
		Name:  "draw",
		Usage: "draw unlabelled pairs, targets, statements and passages from articles, for a teacher to label",
		Description: "Reads NDJSON articles (id, title, text, published_at) below --dir and writes one JSON object a line with\n" +
			"the words and their places. What is drawn hangs on the text alone. See lexicon/training/teacher.\n\n" +
			"Example:\n   readout-train draw --corpus corpus.jsonl --pairs 20000 --out drawn.jsonl",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "dir", Usage: "`DIR` below which the corpora stand", Value: "."},
			&cli.StringSliceFlag{Name: "corpus", Usage: "draw from `FILE` below --dir (may be given several times)", Required: true},
			&cli.StringSliceFlag{Name: "without", Usage: "leave out articles whose title, or a sentence of which, stands in the NDJSON `FILE`"},
			&cli.IntFlag{Name: "pairs", Usage: "how many pairs"},
			&cli.IntFlag{Name: "targets", Usage: "how many targets"},
			&cli.IntFlag{Name: "statements", Usage: "how many statements"},
			&cli.IntFlag{Name: "passages", Usage: "how many passages: sentences, and what was said"},
			&cli.StringFlag{Name: "out", Usage: "write to `FILE`", Required: true},
		},
		Action: draw,
	}
}

// drawer collects what can be drawn.
type drawer struct {
	avoid map[string]bool // titles and sentences of labelled sets
	found []drawn
}

type drawn struct {
	drawnText
	rank uint64 // a hash: the lowest are drawn
}

// drawnText is something unlabelled in an article that a teacher is to judge: a
// pair (Kind "pair": what does A hold of B, and B of A), a target ("target": the
// tone toward B), a statement ("statement": Source, Cue, Content, and B what it
// is about) or a passage ("passage": its tone). Place is the text's own place in the
// record; the other spans are in Text. All are in code points.
type drawnText struct {
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

func draw(c *cli.Context) error {
	lex, err := lexicon.Load()
	if err != nil {
		return err
	}
	pipeline, err := engine.New(lex, engine.Config{NoBayes: true})
	if err != nil {
		return err
	}
	w := drawer{avoid: map[string]bool{}}
	for _, path := range c.StringSlice("without") {
		if err := w.leaveOut(path); err != nil {
			return fmt.Errorf("without: %v", err)
		}
	}
	for _, file := range c.StringSlice("corpus") {
		err := eachArticle(filepath.Join(c.String("dir"), file), func(a *analysis.Article) error {
			d, err := pipeline.Analyze(c.Context, a)
			if err == nil && !w.known(d) {
				w.draw(d, filepath.ToSlash(file))
			}
			return err
		})
		if err != nil {
			return fmt.Errorf("corpus: %s: %v", file, err)
		}
	}
	f, err := os.Create(c.String("out"))
	if err != nil {
		return err
	}
	defer f.Close()
	to := json.NewEncoder(f)
	for _, kind := range []string{"pair", "target", "statement", "passage"} {
		some := w.lowest(kind, c.Int(kind+"s"))
		for i := range some {
			if err := to.Encode(&some[i].drawnText); err != nil {
				return err
			}
		}
		fmt.Fprintf(c.App.Writer, "%ss: %d\n", kind, len(some))
	}
	return f.Close()
}

// eachArticle reads articles as they stand: the text alone, so that places in it
// are places in the record.
func eachArticle(path string, do func(*analysis.Article) error) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return evaluate.EachLine(f, func(line []byte) error {
		var r struct{ ID, Title, Text string }
		if err := json.Unmarshal(line, &r); err != nil {
			return err
		}
		return do(&analysis.Article{ID: r.ID, Title: r.Title, Text: r.Text})
	})
}

// shortestKnown is the length from which two articles do not share a sentence by
// chance.
const shortestKnown = 50

// leaveOut remembers titles and long sentences of a labelled set.
func (w *drawer) leaveOut(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	err = evaluate.EachLine(f, func(line []byte) error {
		var r struct {
			Title, Text string
			Sentences   []string
		}
		if err := json.Unmarshal(line, &r); err != nil {
			return err
		}
		for _, s := range append(r.Sentences, r.Title, r.Text) {
			if s = strings.TrimSpace(s); len(s) >= shortestKnown || s != "" && s == r.Title {
				w.avoid[s] = true
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

func (w *drawer) known(d *analysis.Document) bool {
	if w.avoid[strings.TrimSpace(d.Article.Title)] {
		return true
	}
	for i := range d.Sentences {
		if w.avoid[strings.TrimSpace(d.Slice(d.Sentences[i].Span))] {
			return true
		}
	}
	return false
}

// The lengths in bytes of a text that is drawn.
const (
	shortestDrawn = 40
	longestDrawn  = 700
	shortestSaid  = 15
)

func (w *drawer) draw(d *analysis.Document, file string) {
	for i := range d.Sentences {
		s := d.Sentences[i].Span
		if s.Len() >= shortestDrawn && s.Len() <= longestDrawn {
			w.drawMentions(d, file, s)
			w.add(d, file, "passage", s, analysis.Span{}, s)
		}
	}
	for i := range d.Statements {
		w.drawStatement(d, file, i)
		if content := d.Attributions[i].Content; len(content) == 1 && content[0].Len() >= shortestSaid {
			w.add(d, file, "passage", content[0], analysis.Span{}, content[0])
		}
	}
}

// drawMentions takes one pair of two actors of a sentence, and one actor.
func (w *drawer) drawMentions(d *analysis.Document, file string, s analysis.Span) {
	var here []analysis.Span
	var actors [][]int
	for i := range d.Mentions {
		if m := &d.Mentions[i]; s.Contains(m.Span) && len(m.Actors) > 0 {
			here, actors = append(here, m.Span), append(actors, m.Actors)
		}
	}
	if len(here) == 0 {
		return
	}
	r := hash(file, d.Article.ID, s, "mention")
	w.add(d, file, "target", s, analysis.Span{}, here[r%uint64(len(here))])
	first := int(r>>8) % len(here)
	for n := 1; n < len(here); n++ {
		if other := (first + n) % len(here); !slices.Equal(actors[first], actors[other]) && !here[first].Overlaps(here[other]) {
			w.add(d, file, "pair", s, here[first], here[other])
			return
		}
	}
}

// drawStatement takes a statement, its target, and its source with its target.
func (w *drawer) drawStatement(d *analysis.Document, file string, i int) {
	a, target := &d.Attributions[i], d.Statements[i].Target.Span
	content := analysis.Hull(a.Content)
	all := analysis.Hull(append(append(append([]analysis.Span{target}, a.Source...), a.Cue...), content))
	if target.Empty() {
		all = analysis.Hull(append(append([]analysis.Span{content}, a.Source...), a.Cue...))
	}
	s := sentencesOf(d, all)
	if s.Len() < shortestDrawn || s.Len() > 2*longestDrawn || a.Silent {
		return
	}
	w.found = append(w.found, drawn{drawnText{
		Kind: "statement", File: file, ID: d.Article.ID, Text: d.Slice(s), Place: points(d, analysis.Span{}, s),
		B: points(d, s, target), Source: points(d, s, analysis.Hull(a.Source)), Cue: points(d, s, analysis.Hull(a.Cue)), Content: points(d, s, content),
	}, hash(file, d.Article.ID, content, "statement")})
	if target.Empty() || target.Overlaps(analysis.Hull(a.Source)) {
		return
	}
	w.add(d, file, "target", sentencesOf(d, target), analysis.Span{}, target)
	if len(a.Source) > 0 {
		w.add(d, file, "pair", s, a.Source[0], target)
	}
}

// sentencesOf is the hull of the sentences that a span touches.
func sentencesOf(d *analysis.Document, s analysis.Span) analysis.Span {
	var hull []analysis.Span
	for i := range d.Sentences {
		if d.Sentences[i].Span.Overlaps(s) {
			hull = append(hull, d.Sentences[i].Span)
		}
	}
	return analysis.Hull(hull)
}

func (w *drawer) add(d *analysis.Document, file, kind string, s, a, b analysis.Span) {
	if s.Len() > longestDrawn || !s.Contains(b) || !a.Empty() && (!s.Contains(a) || a.Overlaps(b)) {
		return
	}
	w.found = append(w.found, drawn{drawnText{
		Kind: kind, File: file, ID: d.Article.ID, Text: d.Slice(s), Place: points(d, analysis.Span{}, s), A: points(d, s, a), B: points(d, s, b),
	}, hash(file, d.Article.ID, b, kind)})
}

// points is a span in code points from the start of another; empty for none.
func points(d *analysis.Document, from, s analysis.Span) [2]int {
	if s.Empty() {
		return [2]int{}
	}
	zero := d.CodePoint(from.Start)
	return [2]int{d.CodePoint(s.Start) - zero, d.CodePoint(s.End) - zero}
}

func hash(file, id string, s analysis.Span, kind string) uint64 {
	h := fnv.New64a()
	fmt.Fprint(h, file, id, s.Start, s.End, kind)
	x := h.Sum64()
	x ^= x >> 31 // FNV's high bits hang together
	x *= 0x9E3779B97F4A7C15
	return x ^ x>>29
}

// lowest gives the n of a kind with the lowest hashes, none twice.
func (w *drawer) lowest(kind string, n int) []drawn {
	var some []drawn
	for _, x := range w.found {
		if x.Kind == kind {
			some = append(some, x)
		}
	}
	slices.SortStableFunc(some, func(a, b drawn) int { return cmp.Compare(a.rank, b.rank) })
	some = slices.CompactFunc(some, func(a, b drawn) bool { return a.rank == b.rank })
	return some[:min(n, len(some))]
}

package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/urfave/cli/v2"

	"readout/analysis"
	"readout/analysis/attribution"
	"readout/analysis/attribution/tagger"
	"readout/analysis/evaluate"
	"readout/analysis/segment"
	"readout/lexicon"
)

func evaluateAttributionCommand() *cli.Command {
	return &cli.Command{
		Name:  "attribution",
		Usage: "score who said what against labelled articles",
		Description: "Gold is NDJSON with id, text and attributions: source, cue and content spans in code points.\n" +
			"Everything is found from the raw text. Statements inside of statements are left out, as in the gold;\n" +
			"statements that share a cue count as one.\n\n" +
			"Example:\n   readout evaluate attribution --gold dev.jsonl --errors 20",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "gold", Usage: "read the labelled articles from `FILE`", Required: true},
			&cli.StringFlag{Name: "model", Usage: "use the model in `FILE` in place of the embedded one"},
			&cli.BoolFlag{Name: "json", Usage: "print the figures as JSON and nothing else"},
			&cli.IntFlag{Name: "errors", Usage: "print `N` errors of each kind, each in its sentence"},
		},
		Action: evaluateAttribution,
	}
}

func evaluateAttribution(c *cli.Context) error {
	gold, err := readGold(c, evaluate.ReadAttributed)
	if err != nil {
		return err
	}
	lex, err := lexicon.Load()
	if err != nil {
		return err
	}
	attributor, err := newAttributor(lex, c.String("model"))
	if err != nil {
		return err
	}
	segmenter := segment.New(lex)
	var score evaluate.AttributionScore
	for _, x := range gold {
		if err := c.Context.Err(); err != nil {
			return err
		}
		found := attributor.Attribute(segmenter.Segment(&analysis.Article{Text: x.Text}))
		score.Add(x, evaluate.Relations(found))
	}
	if c.Bool("json") {
		return json.NewEncoder(c.App.Writer).Encode(score.Figures())
	}
	return printAttribution(c.App.Writer, &score, c.Int("errors"))
}

func newAttributor(lex *lexicon.Lexicon, path string) (*attribution.Attributor, error) {
	if path == "" {
		return attribution.New(lex)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, usagef("model: %v", err)
	}
	m, err := tagger.ReadModel(b)
	if err != nil {
		return nil, usagef("model: %s: %v", path, err)
	}
	return attribution.NewWithModel(lex, m), nil
}

func printAttribution(w io.Writer, score *evaluate.AttributionScore, errors int) error {
	f := score.Figures()
	fmt.Fprintf(w, "%d articles        precision  recall  F1\n", f.Articles)
	line := func(name string, r evaluate.Rates) {
		fmt.Fprintf(w, "%-18s %.4f     %.4f  %.4f\n", name, r.Precision, r.Recall, r.F1)
	}
	for _, k := range []struct {
		name string
		r    evaluate.SpanRates
	}{{"source", f.Source}, {"cue", f.Cue}, {"content", f.Content}} {
		line(k.name+" token", k.r.Token)
		line(k.name+" exact", k.r.Exact)
	}
	line("relation", f.Relation)
	fmt.Fprintln(w)
	if err := score.WriteReliability(w); err != nil {
		return err
	}
	shown := map[string]int{}
	for _, e := range score.Errors {
		if shown[e.Kind]++; shown[e.Kind] > errors {
			continue
		}
		fmt.Fprintf(w, "\n%s in %s\n   %s\n", e.Kind, e.Article, oneLine(e.Text[e.Context.Start:e.Context.End]))
		for _, r := range []struct {
			name string
			r    *evaluate.Relation
		}{{"gold", e.Gold}, {"found", e.Given}} {
			if r.r != nil {
				fmt.Fprintf(w, "   %-5s source %s | cue %s | content %s\n", r.name, spanTexts(e.Text, r.r.Source), spanTexts(e.Text, r.r.Cue), spanTexts(e.Text, r.r.Content))
			}
		}
	}
	return nil
}

func spanTexts(text string, spans []analysis.Span) string {
	var out []string
	for _, s := range spans {
		out = append(out, oneLine(text[s.Start:s.End]))
	}
	return "[" + strings.Join(out, " … ") + "]"
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

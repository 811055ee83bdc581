package main

import (
	"encoding/json"
	"fmt"
	"slices"

	"github.com/urfave/cli/v2"

	"readout/analysis/engine"
	"readout/analysis/evaluate"
	"readout/analysis/event"
	runs "readout/data/run"
	"readout/lexicon"
)

func evaluateEventsCommand() *cli.Command {
	return &cli.Command{
		Name:  "events",
		Usage: "score which articles are put into one event, on articles whose events are known",
		Description: "Gold is NDJSON with id, title, published_at and text or sentences. Articles whose ids are the\n" +
			"same up to the last _ report one event. Judged by B-cubed precision, recall and F1.\n\n" +
			"Example:\n   readout evaluate events --gold articles.jsonl",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "gold", Usage: "read the articles from `FILE`", Required: true},
			&cli.BoolFlag{Name: "json", Usage: "print the figures as JSON and nothing else"},
		},
		Action: func(c *cli.Context) error {
			gold, err := readGold(c, evaluate.ReadEvents)
			if err != nil {
				return err
			}
			found, err := eventsOf(c, gold)
			if err != nil {
				return err
			}
			figures, err := evaluate.Events(gold, found)
			if err != nil {
				return err
			}
			if c.Bool("json") {
				return json.NewEncoder(c.App.Writer).Encode(figures)
			}
			_, err = fmt.Fprintf(c.App.Writer, "articles %d   events found %d   B-cubed precision %.3f   recall %.3f   F1 %.3f\n",
				figures.Articles, figures.Events, figures.Precision, figures.Recall, figures.F1)
			return err
		},
	}
}

// eventsOf groups articles as a run does, and names each event by its first article.
func eventsOf(c *cli.Context, gold []evaluate.GoldEvent) (map[string]string, error) {
	lex, err := lexicon.Load()
	if err != nil {
		return nil, err
	}
	pipeline, err := engine.New(lex, engine.Config{NoBayes: true})
	if err != nil {
		return nil, err
	}
	words, err := lex.Words()
	if err != nil {
		return nil, err
	}
	articles := make([]*event.Article, len(gold))
	frequencies := event.NewFrequencies()
	for i := range gold {
		doc, err := pipeline.Analyze(c.Context, gold[i].Article())
		if err != nil {
			return nil, fmt.Errorf("article %q: %w", gold[i].ID, err)
		}
		articles[i] = runs.EventArticle(doc, event.Sketch(doc, words))
		frequencies.Add(articles[i].Terms, articles[i].Day)
	}
	slices.SortFunc(articles, event.Compare)
	found := map[string]string{}
	grouper := event.NewGrouper(frequencies, runs.Copied, func(e *event.Event) error {
		for _, m := range e.Members {
			found[m.ID] = e.Members[0].ID
		}
		return nil
	})
	for _, a := range articles {
		if err := grouper.Add(a); err != nil {
			return nil, err
		}
	}
	return found, grouper.Close()
}

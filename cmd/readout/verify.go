package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/urfave/cli/v2"

	"readout/analysis"
	"readout/data/article"
	"readout/data/config"
	runs "readout/data/run"
)

// shownMisquotes is how many spans that are wrong are printed.
const shownMisquotes = 20

func verifyCommand() *cli.Command {
	return &cli.Command{
		Name:      "verify",
		Usage:     "prove that every quotation in the tables stands word for word in the texts",
		ArgsUsage: "[ARTICLE...]",
		Description: `Reads every published run and compares every span (content, its parts, sentence,
cue, source, evidence, targets) with the stored text of its article. With ARTICLE
files it also reads these and compares their texts with the stored ones, to show
that what is stored is what was given.

Exit code 0 when every word is where the tables say, else 1 and a line for each
that is not.

Examples:
  readout verify --out results
  readout verify --out results articles/`,
		Flags:  settingFlags([]string{"out"}, readKeys),
		Action: verify,
	}
}

func verify(c *cli.Context) error {
	settings, err := loadSettings(c)
	if err != nil {
		return err
	}
	corpus, err := published(settings.Config.Out)
	if err != nil {
		return err
	}
	w := c.App.Writer
	wrong := 0
	v, err := corpus.Verify(func(m runs.Misquote) {
		if wrong++; wrong <= shownMisquotes {
			fmt.Fprintln(w, m)
		}
	})
	if err != nil {
		return err
	}
	if wrong > shownMisquotes {
		fmt.Fprintf(w, "and %d more\n", wrong-shownMisquotes)
	}
	if c.Args().Present() {
		differ, err := verifyArticles(c, w, corpus, settings.Config)
		if err != nil {
			return err
		}
		wrong += differ
	}
	if wrong > 0 {
		return fmt.Errorf("verify: %d of %d spans or articles are not as the tables say", wrong, v.Spans)
	}
	_, err = fmt.Fprintf(w, "%d spans in %d rows of %d articles in %s stand word for word in the stored texts\n", v.Spans, v.Rows, v.Articles, plural(v.Runs, "run"))
	return err
}

// verifyArticles compares the articles of the named files with the stored texts and
// says how many differ or are not stored.
func verifyArticles(c *cli.Context, w io.Writer, corpus *runs.Corpus, cfg config.Config) (wrong int, err error) {
	g := &givenArticles{w: w, corpus: corpus, out: cfg.Out, most: givenTogether}
	for item := range article.Read(c.Context, c.Args().Slice(), readOptions(c, cfg, time.Now())) {
		if item.Fault != nil {
			g.wrong++
			fmt.Fprintln(w, item.Fault.Error())
			continue
		}
		if err := g.add(item.Article); err != nil {
			return g.wrong, err
		}
	}
	if err := errors.Join(c.Context.Err(), g.compare()); err != nil {
		return g.wrong, err
	}
	if g.wrong == 0 {
		fmt.Fprintf(w, "%s stored as given\n", plural(g.same, "article"))
	}
	return g.wrong, nil
}

// givenTogether is how many bytes of given texts are held before the stored ones are read.
const givenTogether = 64 << 20

// givenArticles compares articles with the texts that runs stored, some at a time: each time
// it reads the tables once.
type givenArticles struct {
	w           io.Writer
	corpus      *runs.Corpus
	out         string
	held        []*analysis.Article
	bytes, most int // of held
	same, wrong int
}

func (g *givenArticles) add(a *analysis.Article) error {
	g.held = append(g.held, a)
	if g.bytes += len(a.Text); g.bytes < g.most {
		return nil
	}
	return g.compare()
}

// compare compares what is held, and lets go of it.
func (g *givenArticles) compare() error {
	if len(g.held) == 0 {
		return nil
	}
	places := map[string][]int{} // in held, by id
	for i, a := range g.held {
		places[a.ID] = append(places[a.ID], i)
	}
	type row struct {
		ArticleID string `parquet:"article_id"`
		Text      string `parquet:"text"`
	}
	const notStored, asGiven = -2, -1
	differs := slices.Repeat([]int{notStored}, len(g.held)) // from this character on, or one of the above
	want := func(id string) bool { return places[id] != nil }
	if err := runs.EachOf(g.corpus, "articles", want, func(r *row) error {
		for _, i := range places[r.ArticleID] {
			if differs[i] = asGiven; r.Text != g.held[i].Text {
				differs[i] = differsAt(r.Text, g.held[i].Text)
			}
		}
		return nil
	}); err != nil {
		return err
	}
	for i, a := range g.held {
		switch at := differs[i]; at {
		case notStored:
			g.wrong++
			fmt.Fprintf(g.w, "article %s is in no run of %s\n", a.ID, g.out)
		case asGiven:
			g.same++
		default:
			g.wrong++
			fmt.Fprintf(g.w, "article %s: the stored text differs from the given one at character %d\n", a.ID, at)
		}
	}
	g.held, g.bytes = nil, 0
	return nil
}

// differsAt is the first character, from 0, in which two texts differ.
func differsAt(a, b string) int {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	return utf8.RuneCountInString(a[:i])
}

package main

import (
	"fmt"
	"io"
	"time"
	"unicode/utf8"

	"github.com/urfave/cli/v2"

	"readout/data/article"
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
		Before: settingsBehind("out"),
		Flags: append([]cli.Flag{&cli.StringFlag{Name: "out", Value: "out", Usage: "verify the runs in `DIR`"}},
			settingFlags(inputKeys)...),
		Action: verify,
	}
}

func verify(c *cli.Context) error {
	settings, err := loadSettings(c)
	if err != nil {
		return err
	}
	corpus, err := published(c.String("out"))
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
		opts := readOptions(c, settings.Config, time.Now())
		differ, err := verifyArticles(c, w, corpus, opts)
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
func verifyArticles(c *cli.Context, w io.Writer, corpus *runs.Corpus, opts article.Options) (wrong int, err error) {
	given := map[string]string{}
	var ids []string
	for item := range article.Read(c.Context, c.Args().Slice(), opts) {
		if item.Fault != nil {
			wrong++
			fmt.Fprintln(w, item.Fault.Error())
			continue
		}
		given[item.Article.ID] = item.Article.Text
		ids = append(ids, item.Article.ID)
	}
	if err := c.Context.Err(); err != nil {
		return wrong, err
	}
	stored, err := corpus.Texts(ids)
	if err != nil {
		return wrong, err
	}
	same := 0
	for _, id := range ids {
		text, ok := stored[id]
		switch {
		case !ok:
			wrong++
			fmt.Fprintf(w, "article %s is in no run of %s\n", id, c.String("out"))
		case text != given[id]:
			wrong++
			fmt.Fprintf(w, "article %s: the stored text differs from the given one at character %d\n", id, differsAt(text, given[id]))
		default:
			same++
		}
	}
	if wrong == 0 {
		fmt.Fprintf(w, "%s stored as given\n", plural(same, "article"))
	}
	return wrong, nil
}

// differsAt is the first character, from 0, in which two texts differ.
func differsAt(a, b string) int {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	return utf8.RuneCountInString(a[:i])
}

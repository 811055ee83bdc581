package actor_test

import (
	"testing"

	"readout/analysis/segment"
)

// TestAuthors asks who says "I" and "we" outside of quotations.
func TestAuthors(t *testing.T) {
	lex := load(t)
	segmenter, r := segment.New(lex), newResolver(t, lex)
	for _, c := range []struct{ name, author, outlet, text, want string }{
		{"the author", "Ida Quist", "Lund Post", "The gift\n\n[I] hoped that it would please.", "Ida Quist"},
		{"a byline", "", "Lund Post", "The gift\n\nBy Karl Brandt\n\n[I] hoped that it would please.", "Karl Brandt"},
		{"a name on a line", "", "Lund Post", "The gift\n\nKarl Brandt\n\nLund Post\n\nThe worst gift was cheap.\n\n[I] hoped that it would please.", "Karl Brandt"},
		{"the author before a byline", "Ida Quist", "Lund Post", "The gift\n\nKarl Brandt\n\n[I] hoped that it would please.", "Ida Quist"},
		{"a paper", "", "Lund Post", "The gift\n\nThe gift was cheap.\n\n[We] hoped that it would please.", "Lund Post"},
		{"nobody alone", "", "Lund Post", "The gift\n\nThe gift was cheap.\n\n[I] hoped that it would please.", "?"},
		{"no byline far below", "", "", "The gift\n\nIt was cheap.\n\nIt was red.\n\nIt was small.\n\nKarl Brandt\n\n[I] hoped that it would please.", "?"},
	} {
		d := bracketed(t, segmenter, c.text, "2019-03-01")
		d.Article.Author, d.Article.Outlet = c.author, c.outlet
		if got := speaker(r.Resolve(d), 0, false); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

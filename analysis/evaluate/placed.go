package evaluate

import (
	"fmt"
	"io"
)

// PlacedStatement is a labelled statement whose words stand in a corpus that may
// not be copied: the file and id of a record with "id" and "text", and spans of
// its text in code points.
type PlacedStatement struct {
	File    string `json:"file"`
	ID      string `json:"id"`
	Context [2]int `json:"context"`
	Source  [2]int `json:"source"`
	Cue     [2]int `json:"cue"`
	Content [2]int `json:"content"`
	StatementLabels
}

// ReadPlaced reads placed statements and fetches their words from the corpus
// below dir.
func ReadPlaced(r io.Reader, dir string) ([]StatementGold, error) {
	texts := corpus{}
	placed, err := records(r, func(p *PlacedStatement) error {
		texts.want(p.File, p.ID)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := texts.fetch(dir); err != nil {
		return nil, err
	}
	gold := make([]StatementGold, len(placed))
	for i, p := range placed {
		text := texts[p.File][p.ID]
		for _, s := range [][2]int{p.Context, p.Source, p.Cue, p.Content} {
			if s[0] < 0 || s[0] > s[1] || s[1] > len(text) {
				return nil, fmt.Errorf("%s: %s: no span %v in a text of %d code points", p.File, p.ID, s, len(text))
			}
		}
		cut := func(s [2]int) string { return string(text[s[0]:s[1]]) }
		gold[i] = StatementGold{
			ID: p.ID, Title: p.File + " " + p.ID, Context: cut(p.Context), Source: cut(p.Source), Cue: cut(p.Cue), Content: cut(p.Content),
			StatementLabels: p.StatementLabels,
		}
	}
	return gold, nil
}

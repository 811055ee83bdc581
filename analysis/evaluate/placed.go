package evaluate

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
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
	in := bufio.NewScanner(r)
	var placed []PlacedStatement
	wanted := map[string]map[string][]rune{} // texts by file and id
	for line := 1; in.Scan(); line++ {
		var p PlacedStatement
		if err := json.Unmarshal(in.Bytes(), &p); err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		if wanted[p.File] == nil {
			wanted[p.File] = map[string][]rune{}
		}
		wanted[p.File][p.ID] = nil
		placed = append(placed, p)
	}
	if err := in.Err(); err != nil {
		return nil, err
	}
	for file, texts := range wanted {
		if err := fetch(filepath.Join(dir, filepath.FromSlash(file)), texts); err != nil {
			return nil, err
		}
	}
	gold := make([]StatementGold, len(placed))
	for i, p := range placed {
		text := wanted[p.File][p.ID]
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

// fetch fills in the texts of the records that are wanted of one file.
func fetch(path string, texts map[string][]rune) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<24)
	for line := 1; in.Scan(); line++ {
		var record struct {
			ID   string `json:"id"`
			Text string `json:"text"`
		}
		if err := json.Unmarshal(in.Bytes(), &record); err != nil {
			return fmt.Errorf("%s:%d: %w", path, line, err)
		}
		if _, ok := texts[record.ID]; ok {
			texts[record.ID] = []rune(record.Text)
		}
	}
	if err := in.Err(); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	for id, text := range texts {
		if text == nil {
			return fmt.Errorf("%s: no record %q", path, strings.TrimSpace(id))
		}
	}
	return nil
}

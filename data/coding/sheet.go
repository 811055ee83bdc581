package coding

import (
	"crypto/sha256"
	_ "embed"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"readout/data/run"
	"readout/data/table"
	"readout/lexicon"
)

// Guide is what coders follow, in Markdown.
//
//go:embed guide.md
var Guide string

// GuideVersion is a hash of the guide and the propositions that coders are given.
func GuideVersion(propositions []table.Proposition) string {
	h := sha256.New()
	io.WriteString(h, Guide)
	for i := range propositions {
		p := &propositions[i]
		fmt.Fprintf(h, "%s\x00%s\x00%s\x00%s\n", p.PropositionID, p.Text, text(p.Agree), text(p.Disagree))
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}

// Field is one variable that is coded.
type Field struct {
	Name    string   `json:"name"`
	Text    string   `json:"text"`    // the question, as the coder reads it
	Values  []string `json:"values"`  // allowed values; empty for a field of names
	Answers []string `json:"answers"` // label of each of Values, as the coder reads it
}

// Fields are the variables that are coded, in the order in which the sheet asks for them.
func Fields() []Field {
	return []Field{
		{"valid", "Statement", []string{"1", "0.5", "0"}, []string{"yes", "act", "no"}},
		{"actor", "Who", nil, nil},
		{"side", "Side", nil, nil},
		{"outlook", "Outlook", []string{"optimistic", "neutral", "skeptical"}, nil},
		{"sentiment", "Sentiment", []string{"positive", "neutral", "negative"}, nil},
		{"certainty", "Certainty", []string{"plain", "hedged"}, nil},
		{"frame", "Frame", append(lexicon.FrameIDs(), run.NoLabel), nil},
		{"positions", "Positions", []string{"agree", "disagree"}, nil},
		{"evaluations", "Evaluations", []string{"positive", "negative"}, nil},
		{"note", "Note", nil, nil},
	}
}

// SameActor is what a coder writes where the measured actor is correct.
const SameActor = "="

var shownColumns = []string{"draw_id", "seq", "statement_id", "kind", "article_id", "version_id", "content_hash", "outlet", "published_at", "title",
	"before", "words", "after", "source", "cue", "measured_actor"}

var coderColumns = []string{"coder", "coded_at", "guide_version"}

// columns are those of a sheet: what is shown, what is coded, who coded.
func columns() []string {
	all := slices.Clone(shownColumns)
	for _, f := range Fields() {
		all = append(all, f.Name)
	}
	return append(all, coderColumns...)
}

// WriteCSV writes a coder's sheet for spreadsheets: one row per item, with empty cells for
// what is to be coded. Of the measurement it shows only the speaker, so that coders are blind
// to the rest.
func (d *Drawn) WriteCSV(w io.Writer, items []Item, coder string) error {
	out := csv.NewWriter(w)
	if err := out.Write(columns()); err != nil {
		return err
	}
	for i := range items {
		it := &items[i]
		at := ""
		if it.PublishedAt != nil {
			at = it.PublishedAt.UTC().Format(time.DateOnly)
		}
		row := []string{it.DrawID, fmt.Sprint(it.Seq), it.StatementID, it.Kind, it.ArticleID, it.VersionID, it.ContentHash, it.Outlet, at, it.Title,
			it.Before, it.Words, it.After, it.Source, it.Cue, it.Actor}
		row = append(row, make([]string, len(Fields()))...)
		row = append(row, coder, "", d.GuideVersion)
		for k := range row {
			row[k] = table.Cell(row[k])
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// Row is one line of a sheet that came back.
type Row struct {
	Line                                                 int
	DrawID, ID, ArticleID, VersionID, ContentHash, Coder string
	GuideVersion                                         string
	CodedAt                                              time.Time // zero where the sheet has no time
	Values                                               map[string]string
}

// ReadCSV reads a sheet with commas or semicolons as separators and columns in any order. Rows
// without any coded cell are left out. Errors name the line.
func ReadCSV(r io.Reader) ([]Row, error) {
	in, err := table.NewSheetReader(r, strings.TrimSpace)
	if err != nil {
		return nil, err
	}
	for _, must := range []string{"statement_id", "coder"} {
		if !in.Has(must) {
			return nil, fmt.Errorf("line 1: no column %s among %s", must, strings.Join(in.Header, ", "))
		}
	}
	var rows []Row
	for {
		if err := in.Next(); errors.Is(err, io.EOF) {
			return rows, nil
		} else if err != nil {
			return nil, err
		}
		line, get := in.Line, in.Get
		row := Row{Line: line, DrawID: get("draw_id"), ID: get("statement_id"), ArticleID: get("article_id"), VersionID: get("version_id"),
			ContentHash: get("content_hash"), Coder: get("coder"), GuideVersion: get("guide_version"), Values: map[string]string{}}
		for _, f := range Fields() {
			v := get(f.Name)
			if v == "" {
				continue
			}
			if row.Values[f.Name], err = f.check(v); err != nil {
				return nil, fmt.Errorf("line %d: %w", line, err)
			}
		}
		if len(row.Values) == 0 {
			continue
		}
		if row.Coder == "" {
			return nil, fmt.Errorf("line %d: nobody is named as coder of %s", line, row.ID)
		}
		if when := get("coded_at"); when != "" {
			if row.CodedAt, err = time.Parse(time.RFC3339, when); err != nil {
				return nil, fmt.Errorf("line %d: coded_at %q is no time such as 2025-03-01T09:12:00Z", line, when)
			}
		}
		rows = append(rows, row)
	}
}

// check converts a cell to the value that is stored; a value that is not allowed is an error.
func (f *Field) check(v string) (string, error) {
	switch {
	case f.Name == "positions" || f.Name == "evaluations":
		return f.checkSigned(v)
	case f.Values == nil:
		if strings.EqualFold(v, run.NoLabel) {
			return run.NoLabel, nil
		}
		return v, nil
	}
	low := strings.ToLower(strings.ReplaceAll(v, ",", ".")) // some spreadsheets write 0,5
	if i := slices.Index(f.Answers, low); i >= 0 {
		return f.Values[i], nil
	}
	if f.Name == "valid" && (low == "1.0" || low == "0.0") {
		low = low[:1]
	}
	if !slices.Contains(f.Values, low) {
		said := f.Values
		if f.Answers != nil {
			said = f.Answers
		}
		return "", fmt.Errorf("%s %q: it is one of %s", f.Name, v, strings.Join(said, ", "))
	}
	return low, nil
}

func (f *Field) checkSigned(v string) (string, error) {
	if strings.EqualFold(v, run.NoLabel) {
		return run.NoLabel, nil
	}
	var parts []string
	seen := map[string]bool{}
	for part := range strings.SplitSeq(v, ",") {
		name, sign, ok := cutLast(part)
		if !ok || name == "" || !slices.Contains(f.Values, sign) {
			return "", fmt.Errorf("%s %q: write a name with =%s or =%s, several with commas between them, or none", f.Name, strings.TrimSpace(part), f.Values[0], f.Values[1])
		}
		if seen[name] {
			return "", fmt.Errorf("%s: %s stands there twice", f.Name, name)
		}
		seen[name] = true
		parts = append(parts, name+"="+sign)
	}
	slices.Sort(parts)
	return strings.Join(parts, ","), nil
}

func cutLast(part string) (name, sign string, ok bool) {
	k := strings.LastIndexByte(part, '=')
	if k < 0 {
		return "", "", false
	}
	return strings.TrimSpace(part[:k]), strings.ToLower(strings.TrimSpace(part[k+1:])), true
}

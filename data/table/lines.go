package table

import (
	"encoding/json"
	"fmt"
	"iter"
)

// StreamHead is the first of the lines that a stream of tables begins with: what made the rows.
type StreamHead struct {
	EngineVersion string `json:"engine_version"`
	LexiconSHA256 string `json:"lexicon_sha256"`
	SchemaVersion string `json:"schema_version"`
	Evidence      bool   `json:"evidence"` // rows of evidence are among them
	Bayes         bool   `json:"bayes"`    // the baseline ran
}

// headTable is what the head has in the place of a table.
const headTable = "run"

// Line writes the head as a line.
func (h StreamHead) Line() ([]byte, error) {
	b, err := json.Marshal(h)
	return inTable(headTable, b), err
}

// inTable puts the name of its table before the columns of a row, and ends the line. Of a row
// that could not be written it makes none.
func inTable(name string, row []byte) []byte {
	if len(row) == 0 {
		return nil
	}
	line := fmt.Appendf(nil, `{"table":%q`, name)
	if len(row) > 2 {
		line = append(line, ',')
	}
	return append(append(line, row[1:]...), '\n')
}

// Lines gives the rows of an article as lines of JSON, each an object with the name of its table
// and its columns: the row of articles first, which has line_no besides (where its record begins
// in the input), then its rows of the other tables. Rows of actors are of this article alone.
func (b *Batch) Lines(evidence bool) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		if !evidence {
			for i := range b.Statements {
				b.Statements[i].NEvidence = 0
			}
		}
		article, err := MarshalRow(&b.Article)
		if err == nil {
			article = append(fmt.Appendf(article[:len(article)-1], `,"line_no":%d`, b.Line), '}')
		}
		ok := yield(inTable("articles", article), err) &&
			eachLine("statements", b.Statements, yield) && eachLine("candidates", b.Candidates, yield) &&
			eachLine("stances", b.Stances, yield) && eachLine("positions", b.Positions, yield) &&
			eachLine("evaluations", b.Evaluations, yield)
		if ok && evidence {
			ok = eachLine("evidence", b.Evidence, yield)
		}
		if ok {
			eachLine("actors", b.Actors, yield)
		}
	}
}

func eachLine[T any](name string, rows []T, yield func([]byte, error) bool) bool {
	for i := range rows {
		row, err := MarshalRow(&rows[i])
		if !yield(inTable(name, row), err) {
			return false
		}
	}
	return true
}

// QuarantineLine is what was set aside as a line.
func QuarantineLine(q *Quarantine) ([]byte, error) {
	row, err := MarshalRow(q)
	if err != nil {
		return nil, err
	}
	return inTable("quarantine", row), nil
}

// LineReader puts lines of a stream together again.
type LineReader struct {
	Head  *StreamHead // nil until it was read
	batch *Batch
	fault *Quarantine
}

// Next takes a line. It gives what the lines before it were of, once they are whole: the rows of
// an article or what was set aside.
func (r *LineReader) Next(line []byte) (b *Batch, q *Quarantine, err error) {
	var at struct {
		Table  string `json:"table"`
		LineNo int    `json:"line_no"`
	}
	if err := json.Unmarshal(line, &at); err != nil {
		return nil, nil, err
	}
	switch at.Table {
	case headTable:
		b, q = r.Rest()
		head := &StreamHead{}
		if err := json.Unmarshal(line, head); err != nil {
			return b, q, err
		}
		if r.Head != nil && *r.Head != *head {
			return b, q, fmt.Errorf("rows of two streams that differ: %+v and %+v", *r.Head, *head)
		}
		r.Head = head
		return b, q, nil
	case "articles":
		b, q = r.Rest()
		r.batch = &Batch{Line: at.LineNo}
		return b, q, UnmarshalRow(line, &r.batch.Article)
	case "quarantine":
		b, q = r.Rest()
		r.fault = &Quarantine{}
		return b, q, UnmarshalRow(line, r.fault)
	}
	x := r.batch
	if x == nil {
		return nil, nil, fmt.Errorf("a row of %q without its article before it", at.Table)
	}
	switch at.Table {
	case "statements":
		err = appendRow(&x.Statements, line)
		if s := x.Statements[len(x.Statements)-1]; s.IssueID != nil {
			x.Issues = append(x.Issues, *s.IssueID)
		}
	case "candidates":
		err = appendRow(&x.Candidates, line)
	case "stances":
		err = appendRow(&x.Stances, line)
	case "positions":
		err = appendRow(&x.Positions, line)
	case "evaluations":
		err = appendRow(&x.Evaluations, line)
	case "evidence":
		err = appendRow(&x.Evidence, line)
	case "actors":
		err = appendRow(&x.Actors, line)
	default:
		err = fmt.Errorf("there is no table %q", at.Table)
	}
	return nil, nil, err
}

func appendRow[T any](rows *[]T, line []byte) error {
	*rows = append(*rows, *new(T))
	return UnmarshalRow(line, &(*rows)[len(*rows)-1])
}

// Rest gives what the last lines were of.
func (r *LineReader) Rest() (b *Batch, q *Quarantine) {
	b, q = r.batch, r.fault
	r.batch, r.fault = nil, nil
	return b, q
}

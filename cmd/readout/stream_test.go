package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"readout/analysis"
	"readout/data/article"
	"readout/data/table"
)

// lines is a pipeline that makes one statement of every line after the first. An
// article about panic panics, one about sleep takes its time.
type lines struct{}

func (lines) Segment(a *analysis.Article) *analysis.Segmented {
	switch {
	case strings.Contains(a.Text, "panic"):
		panic("out of paper")
	case strings.Contains(a.Text, "sleep"):
		time.Sleep(time.Minute)
	}
	return &analysis.Segmented{Article: a, Text: a.Text}
}

func (lines) Attribute(d *analysis.Segmented) *analysis.Attributed {
	out := &analysis.Attributed{Segmented: *d}
	at := 0
	for line := range strings.Lines(d.Text) {
		if s := strings.TrimSpace(line); at > 0 && s != "" {
			out.Attributions = append(out.Attributions, analysis.Attribution{Content: []analysis.Span{{Start: at, End: at + len(s)}}, Inherits: -1, Parent: -1})
		}
		at += len(line)
	}
	return out
}

func (lines) Resolve(a *analysis.Attributed) *analysis.Document { return analysis.NewDocument(a) }
func (lines) Target(*analysis.Document)                         {}
func (lines) Score(*analysis.Document)                          {}

func linePipeline() *analysis.Pipeline {
	return &analysis.Pipeline{Segmenter: lines{}, Attributor: lines{}, Resolver: lines{}, Targeter: lines{}, Reader: lines{}}
}

func TestStream(t *testing.T) {
	for _, c := range []struct {
		name string
		in   string
		want string // status, and content or code, of every row; | for the end of a batch
		code int
	}{
		{"statements in order", `{"id":"1","text":"Sea\nIt sails.\nIt rains."}` + "\n" + `{"id":"2","text":"Sky\nIt snows."}` + "\n", "ok 1 It sails.;ok 1 It rains.;ok 2 It snows.", exitOK},
		{"an article without statements", `{"id":"1","text":"Sea"}` + "\n", "empty 1 ", exitOK},
		{"a broken line between", `{"id":"1","text":"Sea\nIt sails."}` + "\n{]\n" + `{"id":"2","text":"Sky\nIt snows."}` + "\n", "ok 1 It sails.;error 2 syntax;ok 3 It snows.", exitOK},
		{"an empty line answers a batch", `{"id":"1","text":"Sea\nIt sails."}` + "\n\n" + `{"id":"2","text":"Sky\nIt snows."}` + "\n\n", "ok 1 It sails.;|;ok 2 It snows.;|", exitOK},
		{"a panic is a row", `{"id":"1","text":"panic"}` + "\n" + `{"id":"2","text":"Sky\nIt snows."}` + "\n", "error 1 panic;ok 2 It snows.", exitOK},
		{"too slow is a row", `{"id":"1","text":"sleep"}` + "\n" + `{"id":"2","text":"Sky\nIt snows."}` + "\n", "error 1 timeout;ok 2 It snows.", exitOK},
		{"nothing in, nothing out", "", "", exitOK},
		{"ends inside a record", `{"id":"1","text":"Sea\nIt sails."}` + "\n" + `{"id":"2","te`, "ok 1 It sails.;error 2 syntax", exitAgain},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			s := streamer{pipeline: linePipeline(), workers: 3, timeout: time.Second}
			err := s.stream(t.Context(), strings.NewReader(c.in), &out)
			if code := codeOf(err); code != c.code {
				t.Errorf("exit code %d: %v", code, err)
			}
			var got []string
			for line := range strings.Lines(out.String()) {
				if line == "\n" {
					got = append(got, "|")
					continue
				}
				var row struct {
					Status, Content, Code string
					RecordNo              json.Number `json:"record_no"`
				}
				if err := json.Unmarshal([]byte(line), &row); err != nil {
					t.Fatalf("%v: %q", err, line)
				}
				got = append(got, row.Status+" "+row.RecordNo.String()+" "+row.Content+row.Code)
			}
			if s := strings.Join(got, ";"); s != c.want {
				t.Errorf("got  %s\nwant %s", s, c.want)
			}
		})
	}
}

func codeOf(err error) int {
	var e *exitError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &e):
		return e.code
	}
	return exitFailed
}

// TestStreamAnswersAtOnce: the rows of an article are out before the next comes in.
func TestStreamAnswersAtOnce(t *testing.T) {
	in, write := io.Pipe()
	read, out := io.Pipe()
	s := streamer{pipeline: linePipeline(), workers: 2}
	done := make(chan error, 1)
	go func() { done <- s.stream(t.Context(), in, out) }()
	answers := make([]byte, 4096)
	for range 3 {
		if _, err := io.WriteString(write, `{"text":"Sea\nIt sails."}`+"\n"); err != nil {
			t.Fatal(err)
		}
		n, err := read.Read(answers)
		if err != nil || !strings.Contains(string(answers[:n]), "It sails.") {
			t.Fatalf("%q, %v", answers[:n], err)
		}
	}
	if err := errors.Join(write.Close(), <-done); err != nil {
		t.Error(err)
	}
}

func TestStreamBreaksOff(t *testing.T) {
	s := streamer{pipeline: linePipeline(), workers: 1}
	gone := io.MultiReader(strings.NewReader(`{"text":"Sea\nIt sails."}`+"\n"), iotest.ErrReader(errors.New("the disk is gone")))
	var out bytes.Buffer
	if err := s.stream(t.Context(), gone, &out); codeOf(err) != exitAgain || !strings.Contains(err.Error(), "the disk is gone") || !strings.Contains(out.String(), "It sails.") {
		t.Errorf("input: %v, %q", err, out.String())
	}
	full := failingWriter{}
	if err := s.stream(t.Context(), strings.NewReader(`{"text":"Sea\nIt sails."}`), full); codeOf(err) != exitAgain || !strings.Contains(err.Error(), "no room") {
		t.Errorf("output: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	silent, _ := io.Pipe()
	time.AfterFunc(20*time.Millisecond, cancel)
	if err := s.stream(ctx, article.Interruptible(ctx, silent), io.Discard); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
}

// damaged is a last stage that leaves what no table can hold of an article about rot.
type damaged struct{ lines }

func (damaged) Score(d *analysis.Document) {
	if strings.Contains(d.Text, "rot") {
		d.Statements[len(d.Statements)-1].Attribution = 99
	}
}

// TestRowsThatCannotBeMade: the article is set aside and the next one follows.
func TestRowsThatCannotBeMade(t *testing.T) {
	s := streamer{pipeline: linePipeline(), workers: 1}
	s.pipeline.Position = damaged{}
	for _, s.tables = range []bool{false, true} {
		var out bytes.Buffer
		if err := s.stream(t.Context(), strings.NewReader(`{"id":"a","text":"Sea\nIt sails.\nIt rots."}`+"\n"+`{"id":"b","text":"Sea\nIt sails."}`+"\n"), &out); err != nil {
			t.Fatal(err)
		}
		said := out.String()
		if !strings.Contains(said, `"article_id":"a"`) || !strings.Contains(said, `"stage":"table"`) || !strings.Contains(said, `"code":"panic"`) || !strings.Contains(said, `"article_id":"b"`) {
			t.Errorf("tables %t:\n%s", s.tables, said)
		}
	}
}

type failingWriter struct{}

func (failingWriter) Write([]byte) (int, error) { return 0, errors.New("no room") }

// BenchmarkStreamFloor is what reading and writing cost without an analysis.
func BenchmarkStreamFloor(b *testing.B) {
	line := `{"id":"1","title":"Sea","text":"Sea\n` + strings.Repeat(`It sails, said the office.\n`, 40) + `"}` + "\n"
	s := streamer{pipeline: linePipeline(), workers: 1, rows: table.Options{}, read: article.Options{}}
	b.SetBytes(int64(len(line)))
	in := strings.NewReader(strings.Repeat(line, b.N))
	b.ResetTimer()
	if err := s.stream(b.Context(), in, io.Discard); err != nil {
		b.Fatal(err)
	}
}

package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"readout/analysis"
	"readout/analysis/attribution/train"
	"readout/analysis/segment"
)

// silverRecord is one line of a silver file: an article by its place in the
// corpus, and what a machine found in it. Spans is triples of gap, length and
// kind (0 source, 1 cue, 2 content), Unsure pairs of gap and length, in code
// points; a gap is counted from the end of the span before.
type silverRecord struct {
	File, ID string
	Spans    []int
	Unsure   []int
}

// readSilver reads the articles of a gzipped silver file from the corpus in dir,
// segmented. An error names the file and the record.
func readSilver(path, dir string, s *segment.Segmenter) ([]train.Example, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("silver: %v", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(bufio.NewReaderSize(f, 1<<16))
	if err != nil {
		return nil, fmt.Errorf("silver: %s: %v", path, err)
	}
	defer z.Close()
	texts := map[string]map[string]string{}
	var out []train.Example
	in := json.NewDecoder(z)
	for n := 1; ; n++ {
		var r silverRecord
		if err := in.Decode(&r); errors.Is(err, io.EOF) {
			return out, nil
		} else if err != nil {
			return nil, fmt.Errorf("silver: %s: record %d: %v", path, n, err)
		}
		if texts[r.File] == nil {
			if texts[r.File], err = textsByID(filepath.Join(dir, filepath.FromSlash(r.File))); err != nil {
				return nil, err
			}
		}
		text, ok := texts[r.File][r.ID]
		if !ok {
			return nil, fmt.Errorf("silver: %s: record %d: %s has no article %q", path, n, r.File, r.ID)
		}
		x, err := r.example(s, text)
		if err != nil {
			return nil, fmt.Errorf("silver: %s: record %d: %v", path, n, err)
		}
		out = append(out, x)
	}
}

// example puts the record's spans into its text.
func (r *silverRecord) example(s *segment.Segmenter, text string) (train.Example, error) {
	x := train.Example{Silver: true, Document: s.Segment(&analysis.Article{Text: text})}
	if len(r.Spans)%3 != 0 || len(r.Unsure)%2 != 0 {
		return x, errors.New("a span is cut short")
	}
	var places []int // byte offset of each code point
	for i := range text {
		places = append(places, i)
	}
	places = append(places, len(text))
	at := 0
	next := func(gap, length int) (analysis.Span, error) {
		first, last := at+gap, at+gap+length
		if first < at || last < first || last >= len(places) {
			return analysis.Span{}, fmt.Errorf("a span at %d lies outside of the text", at)
		}
		at = last
		return analysis.Span{Start: places[first], End: places[last]}, nil
	}
	for i := 0; i < len(r.Spans); i += 3 {
		s, err := next(r.Spans[i], r.Spans[i+1])
		if err != nil {
			return x, err
		}
		var a analysis.Attribution
		switch r.Spans[i+2] {
		case 0:
			a.Source = []analysis.Span{s}
		case 1:
			a.Cue = []analysis.Span{s}
		default:
			a.Content = []analysis.Span{s}
		}
		x.Gold = append(x.Gold, a)
	}
	at = 0
	for i := 0; i < len(r.Unsure); i += 2 {
		s, err := next(r.Unsure[i], r.Unsure[i+1])
		if err != nil {
			return x, err
		}
		x.Unsure = append(x.Unsure, s)
	}
	return x, nil
}

func textsByID(path string) (map[string]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("corpus: %v", err)
	}
	defer f.Close()
	out := map[string]string{}
	in := json.NewDecoder(bufio.NewReaderSize(f, 1<<20))
	for n := 1; in.More(); n++ {
		var x struct{ ID, Text string }
		if err := in.Decode(&x); err != nil {
			return nil, fmt.Errorf("corpus: %s: record %d: %v", path, n, err)
		}
		out[x.ID] = x.Text
	}
	return out, nil
}

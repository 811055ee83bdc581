package run

import (
	"bufio"
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"readout/analysis/event"
)

// sortedTogether is how many articles are sorted in memory at a time, about 700 bytes each.
const sortedTogether = 20_000

// articleSort puts articles into the order of event.Compare with files that are
// gone before the run is published.
type articleSort struct {
	dir  string
	most int
	held []*event.Article
	down []string // sorted files
}

func newArticleSort(dir string) *articleSort { return &articleSort{dir: dir, most: sortedTogether} }

func (s *articleSort) add(a *event.Article) error {
	s.held = append(s.held, a)
	if len(s.held) < s.most {
		return nil
	}
	return s.putDown()
}

func (s *articleSort) putDown() (err error) {
	path := filepath.Join(s.dir, fmt.Sprintf(".events-%05d", len(s.down)))
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	s.down = append(s.down, path)
	w := bufio.NewWriter(f)
	to := gob.NewEncoder(w)
	slices.SortFunc(s.held, event.Compare)
	for _, a := range s.held {
		if err := to.Encode(a); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	s.held = nil
	return w.Flush()
}

// each calls fn with all articles in order.
func (s *articleSort) each(fn func(*event.Article) error) error {
	slices.SortFunc(s.held, event.Compare)
	heads := []*articleFile{{rest: s.held}}
	defer func() {
		for _, h := range heads {
			h.close()
		}
	}()
	for _, path := range s.down {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		heads = append(heads, &articleFile{file: f, from: gob.NewDecoder(bufio.NewReader(f))})
	}
	for _, h := range heads {
		if err := h.next(); err != nil {
			return err
		}
	}
	for {
		var first *articleFile
		for _, h := range heads {
			if h.at != nil && (first == nil || event.Compare(h.at, first.at) < 0) {
				first = h
			}
		}
		if first == nil {
			return nil
		}
		if err := fn(first.at); err != nil {
			return err
		}
		if err := first.next(); err != nil {
			return err
		}
	}
}

func (s *articleSort) remove() {
	for _, path := range s.down {
		_ = os.Remove(path) // staging is cleared anyway
	}
}

// articleFile is sorted articles read one by one, from a file or memory; at is nil at the end.
type articleFile struct {
	at   *event.Article
	rest []*event.Article
	file *os.File
	from *gob.Decoder
}

func (h *articleFile) next() error {
	h.at = nil
	if h.file == nil {
		if len(h.rest) > 0 {
			h.at, h.rest = h.rest[0], h.rest[1:]
		}
		return nil
	}
	a := &event.Article{}
	switch err := h.from.Decode(a); {
	case errors.Is(err, io.EOF):
		return nil
	case err != nil:
		return fmt.Errorf("%s: %w", h.file.Name(), err)
	}
	h.at = a
	return nil
}

func (h *articleFile) close() {
	if h.file != nil {
		_ = h.file.Close()
	}
}

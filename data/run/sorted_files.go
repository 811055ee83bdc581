package run

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"slices"
)

// sortedFiles are lists of items that were sorted in memory and written down, to be merged:
// files of JSON lines in the folder of a run, gone before it is published.
type sortedFiles[T any] struct {
	dir, name string // files are dir/name-00000, ...
	compare   func(a, b *T) int
	paths     []string
}

// put writes a list, which is in order, to a file of its own.
func (s *sortedFiles[T]) put(list []*T) (err error) {
	path := filepath.Join(s.dir, fmt.Sprintf("%s-%05d", s.name, len(s.paths)))
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	s.paths = append(s.paths, path)
	w := bufio.NewWriter(f)
	to := json.NewEncoder(w)
	for _, item := range list {
		if err := to.Encode(item); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	return w.Flush()
}

// each hands on the items of all files and of last, a list in order that was not written, in
// order; among equals those of earlier files come first.
func (s *sortedFiles[T]) each(last []*T, fn func(*T) error) error {
	var lists []iter.Seq2[*T, error]
	for _, path := range s.paths {
		lists = append(lists, jsonLines[T](path))
	}
	lists = append(lists, func(yield func(*T, error) bool) {
		for _, item := range last {
			if !yield(item, nil) {
				return
			}
		}
	})
	return mergeLists(lists, s.compare, fn)
}

// remove deletes the files.
func (s *sortedFiles[T]) remove() error {
	var err error
	for _, path := range s.paths {
		err = errors.Join(err, os.Remove(path))
	}
	s.paths = nil
	return err
}

// jsonLines reads a file of JSON values one by one.
func jsonLines[T any](path string) iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		f, err := os.Open(path)
		if err != nil {
			yield(nil, err)
			return
		}
		defer f.Close()
		for from := json.NewDecoder(bufio.NewReader(f)); ; {
			item := new(T)
			switch err := from.Decode(item); {
			case errors.Is(err, io.EOF):
				return
			case err != nil:
				yield(nil, fmt.Errorf("%s: %w", path, err))
				return
			}
			if !yield(item, nil) {
				return
			}
		}
	}
}

// mergeLists hands on the items of lists that are each in order, in order: among equals those of
// earlier lists come first. It ends with the first error.
func mergeLists[T any](lists []iter.Seq2[*T, error], compare func(a, b *T) int, fn func(*T) error) error {
	type head struct {
		at   *T // nil at the end of the list
		next func() (*T, error, bool)
	}
	heads := make([]head, len(lists))
	advance := func(h *head) (err error) {
		h.at, err, _ = h.next() // after the end: nil, nil
		return err
	}
	for i, list := range lists {
		next, stop := iter.Pull2(list)
		defer stop()
		heads[i].next = next
	}
	for i := range heads {
		if err := advance(&heads[i]); err != nil {
			return err
		}
	}
	for {
		var first *head
		for i := range heads {
			if h := &heads[i]; h.at != nil && (first == nil || compare(h.at, first.at) < 0) {
				first = h
			}
		}
		if first == nil {
			return nil
		}
		if err := fn(first.at); err != nil {
			return err
		}
		if err := advance(first); err != nil {
			return err
		}
	}
}

// sorter puts items into an order that may be too many for memory.
type sorter[T any] struct {
	files sortedFiles[T]
	most  int // items held in memory
	held  []*T
}

func (s *sorter[T]) add(item *T) error {
	s.held = append(s.held, item)
	if len(s.held) < s.most {
		return nil
	}
	slices.SortFunc(s.held, s.files.compare)
	err := s.files.put(s.held)
	s.held = nil
	return err
}

// each hands on all items in order.
func (s *sorter[T]) each(fn func(*T) error) error {
	slices.SortFunc(s.held, s.files.compare)
	return s.files.each(s.held, fn)
}

package article

import (
	"maps"
	"slices"
	"strings"
)

// selection is the paths of Options.Only, and which of them were met. Nil selects all.
type selection struct {
	paths map[string]bool
	holds map[string]bool // folders and archives that one of the paths lies in
	met   map[string]bool
}

func newSelection(only map[string]bool) *selection {
	if only == nil {
		return nil
	}
	s := &selection{paths: only, holds: map[string]bool{}, met: map[string]bool{}}
	for p := range only {
		for around := range foldersAround(p) {
			s.holds[around] = true
		}
	}
	return s
}

// foldersAround gives the folders, or archives, that a path lies in, the nearest first.
func foldersAround(p string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for i := strings.LastIndexAny(p, `/\`); i > 0; i = strings.LastIndexAny(p[:i], `/\`) {
			if !yield(p[:i]) {
				return
			}
		}
	}
}

// wants reports whether a file is to be read: it was named, or what it lies in, or
// something that lies in it. input is what led to it.
func (s *selection) wants(shown, input string) bool {
	if s == nil {
		return true
	}
	wanted := false
	take := func(p string) bool {
		if s.paths[p] {
			s.met[p], wanted = true, true
		}
		return true
	}
	take(shown)
	take(input)
	for around := range foldersAround(shown) {
		take(around)
	}
	return wanted || s.holds[shown]
}

// unmet gives the paths that no input led to.
func (s *selection) unmet() []string {
	if s == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Sorted(maps.Keys(s.paths)), func(p string) bool { return s.met[p] })
}

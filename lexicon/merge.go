package lexicon

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// shift moves a tree's lines into the common numbering.
func shift(n *yaml.Node, by int) {
	n.Line += by
	for _, c := range n.Content {
		shift(c, by)
	}
}

// mergeEntries adds the entries of a new layer to the old ones by their keys.
func (ld *loader) mergeEntries(s section, old, layer *yaml.Node) *yaml.Node {
	if old == nil {
		old = &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Line: layer.Line, Column: layer.Column}
	}
	at := make(map[string]int, len(old.Content))
	for i, e := range old.Content {
		at[entryKey(e, s.keys)] = i
	}
	own := map[string]bool{}
	removed := map[int]bool{}
	for _, e := range layer.Content {
		replace, remove := ld.flag(e, "replace"), ld.flag(e, "remove")
		key := entryKey(e, s.keys)
		i, known := at[key]
		known = known && key != "" // entries without a key are faults of their own
		switch {
		case key != "" && own[key]:
			ld.at(e, "%s stands twice in this file", strings.Join(s.keys, " and ")+" "+strings.ReplaceAll(key, "\x00", ", "))
			continue
		case remove && !known:
			ld.at(e, "there is no entry %q to remove", strings.ReplaceAll(key, "\x00", ", "))
		case remove:
			removed[i] = true
		case known && replace:
			old.Content[i] = e
		case known:
			old.Content[i] = merge(old.Content[i], e)
		default:
			at[key] = len(old.Content)
			old.Content = append(old.Content, e)
		}
		own[key] = true
	}
	if len(removed) > 0 {
		var kept []*yaml.Node
		for i, e := range old.Content {
			if !removed[i] {
				kept = append(kept, e)
			}
		}
		old.Content = kept
	}
	return old
}

// flag takes a true/false key that only merging knows out of an entry.
func (ld *loader) flag(e *yaml.Node, name string) bool {
	if e.Kind != yaml.MappingNode {
		return false
	}
	for i := 0; i+1 < len(e.Content); i += 2 {
		if e.Content[i].Value != name {
			continue
		}
		v := e.Content[i+1]
		if v.Tag != "!!bool" {
			ld.at(v, "wants true or false, not %s", describe(v))
		}
		e.Content = append(e.Content[:i:i], e.Content[i+2:]...)
		return v.Value == "true"
	}
	return false
}

// entryKey is what tells an entry from others, "" where it has none.
func entryKey(e *yaml.Node, keys []string) string {
	var parts []string
	for _, k := range keys {
		if v := find(e, k); v != e {
			parts = append(parts, v.Value)
		}
	}
	return strings.Join(parts, "\x00")
}

// merge lays b over a: keys join, lists grow by what they do not have, single
// values are replaced.
func merge(a, b *yaml.Node) *yaml.Node {
	if a == nil || a.Kind != b.Kind {
		return b
	}
	switch a.Kind {
	case yaml.SequenceNode:
		m := *a
		m.Content = append([]*yaml.Node{}, a.Content...)
		for _, e := range b.Content {
			if !slices.ContainsFunc(a.Content, func(have *yaml.Node) bool { return same(have, e) }) {
				m.Content = append(m.Content, e)
			}
		}
		return &m
	case yaml.MappingNode:
		m := *b
		m.Content = append([]*yaml.Node{}, a.Content...)
	next:
		for i := 0; i+1 < len(b.Content); i += 2 {
			for j := 0; j+1 < len(a.Content); j += 2 {
				if m.Content[j].Value == b.Content[i].Value {
					m.Content[j] = b.Content[i]
					m.Content[j+1] = merge(m.Content[j+1], b.Content[i+1])
					continue next
				}
			}
			m.Content = append(m.Content, b.Content[i], b.Content[i+1])
		}
		return &m
	}
	return b
}

// same reports whether two nodes say the same.
func same(a, b *yaml.Node) bool {
	return a.Kind == b.Kind && a.Value == b.Value && slices.EqualFunc(a.Content, b.Content, same)
}

// find walks from a node down keys and indexes, and gives the deepest node that
// there is, so that a fault always has a place.
func find(n *yaml.Node, path ...any) *yaml.Node {
next:
	for _, step := range path {
		switch step := step.(type) {
		case int:
			if n.Kind == yaml.SequenceNode && step < len(n.Content) {
				n = n.Content[step]
				continue
			}
		case string:
			for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
				if n.Content[i].Value == step {
					n = n.Content[i+1]
					continue next
				}
			}
		}
		return n
	}
	return n
}

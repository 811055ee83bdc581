package lexicon

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"sort"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"
)

// section is one YAML file: where it goes, and the keys that tell its entries
// apart. A file without keys is a mapping, or a list that is only added to.
type section struct {
	file  string
	into  any // pointer to a slice, a struct or a map
	keys  []string
	build func(*loader)
}

// Load reads the embedded lexicon and lays the folders over it, in order. Each
// folder holds files of the embedded names and format, and may hold models/*.bin:
//
//   - an entry with a new id is added;
//   - an entry with a known id extends it: single values take the place of the
//     old ones, lists grow by what they do not have;
//   - with "replace: true" an entry takes the place of the old one wholly, with
//     "remove: true" the old one goes.
//
// Where anything is wrong the error is a Faults with all of it.
func Load(overlays ...string) (*Lexicon, error) {
	ld, err := load(overlays)
	if err != nil {
		return nil, err
	}
	return ld.lexicon, nil
}

// load is Load that keeps the nodes.
func load(overlays []string) (*loader, error) {
	l := &Lexicon{Version: Version, models: map[string][]byte{}}
	ld := &loader{lexicon: l, collector: &collector{}, roots: map[string]*yaml.Node{}}
	ld.sections = l.sections()
	if err := ld.embeddedFiles(); err != nil {
		return nil, err
	}
	if err := ld.embeddedModels(); err != nil {
		return nil, err
	}
	for _, dir := range overlays {
		if err := ld.overlay(dir); err != nil {
			return nil, err
		}
		l.Version = Version + "+overlay"
	}
	ld.decode()
	for _, s := range ld.sections {
		if s.build != nil {
			s.build(ld)
		}
	}
	l.link()
	if !ld.unparsed { // what an unreadable file would have given must not be missed
		ld.check()
	}
	if err := ld.err(); err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(strings.Join(ld.hashes, "\n")))
	l.SHA256 = hex.EncodeToString(sum[:])
	return ld, nil
}

type loader struct {
	*collector
	lexicon  *Lexicon
	sections []section
	roots    map[string]*yaml.Node // by file: what all layers make together
	hashes   []string
	overlaid []string // files that a user's folder has
	unparsed bool     // some file was not YAML at all
}

func (ld *loader) hash(layer, name string, b []byte) {
	sum := sha256.Sum256(b)
	ld.hashes = append(ld.hashes, layer+" "+name+" "+hex.EncodeToString(sum[:]))
}

// embeddedFiles parses the embedded files at once, for parsing is most of the
// time that loading takes, and lays them in their order.
func (ld *loader) embeddedFiles() error {
	files := make([]*parsed, len(ld.sections))
	var wait sync.WaitGroup
	for i, s := range ld.sections {
		b, err := embedded.ReadFile(s.file)
		if err != nil {
			return fmt.Errorf("lexicon: %w", err)
		}
		ld.hash("embedded", s.file, b)
		wait.Go(func() { files[i] = parse("embedded:"+s.file, b) })
	}
	wait.Wait()
	for i, s := range ld.sections {
		ld.lay(s, files[i])
	}
	return nil
}

// parsed is one file as the YAML parser has it.
type parsed struct {
	name, text string
	doc        yaml.Node
	err        error
}

func parse(name string, b []byte) *parsed {
	p := &parsed{name: name, text: string(b)}
	p.err = yaml.Unmarshal(b, &p.doc)
	return p
}

func (ld *loader) embeddedModels() error {
	names, err := fs.Glob(embedded, "models/*.bin")
	if err != nil {
		return fmt.Errorf("lexicon: %w", err)
	}
	for _, name := range names {
		b, err := embedded.ReadFile(name)
		if err != nil {
			return fmt.Errorf("lexicon: %w", err)
		}
		ld.model("embedded", name, b)
	}
	return nil
}

func (ld *loader) model(layer, name string, b []byte) {
	ld.hash(layer, name, b)
	ld.lexicon.models[strings.TrimSuffix(filepath.Base(name), ".bin")] = b
}

// overlay lays one folder over what there is.
func (ld *loader) overlay(dir string) error {
	files, err := os.ReadDir(dir)
	if err != nil {
		return fmt.Errorf("lexicon: %w", err)
	}
	used := 0
	for _, f := range files {
		path := filepath.Join(dir, f.Name())
		if ext := filepath.Ext(path); f.IsDir() || ext != ".yaml" && ext != ".yml" {
			continue
		}
		s := ld.section(f.Name())
		if s == nil {
			ld.file(path, "no such lexicon file: the names are %s", strings.Join(ld.files(), ", "))
			continue
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("lexicon: %w", err)
		}
		ld.hash("overlay", s.file, b)
		ld.lay(*s, parse(path, b))
		ld.overlaid = append(ld.overlaid, s.file)
		used++
	}
	models, err := filepath.Glob(filepath.Join(dir, "models", "*.bin"))
	if err != nil {
		return fmt.Errorf("lexicon: %w", err)
	}
	for _, path := range models {
		b, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("lexicon: %w", err)
		}
		ld.model("overlay", "models/"+filepath.Base(path), b)
		used++
	}
	if used == 0 && len(ld.faults) == 0 {
		return fmt.Errorf("lexicon: %s holds no lexicon file: the names are %s", dir, strings.Join(ld.files(), ", "))
	}
	return nil
}

func (ld *loader) section(file string) *section {
	for i := range ld.sections {
		if ld.sections[i].file == file {
			return &ld.sections[i]
		}
	}
	return nil
}

func (ld *loader) files() []string {
	var names []string
	for _, s := range ld.sections {
		names = append(names, s.file)
	}
	sort.Strings(names)
	return names
}

// lay merges one file with what earlier layers said.
func (ld *loader) lay(s section, p *parsed) {
	src := ld.add(p.name, p.text)
	if p.err != nil {
		ld.syntax(src, p.err)
		return
	}
	if len(p.doc.Content) == 0 {
		return // nothing but comments
	}
	root := p.doc.Content[0]
	shift(root, src.base)
	old := ld.roots[s.file]
	if old != nil && old.Kind != root.Kind {
		ld.at(root, "wants %s, not %s", describe(old), describe(root))
		return
	}
	if root.Kind == yaml.SequenceNode && len(s.keys) > 0 {
		ld.roots[s.file] = ld.mergeEntries(s, old, root)
		return
	}
	ld.roots[s.file] = merge(old, root)
}

// syntax places what the YAML parser itself refused.
func (ld *loader) syntax(src *source, err error) {
	ld.unparsed = true
	var e *yaml.LoadError
	if errors.As(err, &e) {
		ld.place(src.base+max(1, e.Mark.Line), max(1, e.Mark.Column), "not YAML: "+e.Message)
		return
	}
	ld.file(src.name, "not YAML: %v", err)
}

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

// decode turns what all layers make together into Go values.
func (ld *loader) decode() {
	d := newDecoder(ld.collector)
	for _, s := range ld.sections {
		if root := ld.roots[s.file]; root != nil {
			d.value(root, reflect.ValueOf(s.into).Elem())
		}
	}
}

// layer names the file that a node came from.
func (c *collector) layer(n *yaml.Node) string {
	if s := c.source(n.Line); s != nil {
		return s.name
	}
	return ""
}

// entry is the node that an entry of a section was decoded from.
func (ld *loader) entry(file string, i int, path ...any) *yaml.Node {
	return find(ld.roots[file], append([]any{i}, path...)...)
}

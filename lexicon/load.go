package lexicon

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	slashpath "path"
	"path/filepath"
	"reflect"
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

	memberNodes []*yaml.Node // of the actors that members.yaml made
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
	used, err := ld.overlayFiles(dir, "")
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(dir, englishFolder)); err == nil {
		n, err := ld.overlayFiles(dir, englishFolder)
		if err != nil {
			return err
		}
		used += n
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

// englishFolder is where the closed classes of the language are, here and in a
// user's folder.
const englishFolder = "english"

// overlayFiles lays the YAML files of one folder below dir over what there is, and
// says how many there were.
func (ld *loader) overlayFiles(dir, below string) (used int, err error) {
	files, err := os.ReadDir(filepath.Join(dir, below))
	if err != nil {
		return 0, fmt.Errorf("lexicon: %w", err)
	}
	for _, f := range files {
		path := filepath.Join(dir, below, f.Name())
		if ext := filepath.Ext(path); f.IsDir() || ext != ".yaml" && ext != ".yml" {
			continue
		}
		s := ld.section(slashpath.Join(below, f.Name()))
		if s == nil {
			ld.file(path, "no such lexicon file: the names are %s", strings.Join(ld.files(), ", "))
			continue
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return 0, fmt.Errorf("lexicon: %w", err)
		}
		ld.hash("overlay", s.file, b)
		ld.lay(*s, parse(path, b))
		ld.overlaid = append(ld.overlaid, s.file)
		used++
	}
	return used, nil
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

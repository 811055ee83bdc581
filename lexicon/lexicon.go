// Package lexicon is the knowledge of readout: word lists, cue verbs, actors,
// sides, roles, issues, frames and trained models, as data files that are
// embedded in the binary, and the code that loads, validates and overlays a
// user's own. Sources and licences stand in SOURCES.md beside the files.
//
// Every section is one YAML file with its own Go file of the same name. The
// embedded files and a user's overlay go through the same strict parser.
package lexicon

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"sort"

	"github.com/goccy/go-yaml"
)

//go:embed *.yaml models
var embedded embed.FS

// Lexicon is everything that was loaded, ready for use and never changed again,
// so it is safe for any number of goroutines.
type Lexicon struct {
	SHA256 string // hash of all files, in hex: reaches every table

	Cues      []Cue
	Modifiers []Modifier
}

// Load reads the embedded lexicon.
func Load() (*Lexicon, error) {
	l := &Lexicon{}
	hash := sha256.New()
	names, err := fs.Glob(embedded, "*.yaml")
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	for _, name := range names {
		b, err := embedded.ReadFile(name)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(hash, "%s %d\n", name, len(b))
		hash.Write(b)
	}
	l.SHA256 = hex.EncodeToString(hash.Sum(nil))
	if err := decode("cues.yaml", &l.Cues); err != nil {
		return nil, err
	}
	if l.Modifiers, err = loadModifiers(); err != nil {
		return nil, err
	}
	return l, nil
}

// decode reads one embedded file strictly: an unknown key is an error at its place.
func decode(name string, into any) error {
	b, err := embedded.ReadFile(name)
	if err != nil {
		return err
	}
	if err := yaml.UnmarshalWithOptions(b, into, yaml.Strict()); err != nil {
		return fmt.Errorf("lexicon: %s: %w", name, err)
	}
	return nil
}

// Model gives the bytes of an embedded model, "attribution" for
// models/attribution.bin. The error says so where there is none.
func (l *Lexicon) Model(name string) ([]byte, error) {
	b, err := embedded.ReadFile("models/" + name + ".bin")
	if err != nil {
		return nil, fmt.Errorf("lexicon: no embedded model %q: %w", name, err)
	}
	return b, nil
}

package run

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"readout/data/table"
)

// shardRun is a run of one shard, to be merged.
type shardRun struct {
	dir      string
	sum      string // SHA-256 of the manifest
	manifest Manifest
	info     Info
}

// readShards finds the runs in folders and makes sure that they are all shards of one input, in
// the order of their index.
func readShards(folders []string) ([]*shardRun, error) {
	var found []*shardRun
	for _, f := range folders {
		dirs, err := runFolders(f)
		if err != nil {
			return nil, err
		}
		for _, dir := range dirs {
			if err := uncoded(outOf(dir)); err != nil {
				return nil, err
			}
			s, err := readShard(dir)
			if err != nil {
				return nil, err
			}
			found = append(found, s)
		}
	}
	if len(found) == 0 {
		return nil, errors.New("no run folder is named")
	}
	// Of two folders of one shard the same is taken whatever the order.
	slices.SortFunc(found, func(a, b *shardRun) int {
		return cmp.Or(compareShards(a.manifest.Shard, b.manifest.Shard), strings.Compare(a.manifest.RunID, b.manifest.RunID), strings.Compare(a.sum, b.sum))
	})
	var shards []*shardRun
	for _, s := range found {
		if err := alike(found[0], s); err != nil {
			return nil, err
		}
		if n := len(shards); n > 0 && shards[n-1].manifest.Shard.Index == s.manifest.Shard.Index {
			if err := sameTables(shards[n-1], s); err != nil {
				return nil, err
			}
			continue
		}
		shards = append(shards, s)
	}
	of := shards[0].manifest.Shard.Of
	var missing []string
	for i, k := 1, 0; i <= of; i++ {
		if k < len(shards) && shards[k].manifest.Shard.Index == i {
			k++
			continue
		}
		missing = append(missing, fmt.Sprint(i))
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("of %d shards these are missing: %s", of, strings.Join(missing, ", "))
	}
	for _, s := range shards {
		if err := s.intact(); err != nil {
			return nil, err
		}
	}
	return shards, nil
}

// uncoded is an error where what was drawn or coded by hand stands beside a shard's run: it is
// of a part of the articles, so that its probabilities are not those of a draw from all.
func uncoded(folder string) error {
	for _, name := range []string{codingsName, drawsName} {
		path := filepath.Join(folder, name)
		if _, err := os.Stat(path); err == nil {
			return fmt.Errorf("%s: codings of a shard do not come along; move the file away, merge, draw from the merged run, and add the coded sheets to it with `readout code add`", path)
		} else if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// runFolders is the folder itself where it is that of a run, else those of its runs.
func runFolders(folder string) ([]string, error) {
	_, err := os.Stat(filepath.Join(folder, ManifestName))
	if err == nil {
		return []string{folder}, nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	dirs, err := published(folder)
	if err == nil && len(dirs) == 0 {
		err = fmt.Errorf("%s: neither a run folder (no %s) nor an output folder with one", folder, ManifestName)
	}
	return dirs, err
}

func readShard(dir string) (*shardRun, error) {
	path := filepath.Join(dir, ManifestName)
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	s := &shardRun{dir: dir}
	if err := json.Unmarshal(b, &s.manifest); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	m := &s.manifest
	switch {
	case m.Shard == nil:
		return nil, fmt.Errorf("%s: no shard: it was made without --shard I/N (runs of one folder count together as they are)", dir)
	case m.SchemaVersion != table.SchemaVersion:
		return nil, fmt.Errorf("%s: its tables are of schema %s, and this readout merges those of %s", dir, m.SchemaVersion, table.SchemaVersion)
	}
	sum := sha256.Sum256(b)
	s.sum = hex.EncodeToString(sum[:])
	s.info = Info{RunID: m.RunID, Dir: dir, Version: m.Version, LexiconSHA256: m.LexiconSHA256, Shard: m.Shard}
	return s, nil
}

// alike is an error where two shards are not of one input and one analysis.
func alike(a, b *shardRun) error {
	x, y := &a.manifest, &b.manifest
	differ := func(what string, of, and any) error {
		return fmt.Errorf("%s and %s do not belong together: %s is %v in one and %v in the other", a.dir, b.dir, what, of, and)
	}
	switch {
	case x.Shard.Of != y.Shard.Of:
		return differ("the number of shards", x.Shard.Of, y.Shard.Of)
	case x.Version != y.Version:
		return differ("readout's version", x.Version, y.Version)
	case x.LexiconSHA256 != y.LexiconSHA256:
		return differ("the lexicon", x.LexiconSHA256, y.LexiconSHA256)
	}
	for _, pair := range [...]struct {
		what    string
		of, and any
	}{{"the models", x.Models, y.Models}, {"the configuration", withoutPaths(x.Config), withoutPaths(y.Config)}} {
		of, err := json.Marshal(pair.of)
		and, nerr := json.Marshal(pair.and)
		if err := errors.Join(err, nerr); err != nil {
			return err
		}
		if string(of) != string(and) {
			return differ(pair.what, string(of), string(and))
		}
	}
	if slices.Equal(x.Inputs, y.Inputs) && x.Shard.Seen != y.Shard.Seen {
		return fmt.Errorf("%s and %s read the same inputs (%s), but one met %d articles there and the other %d: an input broke off or changed; run the shorter one again",
			a.dir, b.dir, listed(x.Inputs), x.Shard.Seen, y.Shard.Seen)
	}
	return nil
}

// withoutPaths is a run's configuration without the folders of the lexicon, which may lie
// elsewhere on another machine: its hash says what was in them.
func withoutPaths(config any) any {
	m, ok := config.(map[string]any)
	if !ok {
		return config
	}
	own := map[string]any{}
	for k, v := range m {
		if k != "lexicon" {
			own[k] = v
		}
	}
	return own
}

// sameTables is an error where two runs of one shard hold different rows.
func sameTables(a, b *shardRun) error {
	x, y := a.tables(), b.tables()
	if !slices.EqualFunc(x, y, func(f, g File) bool { return f.Name == g.Name && f.SHA256 == g.SHA256 }) {
		return fmt.Errorf("%s and %s are two runs of shard %s that hold different rows: name one of them", a.dir, b.dir, a.manifest.Shard)
	}
	return nil
}

func (s *shardRun) tables() []File {
	files := slices.Clone(s.manifest.Files)
	files = slices.DeleteFunc(files, func(f File) bool { return f.Rows == nil })
	slices.SortFunc(files, func(x, y File) int { return cmp.Compare(x.Name, y.Name) })
	return files
}

// intact is an error where a file is not what the manifest says of it.
func (s *shardRun) intact() error {
	for _, f := range s.tables() {
		path := filepath.Join(s.dir, f.Name)
		n, sum, err := hashFile(path)
		if err != nil {
			return err
		}
		if n != f.Bytes || sum != f.SHA256 {
			return fmt.Errorf("%s is not as %s describes it: copied in part, or changed", path, ManifestName)
		}
	}
	return nil
}

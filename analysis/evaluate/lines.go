package evaluate

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// EachLine calls do with every line that is not blank, however long. Its error
// names the line.
func EachLine(r io.Reader, do func([]byte) error) error {
	in := bufio.NewReaderSize(r, 1<<16)
	for line := 1; ; line++ {
		b, err := in.ReadBytes('\n')
		if len(bytes.TrimSpace(b)) > 0 {
			if bad := do(b); bad != nil {
				return fmt.Errorf("line %d: %w", line, bad)
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", line, err)
		}
	}
}

// eachRecord is EachLine for lines that are JSON.
func eachRecord[T any](r io.Reader, do func(*T) error) error {
	return EachLine(r, func(b []byte) error {
		var x T
		if err := json.Unmarshal(b, &x); err != nil {
			return err
		}
		return do(&x)
	})
}

// records reads one record a line, each of which must pass check.
func records[T any](r io.Reader, check func(*T) error) ([]T, error) {
	var all []T
	err := eachRecord(r, func(x *T) error {
		all = append(all, *x)
		return check(x)
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

// corpus is texts that stand beside their labels, by file and by the id of the
// record in it.
type corpus map[string]map[string][]rune

// want asks for a text.
func (c corpus) want(file, id string) {
	if c[file] == nil {
		c[file] = map[string][]rune{}
	}
	c[file][id] = nil
}

// fetch fills in the texts that are wanted, from the files below dir.
func (c corpus) fetch(dir string) error {
	for file, texts := range c {
		path := filepath.Join(dir, filepath.FromSlash(file))
		if err := fetch(path, texts); err != nil {
			return err
		}
	}
	return nil
}

// fetch fills in the texts that are wanted of one file.
func fetch(path string, texts map[string][]rune) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	type record struct {
		ID   string `json:"id"`
		Text string `json:"text"`
	}
	if err := eachRecord(f, func(x *record) error {
		if _, ok := texts[x.ID]; ok {
			texts[x.ID] = []rune(x.Text)
		}
		return nil
	}); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	for id, text := range texts {
		if text == nil {
			return fmt.Errorf("%s: no record %q", path, strings.TrimSpace(id))
		}
	}
	return nil
}

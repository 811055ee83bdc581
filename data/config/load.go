package config

import (
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/xrash/smetrics"

	"readout/data/article"
)

// Layers are the raw values that a Config is made of, the weakest first.
type Layers struct {
	// File is a readout.yaml, FileName what it is called in faults; nil for none.
	File     []byte
	FileName string
	// Env is the environment as os.Environ gives it.
	Env []string
	// Flags are the flags that were given, by their name without hyphens; of a
	// list or mapping every item.
	Flags map[string][]string
}

// Source is the layer that a value came from.
type Source struct {
	Layer string // "default", "file", "environment" or "flag"
	Place string // file:line:column, the variable, or the flag; "" for a default
}

// Result is a Config with where every value came from, by key.
type Result struct {
	Config  Config
	Sources map[string]Source
}

// Fault is one thing that is wrong with what was told.
type Fault struct {
	Place   string // file:line:column, the variable, or the flag
	Line    int    // in the file, 0 for elsewhere
	Column  int
	Excerpt string // the line of the file, "" for elsewhere
	Message string
}

// Faults is every fault of every layer. It is an error.
type Faults []Fault

// Error lists the faults, one after the other; those in a file with their line
// and a mark below the column.
func (f Faults) Error() string {
	var b strings.Builder
	if len(f) > 1 {
		fmt.Fprintf(&b, "%d faults in the configuration\n", len(f))
	}
	for i, x := range f {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s: %s", x.Place, x.Message)
		if x.Line > 0 {
			number := fmt.Sprintf("%4d | ", x.Line)
			fmt.Fprintf(&b, "\n%s%s\n%s^", number, x.Excerpt, strings.Repeat(" ", len(number)+max(0, x.Column-1)))
		}
	}
	return b.String()
}

// Load makes a Config of its layers. The error is Faults.
func Load(l Layers) (Result, error) {
	r := Result{Config: Default(), Sources: map[string]Source{}}
	settings := Settings()
	for _, s := range settings {
		r.Sources[s.Key] = Source{Layer: "default"}
	}
	var faults Faults
	if l.File != nil {
		faults = append(faults, r.file(l.File, l.FileName, settings)...)
	}
	faults = append(faults, r.environment(l.Env, settings)...)
	faults = append(faults, r.flags(l.Flags, settings)...)
	faults = append(faults, r.check()...)
	if len(faults) > 0 {
		return r, faults
	}
	return r, nil
}

func (r *Result) environment(env []string, settings []Setting) (faults Faults) {
	known := map[string]Setting{}
	for _, s := range settings {
		known[s.Env()] = s
	}
	var names []string
	values := map[string]string{}
	for _, pair := range env {
		if name, value, _ := strings.Cut(pair, "="); strings.HasPrefix(name, envPrefix) && name != ConfigVariable {
			names = append(names, name)
			values[name] = value
		}
	}
	sort.Strings(names)
	for _, name := range names {
		s, ok := known[name]
		if !ok {
			faults = append(faults, Fault{Place: name, Message: "there is no such setting" + hint(name, slices.Sorted(maps.Keys(known)))})
			continue
		}
		if values[name] == "" {
			continue // set to nothing counts as not set, as everywhere in a shell
		}
		raw := []string{values[name]}
		if s.Kind == List || s.Kind == Mapping {
			raw = strings.Split(values[name], ",")
		}
		if err := s.set(&r.Config, raw); err != nil {
			faults = append(faults, Fault{Place: name, Message: err.Error()})
		}
		r.Sources[s.Key] = Source{Layer: "environment", Place: name}
	}
	return faults
}

// ConfigVariable names the file to read, as --config does.
const ConfigVariable = envPrefix + "CONFIG"

func (r *Result) flags(flags map[string][]string, settings []Setting) (faults Faults) {
	for _, s := range settings {
		raw, ok := flags[s.Flag()]
		if !ok {
			continue
		}
		place := "--" + s.Flag()
		if err := s.set(&r.Config, raw); err != nil {
			faults = append(faults, Fault{Place: place, Message: err.Error()})
		}
		r.Sources[s.Key] = Source{Layer: "flag", Place: place}
	}
	return faults
}

// check looks at values that have the right form and may still make no sense.
func (r *Result) check() (faults Faults) {
	c := &r.Config
	at := func(key, format string, args ...any) {
		place := r.Sources[key].Place
		if place == "" {
			place = key
		}
		faults = append(faults, Fault{Place: place, Message: fmt.Sprintf(format, args...)})
	}
	if problem := outProblem(c.Out); problem != "" {
		at("out", "%s", problem)
	}
	for _, field := range sortedKeys(c.Map) {
		if fields := article.Fields(); !slices.Contains(fields, field) {
			at("map", "there is no field %q%s: there are %s", field, hint(field, fields), strings.Join(fields, ", "))
		}
	}
	for _, key := range sortedKeys(c.Focus) {
		if keys := FocusKeys(); !slices.Contains(keys, key) {
			at("focus", "there is no %q to look at%s: there are %s", key, hint(key, keys), strings.Join(keys, ", "))
		}
	}
	if len(c.Language) == 0 {
		at("language", "an empty list analyses nothing: write any for all languages")
	}
	for _, code := range c.Language {
		if len(code) != 2 && code != "any" {
			at("language", "%q is no ISO 639-1 code such as en, nor any", code)
		}
	}
	if c.Since != "" {
		if _, err := SinceTime(c.Since, time.Unix(0, 0)); err != nil {
			at("since", "%v", err)
		}
	}
	if c.MaxArticleBytes > c.MaxLineBytes {
		at("max_article_bytes", "%s is more than max_line_bytes (%s), which would cut such an article off", shownSize(c.MaxArticleBytes), shownSize(c.MaxLineBytes))
	}
	return faults
}

// address is how a place in an object store or on the web begins; one letter alone is a drive.
var address = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]+:/`)

// outProblem says why a folder of runs cannot have a name, "" where it can.
func outProblem(out string) string {
	switch {
	case out == "":
		return "an empty name is no folder"
	case address.MatchString(out):
		return fmt.Sprintf("%q is an address, not a folder: write to a folder, or mount the store and name the folder it is mounted at", out)
	}
	full, err := filepath.Abs(out)
	if err != nil {
		full = out
	}
	switch {
	case !utf8.ValidString(full) || strings.IndexByte(full, 0) >= 0:
		return fmt.Sprintf("%q is not UTF-8: DuckDB and Python could not open the tables by that name", full)
	case strings.ContainsRune(full, '\r'):
		return fmt.Sprintf("%q has a carriage return in its name: whoever reads views.sql as text reads another name", full)
	case strings.Contains(filepath.ToSlash(full), `\`):
		return fmt.Sprintf("%q has a backslash in its name: DuckDB could not open the tables by it", full)
	}
	return ""
}

// SinceTime is the moment that a since setting means: a date, or an age before now.
func SinceTime(since string, now time.Time) (time.Time, error) {
	age := since
	if days, ok := strings.CutSuffix(since, "d"); ok {
		if n, err := number(days); err == nil {
			age = fmt.Sprintf("%dh", n*24)
		}
	}
	if d, err := time.ParseDuration(age); err == nil && d >= 0 {
		return now.Add(-d), nil
	}
	t, err := article.ParseDate(since)
	if err != nil {
		return time.Time{}, fmt.Errorf("%q is neither a date such as 2025-02-18 nor an age such as 36h or 7d", since)
	}
	return t, nil
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// hint names the known word that is nearest to an unknown one.
func hint(word string, known []string) string {
	best := Nearest(word, known)
	if best == "" {
		return ""
	}
	return fmt.Sprintf(" (did you mean %s?)", best)
}

// Nearest gives the known word that an unknown one was most likely meant to be,
// "" when none is within a third of its letters, counted as edits.
func Nearest(word string, known []string) string {
	best, least := "", len(word)/3+2
	for _, k := range known {
		if d := smetrics.WagnerFischer(strings.ToLower(word), strings.ToLower(k), 1, 1, 1); d < least {
			best, least = k, d
		}
	}
	return best
}

package article

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/bmatcuk/doublestar/v4"
)

// source is one stream to read, or why it cannot be.
type source struct {
	path  string // as the tables show it: the input as it was typed, and below, in UTF-8
	input string // what the user named that led to it, as path shows it
	name  string // relative to the input folder, with slashes: its days tell when an article was published
	place string // for identifiers: the absolute path, "" for what is no file
	stdin bool
	found bool // met in a folder, not named: only what is told to be an article is read
	waits bool // a pipe or device that was named: to open and read it may take for ever
	odd   bool // its name is not UTF-8
	open  func() (io.ReadCloser, error)
	fault *sourceFault
}

type sourceFault struct{ code, message string }

// Error is the message, for those who can only fail.
func (f *sourceFault) Error() string { return f.message }

// expand gives the files of inputs in order: a folder's sorted and with all
// below it, a glob's sorted. A file that several inputs name is read once.
func expand(inputs []string, opts Options) iter.Seq[source] {
	return func(yield func(source) bool) {
		seen := map[string]bool{}
		once := func(s source) bool {
			if s.fault == nil && !s.stdin && len(inputs) > 1 {
				if seen[s.place] {
					return true
				}
				seen[s.place] = true
			}
			return yield(s)
		}
		for _, input := range inputs {
			if !expandOne(input, opts, func(s source) bool {
				s.input = ShownPath(input)
				return once(s)
			}) {
				return
			}
		}
	}
}

func expandOne(input string, opts Options, yield func(source) bool) bool {
	if input == "-" {
		if opts.Stdin == nil {
			return yield(faultSource("-", CodeUnreadable, "there is no standard input"))
		}
		return yield(source{path: "-", name: "-", stdin: true, waits: true, open: func() (io.ReadCloser, error) {
			return io.NopCloser(opts.Stdin), nil
		}})
	}
	info, err := os.Stat(input)
	switch {
	case err == nil && info.IsDir():
		return expandDisk(input, opts, yield)
	case err == nil:
		s := fileSource(input, filepath.Base(input))
		s.waits = !info.Mode().IsRegular()
		return yield(s)
	case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(input, "*?[{"):
		return expandGlob(input, opts, yield)
	}
	return yield(pathFault(input, err))
}

// expandDisk gives the files of a folder of the machine.
func expandDisk(folder string, opts Options, yield func(source) bool) bool {
	t, err := openTree(folder, opts.FollowLinks)
	if err != nil {
		return yield(pathFault(folder, err))
	}
	defer t.root.Close()
	return expandFolder(t, folder, yield)
}

// expandGlob gives the files that a pattern names. Those that links lead to out of the
// folder that the pattern begins with are not read, as in a folder.
func expandGlob(pattern string, opts Options, yield func(source) bool) bool {
	how := []doublestar.GlobOption{doublestar.WithNoHidden()}
	if !opts.FollowLinks {
		how = append(how, doublestar.WithNoFollow())
	}
	base, rest := doublestar.SplitPattern(filepath.ToSlash(filepath.Clean(pattern)))
	base = filepath.FromSlash(base)
	matches, err := doublestar.Glob(anyNames(base), rest, how...)
	if err != nil {
		return yield(faultSource(pattern, CodeNotFound, fmt.Sprintf("not a valid pattern: %v", err)))
	}
	if len(matches) == 0 {
		return yield(faultSource(pattern, CodeNotFound, "no file matches this pattern"))
	}
	for i, m := range matches {
		matches[i] = filepath.Join(base, filepath.FromSlash(m))
	}
	realBase, err := realPath(base)
	if err != nil {
		return yield(pathFault(base, err))
	}
	slices.Sort(matches)
	for _, m := range matches {
		info, err := os.Stat(m)
		if err == nil && info.IsDir() {
			// "**" gives a folder and then all in it; "*" gives the folder alone.
			if !strings.Contains(pattern, "**") && !expandDisk(m, opts, yield) {
				return false
			}
			continue
		}
		if !yield(matchSource(m, base, realBase, info, err, opts.FollowLinks)) {
			return false
		}
	}
	return true
}

// anyNames is a folder for package doublestar. os.DirFS refuses names that are not UTF-8.
type anyNames string

func (f anyNames) at(name string) string { return filepath.Join(string(f), filepath.FromSlash(name)) }

func (f anyNames) Open(name string) (fs.File, error)          { return os.Open(f.at(name)) }
func (f anyNames) ReadDir(name string) ([]fs.DirEntry, error) { return os.ReadDir(f.at(name)) }
func (f anyNames) Stat(name string) (fs.FileInfo, error)      { return os.Stat(f.at(name)) }
func (f anyNames) Lstat(name string) (fs.FileInfo, error)     { return os.Lstat(f.at(name)) }
func (f anyNames) ReadLink(name string) (string, error)       { return os.Readlink(f.at(name)) }

// matchSource is a file that a pattern names; info and err are what the system says of it.
func matchSource(match, base, realBase string, info fs.FileInfo, err error, follow bool) source {
	if err != nil {
		return pathFault(match, err)
	}
	target, err := realPath(match)
	if err != nil {
		return pathFault(match, err)
	}
	if _, in := inside(realBase, target); !in && !follow {
		return faultSource(match, leadsOut.code, leadsOut.message)
	}
	if !info.Mode().IsRegular() {
		return unusual(match)
	}
	name, err := filepath.Rel(base, match)
	if err != nil {
		name = filepath.Base(match)
	}
	return fileSource(match, filepath.ToSlash(name))
}

// fileSource is a file by its path; name is its path in the input folder.
func fileSource(file, name string) source {
	return source{
		path: ShownPath(file), odd: !utf8.ValidString(file), name: name, place: placeOf(file),
		open: func() (io.ReadCloser, error) { return os.Open(file) },
	}
}

// placeOf is the absolute path of a file, with slashes.
func placeOf(file string) string {
	full, err := filepath.Abs(file)
	if err != nil {
		full = filepath.Clean(file)
	}
	return filepath.ToSlash(full)
}

// ShownPath is a path as tables and messages show it: as it is where it is UTF-8, else
// with every byte that is not, and every %, percent-encoded.
func ShownPath(path string) string {
	if utf8.ValidString(path) {
		return path
	}
	return percentEncoded(path, "%")
}

// percentEncoded writes the bytes that are not UTF-8, and those of also, as % and two
// hexadecimal digits.
func percentEncoded(s, also string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size <= 1 || strings.IndexByte(also, s[i]) >= 0 {
			fmt.Fprintf(&b, "%%%02X", s[i])
			i++
			continue
		}
		b.WriteString(s[i : i+size])
		i += size
	}
	return b.String()
}

// PathShownAs finds the path that ShownPath shows so: the path itself where there is
// one, else what it is with % and hexadecimal digits read as bytes, where there is that.
func PathShownAs(shown string) string {
	if _, err := os.Lstat(shown); err == nil || !strings.Contains(shown, "%") {
		return shown
	}
	plain, err := url.PathUnescape(shown)
	if err != nil || utf8.ValidString(plain) {
		return shown
	}
	return plain
}

// unusual is a pipe, socket or device that was met, not named: to open it could
// wait for ever. One that is named is read, as in `readout run <(zcat feed.gz)`.
func unusual(shown string) source {
	return faultSource(shown, CodeUnreadable, "not a file but a pipe, socket or device: name it as an input of its own")
}

func faultSource(shown, code, message string) source {
	return source{path: ShownPath(shown), name: shown, fault: &sourceFault{code, message}}
}

func pathFault(shown string, err error) source {
	code, message := pathProblem(err)
	return faultSource(shown, code, message)
}

// pathProblem says in words why a path cannot be read; the path stands beside it.
func pathProblem(err error) (code, message string) {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return CodeNotFound, "no such file or folder"
	case errors.Is(err, fs.ErrPermission):
		return CodeUnreadable, "no permission to read it"
	}
	var p *fs.PathError
	if errors.As(err, &p) {
		return CodeUnreadable, p.Err.Error()
	}
	return CodeUnreadable, err.Error()
}

// ReadList reads a list of inputs, as find and git ls-files print it: one a
// line, or with NUL bytes between where names may hold line ends. Empty lines are
// passed over.
func ReadList(r io.Reader) ([]string, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("reading the list of files: %w", err)
	}
	mark := "\n"
	if strings.IndexByte(string(b), 0) >= 0 {
		mark = "\x00"
	}
	var inputs []string
	for line := range strings.SplitSeq(string(b), mark) {
		if line = strings.TrimSuffix(line, "\r"); strings.TrimSpace(line) != "" {
			inputs = append(inputs, line)
		}
	}
	return inputs, nil
}

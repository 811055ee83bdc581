package article

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// source is one stream to read, or why it cannot be.
type source struct {
	path  string // as the tables show it: the input as it was typed, and below
	name  string // relative to the input folder, with slashes: its days tell when an article was published
	place string // for identifiers: the absolute path, "" for what is no file
	stdin bool
	open  func() (io.ReadCloser, error)
	fault *sourceFault
}

type sourceFault struct{ code, message string }

// expand gives the files of inputs in order: a folder's sorted and with all
// below it, a glob's sorted. A file that several inputs name is read once.
func expand(inputs []string, opts Options) iter.Seq[source] {
	return func(yield func(source) bool) {
		seen := map[string]bool{}
		once := func(s source) bool {
			if s.fault == nil && !s.stdin && len(inputs) > 1 {
				full, err := filepath.Abs(s.path)
				if err == nil && seen[full] {
					return true
				}
				seen[full] = true
			}
			return yield(s)
		}
		for _, input := range inputs {
			if !expandOne(input, opts, once) {
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
		return yield(source{path: "-", name: "-", stdin: true, open: func() (io.ReadCloser, error) {
			return io.NopCloser(opts.Stdin), nil
		}})
	}
	info, err := os.Stat(input)
	switch {
	case err == nil && info.IsDir():
		return expandFolder(os.DirFS(input), input, yield)
	case err == nil:
		return yield(pathSource(input, filepath.Base(input)))
	case errors.Is(err, fs.ErrNotExist) && strings.ContainsAny(input, "*?[{"):
		return expandGlob(input, yield)
	}
	return yield(pathFault(input, err))
}

func expandFolder(fsys fs.FS, root string, yield func(source) bool) bool {
	// os.DirFS follows a root that is a link, and sorts each folder by name.
	n, goOn := 0, true
	err := fs.WalkDir(fsys, ".", func(name string, e fs.DirEntry, err error) error {
		shown := filepath.Join(root, filepath.FromSlash(name))
		switch {
		case err != nil:
			n++
			goOn = yield(pathFault(shown, err))
			if e != nil && e.IsDir() && goOn {
				return fs.SkipDir
			}
		case name != "." && strings.HasPrefix(path.Base(name), "."):
			if e.IsDir() {
				return fs.SkipDir // what is hidden is not meant: .git, .DS_Store
			}
		case e.IsDir():
		default:
			n++
			goOn = yield(fileSource(fsys, shown, name))
		}
		if !goOn {
			return fs.SkipAll
		}
		return nil
	})
	if err != nil && goOn {
		return yield(pathFault(root, err))
	}
	if n == 0 && goOn {
		return yield(faultSource(root, CodeEmpty, "the folder holds no files"))
	}
	return goOn
}

func expandGlob(pattern string, yield func(source) bool) bool {
	matches, err := doublestar.FilepathGlob(pattern, doublestar.WithNoHidden())
	if err != nil {
		return yield(faultSource(pattern, CodeNotFound, fmt.Sprintf("not a valid pattern: %v", err)))
	}
	if len(matches) == 0 {
		return yield(faultSource(pattern, CodeNotFound, "no file matches this pattern"))
	}
	base, _ := doublestar.SplitPattern(filepath.ToSlash(pattern))
	slices.Sort(matches)
	for _, m := range matches {
		info, err := os.Stat(m)
		goOn := true
		switch {
		case err != nil:
			goOn = yield(pathFault(m, err))
		case info.IsDir():
			// "**" gives a folder and then all in it; "*" gives the folder alone.
			if !strings.Contains(pattern, "**") {
				goOn = expandFolder(os.DirFS(m), m, yield)
			}
		default:
			name, err := filepath.Rel(filepath.FromSlash(base), m)
			if err != nil {
				name = filepath.Base(m)
			}
			if !info.Mode().IsRegular() {
				goOn = yield(unusual(m))
				break
			}
			goOn = yield(pathSource(m, filepath.ToSlash(name)))
		}
		if !goOn {
			return false
		}
	}
	return true
}

// pathSource is a file by its path, fileSource one of fsys.
func pathSource(shown, name string) source {
	return source{path: shown, name: name, place: placeOf(shown), open: func() (io.ReadCloser, error) { return os.Open(shown) }}
}

func fileSource(fsys fs.FS, shown, name string) source {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return pathFault(shown, err)
	}
	if info.IsDir() {
		return faultSource(shown, CodeUnreadable, "a link to a folder inside a folder is not followed: name it as an input of its own")
	}
	if !info.Mode().IsRegular() {
		return unusual(shown)
	}
	return source{path: shown, name: name, place: placeOf(shown), open: func() (io.ReadCloser, error) { return fsys.Open(name) }}
}

// placeOf is the absolute path of a file, with slashes.
func placeOf(shown string) string {
	full, err := filepath.Abs(shown)
	if err != nil {
		full = filepath.Clean(shown)
	}
	return filepath.ToSlash(full)
}

// unusual is a pipe, socket or device that was met, not named: to open it could
// wait for ever. One that is named is read, as in `readout run <(zcat feed.gz)`.
func unusual(shown string) source {
	return faultSource(shown, CodeUnreadable, "not a file but a pipe, socket or device: name it as an input of its own")
}

func faultSource(shown, code, message string) source {
	return source{path: shown, name: shown, fault: &sourceFault{code, message}}
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

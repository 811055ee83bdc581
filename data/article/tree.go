package article

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// tree is a folder of inputs, with slashes in the names of what lies in it.
type tree interface {
	// readDir gives what lies in a folder, sorted by name.
	readDir(name string) ([]fs.DirEntry, error)
	// file gives the file that an entry is or leads to, and how to open it; a
	// sourceFault says why an entry that can be read is not.
	file(name string, e fs.DirEntry) (info fs.FileInfo, open func() (io.ReadCloser, error), fault *sourceFault, err error)
}

// The reasons why a link is not followed.
var (
	leadsOut = &sourceFault{CodeUnreadable, "a link that leads out of its folder is not followed (--follow-links), nor what it leads to read"}
	toFolder = &sourceFault{CodeUnreadable, "a link to a folder inside a folder is not followed: name it as an input of its own"}
)

// diskTree is a folder of the machine. It is held open as a root, so that nothing
// outside it is read, whatever links it holds. Names need not be UTF-8, which package
// io/fs wants.
type diskTree struct {
	root   *os.Root
	path   string // as the user named it
	real   string // without links
	follow bool   // links that lead out
}

func openTree(folder string, follow bool) (*diskTree, error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	real, err := realPath(folder)
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	return &diskTree{root, folder, real, follow}, nil
}

// realPath is an absolute path without links.
func realPath(name string) (string, error) {
	full, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(full)
}

// inside gives a real path relative to a real folder, false for one outside of it.
func inside(folder, name string) (string, bool) {
	rel, err := filepath.Rel(folder, name)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return "", false
	}
	return rel, true
}

func (t *diskTree) readDir(name string) ([]fs.DirEntry, error) {
	dir, err := t.root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, err
	}
	defer dir.Close()
	entries, err := dir.ReadDir(-1)
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

func (t *diskTree) file(name string, e fs.DirEntry) (fs.FileInfo, func() (io.ReadCloser, error), *sourceFault, error) {
	name = filepath.FromSlash(name)
	open := func() (io.ReadCloser, error) { return t.root.Open(name) }
	if e.Type()&fs.ModeSymlink == 0 {
		info, err := t.root.Lstat(name)
		return info, open, nil, err
	}
	target, err := realPath(filepath.Join(t.path, name))
	if err != nil {
		return nil, nil, nil, err
	}
	info, err := os.Stat(target)
	if err != nil {
		return nil, nil, nil, err
	}
	if info.IsDir() {
		return info, nil, toFolder, nil
	}
	rel, in := inside(t.real, target)
	switch {
	case in:
		return info, func() (io.ReadCloser, error) { return t.root.Open(rel) }, nil, nil
	case t.follow:
		return info, func() (io.ReadCloser, error) { return os.Open(target) }, nil, nil
	}
	return info, nil, leadsOut, nil
}

// fsTree is a folder that is no folder of the machine, such as an embedded one.
type fsTree struct{ fsys fs.FS }

func (t fsTree) readDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(t.fsys, name) }

func (t fsTree) file(name string, _ fs.DirEntry) (fs.FileInfo, func() (io.ReadCloser, error), *sourceFault, error) {
	info, err := fs.Stat(t.fsys, name)
	return info, func() (io.ReadCloser, error) { return t.fsys.Open(name) }, nil, err
}

// expandFolder gives the files of a folder and of all below it, sorted folder by folder.
func expandFolder(t tree, root string, yield func(source) bool) bool {
	n, goOn := 0, true
	var walk func(dir string)
	walk = func(dir string) {
		entries, err := t.readDir(dir)
		if err != nil {
			n++
			goOn = goOn && yield(pathFault(filepath.Join(root, filepath.FromSlash(dir)), err))
		}
		for _, e := range entries {
			name := path.Join(dir, e.Name())
			switch {
			case !goOn:
				return
			case strings.HasPrefix(e.Name(), "."): // what is hidden is not meant: .git, .DS_Store
			case e.IsDir():
				walk(name)
			default:
				n++
				goOn = yield(foundSource(t, root, name, e))
			}
		}
	}
	walk(".")
	if n == 0 && goOn {
		return yield(faultSource(root, CodeEmpty, "the folder holds no files"))
	}
	return goOn
}

// foundSource is a file that was met in a folder.
func foundSource(t tree, root, name string, e fs.DirEntry) source {
	shown := filepath.Join(root, filepath.FromSlash(name))
	info, open, fault, err := t.file(name, e)
	switch {
	case err != nil:
		return pathFault(shown, err)
	case fault != nil:
		return faultSource(shown, fault.code, fault.message)
	case info.IsDir():
		return faultSource(shown, toFolder.code, toFolder.message)
	case !info.Mode().IsRegular():
		return unusual(shown)
	}
	s := fileSource(shown, name)
	s.open, s.found = open, true
	return s
}

package run

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// The places of the output folder that are written to. Each is a folder or file of
// readout's own: a symbolic link there could lead anywhere, so it is an error.
const (
	stagingName = ".staging"
	runsName    = "runs"
	lockName    = stagingName + "/lock"
	viewsName   = "views.sql"
	latestName  = "latest" // a link of readout's own, which is replaced and never followed
)

// folder is an output folder that is held open: what is done in it cannot reach
// outside it, whatever links it holds or others put into it.
type folder struct {
	path string // as the user named it, for messages
	root *os.Root
}

// openFolder opens an output folder, which may itself be reached by a link.
func openFolder(path string) (*folder, error) {
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, err
	}
	return &folder{path, root}, nil
}

// makeFolder makes an output folder with its staging folder where they are missing.
func makeFolder(path string) (_ *folder, err error) {
	if err := os.MkdirAll(path, 0o755); err != nil {
		return nil, err
	}
	f, err := openFolder(path)
	if err != nil {
		return nil, err
	}
	for _, name := range []string{stagingName, runsName} {
		if err = f.ownFolder(name); errors.Is(err, fs.ErrNotExist) && name == stagingName {
			if err = f.root.Mkdir(name, 0o755); errors.Is(err, fs.ErrExist) { // another run was quicker
				err = f.ownFolder(name)
			}
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, errors.Join(err, f.close())
		}
	}
	if err := f.ownFile(viewsName); err != nil && !errors.Is(err, fs.ErrNotExist) { // better now than at the end of a long run
		return nil, errors.Join(err, f.close())
	}
	return f, nil
}

func (f *folder) close() error { return f.root.Close() }

// at is the path of a place in the folder.
func (f *folder) at(name string) string { return filepath.Join(f.path, filepath.FromSlash(name)) }

// ownFolder says why a folder of readout's own cannot be used: it is missing
// (fs.ErrNotExist), a link or a file.
func (f *folder) ownFolder(name string) error {
	return f.own(name, fs.FileMode.IsDir, "%s is a file where a folder should be")
}

// own is an error where something of readout's own is missing, a link, or not what fits says.
func (f *folder) own(name string, fits func(fs.FileMode) bool, otherwise string) error {
	info, err := f.root.Lstat(name)
	switch {
	case err != nil:
		return err
	case info.Mode()&fs.ModeSymlink != 0:
		return f.linked(name)
	case !fits(info.Mode()):
		return fmt.Errorf(otherwise, f.at(name))
	}
	return nil
}

// linked is the error of a link where there should be none.
func (f *folder) linked(name string) error {
	return fmt.Errorf("%s is a symbolic link: readout keeps a file or folder of its own there and follows none; remove the link, or name what it leads to with --out", f.at(name))
}

// openOwn opens a file of readout's own; flags are those of os.OpenFile without
// os.O_TRUNC. A link, pipe or folder in its place is an error.
func (f *folder) openOwn(name string, flags int) (*os.File, error) {
	if err := f.ownFile(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	file, err := f.root.OpenFile(name, flags, 0o644)
	if err != nil {
		return nil, err
	}
	// Somebody may have put a link there in between.
	there, err := f.root.Lstat(name)
	if err == nil {
		opened, serr := file.Stat()
		switch err = serr; {
		case err == nil && !os.SameFile(there, opened):
			err = f.linked(name)
		case err == nil && namesOf(opened) > 1:
			err = fmt.Errorf("%s has another name somewhere else, and what is written to it would stand there too: remove it", f.at(name))
		}
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

func (f *folder) ownFile(name string) error {
	return f.own(name, fs.FileMode.IsRegular, "%s is no file, and a file of readout's own should be there")
}

// replace writes a file of readout's own in one step.
func (f *folder) replace(name string, content []byte) error {
	if err := f.ownFile(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	tmp := fmt.Sprintf("%s/%s-%d", stagingName, name, os.Getpid())
	if err := f.root.Remove(tmp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	file, err := f.root.OpenFile(tmp, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	if err := errors.Join(err, file.Close()); err != nil {
		return errors.Join(err, f.root.Remove(tmp))
	}
	return f.root.Rename(tmp, name)
}

// link points latest at a run, replacing the link that was there in one step.
func (f *folder) link(target string) error {
	const tmp = stagingName + "/" + latestName
	if err := f.root.Remove(tmp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := f.root.Symlink(target, tmp); err != nil {
		return err
	}
	return f.root.Rename(tmp, latestName)
}

// clearStaging removes what a killed run left behind; the lock is held.
func (f *folder) clearStaging() error {
	staging, err := f.root.OpenRoot(stagingName)
	if err != nil {
		return err
	}
	defer staging.Close()
	entries, err := fs.ReadDir(staging.FS(), ".")
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() == filepath.Base(lockName) {
			continue
		}
		if err := staging.RemoveAll(e.Name()); err != nil {
			return err
		}
	}
	return nil
}

package run

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"readout/data/table"
)

// fileBytes is where a table goes on in another file: large enough that files
// stay few, small enough to copy and to read side by side.
const fileBytes = 512 << 20

// writer writes one table of a run to one file, or to several where it is large:
// statements.parquet, or statements-00001.parquet and so on.
type writer[T any] struct {
	dir, name string
	meta      table.Meta
	limit     int64
	grain     table.Grain
	part      int // 0 while there is one file
	file      *os.File
	rows      *table.Writer[T]
}

func newWriter[T any](dir, name string, m table.Meta, g table.Grain) *writer[T] {
	return &writer[T]{dir: dir, name: name, meta: m, limit: fileBytes, grain: g}
}

func (w *writer[T]) path(part int) string {
	if part == 0 {
		return filepath.Join(w.dir, w.name+".parquet")
	}
	return filepath.Join(w.dir, fmt.Sprintf("%s-%05d.parquet", w.name, part))
}

func (w *writer[T]) open() error {
	f, err := os.OpenFile(w.path(w.part), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	w.file, w.rows = f, table.NewWriter[T](f, w.meta, w.grain)
	return nil
}

func (w *writer[T]) write(rows ...T) error {
	if len(rows) == 0 {
		return nil
	}
	if w.rows.Size() >= w.limit {
		if err := w.next(); err != nil {
			return err
		}
	}
	if err := w.rows.Write(rows...); err != nil {
		return fmt.Errorf("%s: %w", w.name, err)
	}
	return nil
}

func (w *writer[T]) next() error {
	if err := w.close(); err != nil {
		return err
	}
	if w.part == 0 {
		if err := os.Rename(w.path(0), w.path(1)); err != nil {
			return err
		}
		w.part = 1
	}
	w.part++
	return w.open()
}

func (w *writer[T]) close() error {
	err := w.rows.Close()
	if err != nil {
		err = fmt.Errorf("%s: %w", w.name, err)
	}
	return errors.Join(err, w.file.Close())
}

func (w *writer[T]) abandon() {
	if w.file != nil {
		_ = w.file.Close()
	}
}

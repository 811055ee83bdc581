package run

import (
	_ "embed"
	"os"
	"path/filepath"
	"strings"
)

//go:embed views.sql
var viewsSQL string

// ViewsSQL is the DuckDB views over all runs of a folder, which is named in them
// as it is given.
func ViewsSQL(out string) string {
	return strings.ReplaceAll(viewsSQL, "{out}", strings.ReplaceAll(filepath.ToSlash(out), "'", "''"))
}

// WriteViews writes OUT/views.sql with the absolute path of the folder, so that
// it works from wherever DuckDB is started.
func WriteViews(out string) error {
	abs, err := filepath.Abs(out)
	if err != nil {
		return err
	}
	tmp := filepath.Join(out, ".staging", "views.sql")
	if err := os.MkdirAll(filepath.Dir(tmp), 0o755); err != nil {
		return err
	}
	if err := os.WriteFile(tmp, []byte(ViewsSQL(abs)), 0o644); err != nil {
		return err
	}
	return os.Rename(tmp, filepath.Join(out, "views.sql"))
}

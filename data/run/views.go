package run

import (
	_ "embed"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

//go:embed views.sql
var viewsSQL string

// codedSQL is the views over what people coded, and the measured views that they lie upon.
//
//go:embed coded.sql
var codedSQL string

// placeholder is what views.sql has for the folder, in comments ({name}) and in
// strings that DuckDB reads as globs ({out}), and for all runs' files of a table.
var placeholder = regexp.MustCompile(`\{(name|out)\}|\{all ([a-z_]+\*?)\}`)

// ViewsSQL is the DuckDB views over all runs of a folder, which is named in them
// as it is given. Nothing in its name is read as SQL, as a comment's end or as a glob. With
// coded the views of statements, positions and evaluations show what people coded.
func ViewsSQL(out string, coded bool) string {
	sql := viewsSQL
	if coded {
		for _, name := range [...]string{"statements", "stances", "positions", "evaluations", "evidence"} {
			sql = strings.Replace(sql, "VIEW "+name+" AS\nSELECT * FROM all_", "VIEW measured_"+name+" AS\nSELECT * FROM all_", 1)
		}
		const behind = "-- Actors, issues and propositions"
		sql = strings.Replace(sql, behind, codedSQL+behind, 1)
	}
	out = filepath.ToSlash(out)
	glob := strings.ReplaceAll(strings.NewReplacer("[", "[[]", "*", "[*]", "?", "[?]").Replace(out), "'", "''")
	quoted := strconv.Quote(out)
	return placeholder.ReplaceAllStringFunc(sql, func(mark string) string {
		switch mark {
		case "{name}":
			return quoted[1 : len(quoted)-1]
		case "{out}":
			return glob
		}
		// The run from the last folder's name alone: with hive_partitioning every "a=b" on the way there would be a column.
		files := glob + "/runs/*/" + strings.TrimSuffix(strings.TrimPrefix(mark, "{all "), "}") + ".parquet"
		return `(SELECT * EXCLUDE (filename), regexp_extract(filename, '[/\\]run=([^/\\]+)[/\\][^/\\]*$', 1) AS run
      FROM read_parquet('` + files + `', union_by_name = true, hive_partitioning = false, filename = true))`
	})
}

// WriteViews writes OUT/views.sql with the absolute path of the folder, so that
// it works from wherever DuckDB is started.
func WriteViews(out string) error {
	f, err := makeFolder(out)
	if err != nil {
		return err
	}
	defer f.close()
	return f.writeViews()
}

func (f *folder) writeViews() error {
	abs, err := filepath.Abs(f.path)
	if err != nil {
		return err
	}
	codings, err := codingsHash(f.path)
	if err != nil {
		return err
	}
	return f.replace(viewsName, []byte(ViewsSQL(abs, codings != "")))
}

package table

import (
	"embed"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"reflect"
	"strings"
	"time"
)

// The data dictionary is read from the source of the structs, so that a column
// is described in the one place where it is declared.
//
//go:embed rows.go rows_statement.go rows_compare.go rows_event.go rows_coding.go
var source embed.FS

// Column is what the data dictionary says of one column.
type Column struct {
	Name        string `json:"name"`
	Type        string `json:"type"` // as DuckDB has it
	Nullable    bool   `json:"nullable"`
	Description string `json:"description"`
	Unit        string `json:"unit,omitempty"`
	Range       string `json:"range,omitempty"`
	Null        string `json:"null,omitempty"` // what NULL means
	Example     string `json:"example"`
}

// Description is what the data dictionary says of one table.
type Description struct {
	Name        string   `json:"name"`
	Description string   `json:"description"`
	Columns     []Column `json:"columns"`
}

// candidatesDoc is the description of candidates, whose rows are those of statements.
const candidatesDoc = "What was attributed but judged to be no statement of that source (validity below one half): " +
	"one row each, with the columns of statements and without scores. No view, figure or report reads them."

// likeDocs are the descriptions of tables that have the columns of another.
var likeDocs = map[string]string{
	"candidates": candidatesDoc,
	"coded_statements": "Statements that people coded, with the labels that count: one row each, of everything that was coded when the run " +
		"was made. What was coded as no statement stands here with a validity of 0. The view statements has these rows in the place of the measured ones.",
	"coded_positions":   "Positions of the statements of coded_statements: those that were coded, else those that were measured.",
	"coded_evaluations": "Evaluations of the statements of coded_statements: those that were coded, else those that were measured.",
}

// types is every table in the order of the dictionary.
func types() []struct {
	name string
	row  reflect.Type
} {
	return []struct {
		name string
		row  reflect.Type
	}{
		{"articles", reflect.TypeFor[Article]()},
		{"statements", reflect.TypeFor[Statement]()},
		{"candidates", reflect.TypeFor[Statement]()},
		{"positions", reflect.TypeFor[Position]()},
		{"evaluations", reflect.TypeFor[Evaluation]()},
		{"stances", reflect.TypeFor[Stance]()},
		{"evidence", reflect.TypeFor[Evidence]()},
		{"actors", reflect.TypeFor[Actor]()},
		{"issues", reflect.TypeFor[Issue]()},
		{"propositions", reflect.TypeFor[Proposition]()},
		{"events", reflect.TypeFor[Event]()},
		{"event_articles", reflect.TypeFor[EventArticle]()},
		{"summary", reflect.TypeFor[Summary]()},
		{"comparisons", reflect.TypeFor[Comparison]()},
		{"polarization", reflect.TypeFor[Polarization]()},
		{"quarantine", reflect.TypeFor[Quarantine]()},
		{"codings", reflect.TypeFor[Coding]()},
		{"draws", reflect.TypeFor[Draw]()},
		{"coded_statements", reflect.TypeFor[Statement]()},
		{"coded_positions", reflect.TypeFor[Position]()},
		{"coded_evaluations", reflect.TypeFor[Evaluation]()},
	}
}

// Dictionary describes every table and column.
func Dictionary() ([]Description, error) {
	docs, err := readDocs()
	if err != nil {
		return nil, err
	}
	var out []Description
	for _, t := range types() {
		doc, ok := docs[t.row.Name()]
		if !ok {
			return nil, fmt.Errorf("dictionary: no source for table %s", t.name)
		}
		d := Description{Name: t.name, Description: doc[""]}
		if doc := likeDocs[t.name]; doc != "" {
			d.Description = doc
		}
		for i := range t.row.NumField() {
			f := t.row.Field(i)
			c, err := column(f, doc[f.Name])
			if err != nil {
				return nil, fmt.Errorf("dictionary: %s: %w", t.name, err)
			}
			d.Columns = append(d.Columns, c)
		}
		out = append(out, d)
	}
	return out, nil
}

// readDocs gives the doc comment of every struct, under "", and of its fields.
func readDocs() (map[string]map[string]string, error) {
	docs := map[string]map[string]string{}
	entries, err := source.ReadDir(".")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		b, err := source.ReadFile(e.Name())
		if err != nil {
			return nil, err
		}
		file, err := parser.ParseFile(token.NewFileSet(), e.Name(), b, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		for _, decl := range file.Decls {
			g, ok := decl.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range g.Specs {
				t, ok := spec.(*ast.TypeSpec)
				if !ok {
					continue
				}
				if st, ok := t.Type.(*ast.StructType); ok {
					docs[t.Name.Name] = fieldDocs(t.Name.Name, g.Doc, st)
				}
			}
		}
	}
	return docs, nil
}

func fieldDocs(name string, doc *ast.CommentGroup, st *ast.StructType) map[string]string {
	m := map[string]string{}
	// "Article is one article." becomes "One article."
	text := strings.TrimPrefix(oneLine(doc), name+" is ")
	m[""] = strings.ToUpper(text[:1]) + text[1:]
	for _, f := range st.Fields.List {
		m[f.Names[0].Name] = oneLine(f.Doc)
	}
	return m
}

func oneLine(c *ast.CommentGroup) string { return strings.Join(strings.Fields(c.Text()), " ") }

func column(f reflect.StructField, doc string) (Column, error) {
	tag := strings.Split(f.Tag.Get("parquet"), ",")
	c := Column{Name: tag[0], Type: duckType(f.Type), Nullable: f.Type.Kind() == reflect.Pointer}
	if c.Type == "" {
		return c, fmt.Errorf("column %s: type %s is not known to readers", c.Name, f.Type)
	}
	for _, part := range []struct {
		mark string
		into *string
	}{{"Example:", &c.Example}, {"NULL:", &c.Null}, {"Range:", &c.Range}, {"Unit:", &c.Unit}} {
		var value string
		doc, value, _ = strings.Cut(doc, part.mark)
		*part.into = strings.TrimSuffix(strings.TrimSpace(value), ".")
	}
	c.Description = strings.TrimSpace(doc)
	return c, nil
}

func duckType(t reflect.Type) string {
	switch t {
	case reflect.TypeFor[time.Time]():
		return "TIMESTAMP WITH TIME ZONE"
	case reflect.TypeFor[[]byte]():
		return "BLOB"
	}
	switch t.Kind() {
	case reflect.Pointer:
		return duckType(t.Elem())
	case reflect.Slice:
		return duckType(t.Elem()) + "[]"
	case reflect.String:
		return "VARCHAR"
	case reflect.Int32:
		return "INTEGER"
	case reflect.Float64:
		return "DOUBLE"
	case reflect.Bool:
		return "BOOLEAN"
	}
	return ""
}

// Markdown is the dictionary as DATA_DICTIONARY.md has it.
func Markdown(tables []Description) string {
	var b strings.Builder
	b.WriteString("# Data dictionary\n\n")
	b.WriteString("Made by `readout schema --markdown` from the comments of data/table; do not edit. Schema version " + SchemaVersion + ".\n\n")
	b.WriteString("Types are DuckDB's. Offsets are code points, 0-based and half-open, into `articles.text`. Lists are never NULL.\n")
	b.WriteString("Where a run is read with `hive_partitioning = true`, every table also has its `run` (VARCHAR), from the folder's name.\n")
	for _, t := range tables {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n", t.Name, t.Description)
		b.WriteString("| column | type | what it is | unit | range | NULL means | example |\n|---|---|---|---|---|---|---|\n")
		for _, c := range t.Columns {
			null := c.Null
			if !c.Nullable {
				null = "never NULL"
			}
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s | %s | %s |\n", c.Name, c.Type, c.Description, c.Unit, c.Range, null, c.Example)
		}
	}
	b.WriteString("\n## How often the engine is right\n\n")
	for _, note := range AccuracyNotes() {
		b.WriteString(note + "\n\n")
	}
	b.WriteString("| dimension | measure | share |\n|---|---|---|\n")
	for _, a := range accuracies {
		fmt.Fprintf(&b, "| %s | %s | %.2f |\n", a.Dimension, a.Measure, a.Value)
	}
	return b.String()
}

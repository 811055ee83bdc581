package table

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// keys are the columns that tell the rows of a view apart. In the views of views.sql,
// which show of every article its last version, each stands once.
var keys = map[string]string{
	"articles": "article_id", "actors": "actor_id", "issues": "issue_id", "propositions": "proposition_id", "events": "event_id",
	"statements": "statement_id",
}

// references are the columns that name a row of another view, where they are not
// called as that view's key is.
var references = map[string]string{
	"parent_statement_id": "statements", "duplicate_of": "articles", "target_actor_id": "actors",
}

// unviewed are the tables that views.sql has no view of.
var unviewed = []string{"candidates", "quarantine", "codings", "draws", "coded_statements", "coded_positions", "coded_evaluations"}

var listedRange = regexp.MustCompile(`^-?[a-z0-9][a-z0-9_]*(?:, -?[a-z0-9][a-z0-9_]*)+$`)

// DBT is the views as a dbt source: every column with its description and with the
// tests that the data dictionary gives it (unique, not_null, accepted_values,
// relationships), as a schema.yml.
func DBT(tables []Description) string {
	var b strings.Builder
	b.WriteString("# The views of readout's views.sql as a dbt source. Made by `readout schema --dbt`; schema version " + SchemaVersion + ".\n")
	b.WriteString("version: 2\n\nsources:\n  - name: readout\n    schema: main\n    description: Statements in news articles, who made them and how they were meant.\n    tables:\n")
	for _, t := range tables {
		if slices.Contains(unviewed, t.Name) {
			continue
		}
		fmt.Fprintf(&b, "      - name: %s\n        description: %s\n        columns:\n", t.Name, strconv.Quote(t.Description))
		for _, c := range t.Columns {
			fmt.Fprintf(&b, "          - name: %s\n            description: %s\n            data_type: %s\n", c.Name, strconv.Quote(c.Sentence()), c.Type)
			writeTests(&b, t.Name, c)
		}
	}
	return b.String()
}

// Sentence is what a column is, with its unit, range and what NULL means in it.
func (c Column) Sentence() string {
	text := c.Description
	for _, part := range []struct{ name, value string }{{"Unit", c.Unit}, {"Range", c.Range}, {"NULL", c.Null}} {
		if part.value != "" {
			text += " " + part.name + ": " + part.value + "."
		}
	}
	return text
}

func writeTests(b *strings.Builder, table string, c Column) {
	var tests []string
	if keys[table] == c.Name {
		tests = append(tests, "- unique")
	}
	if !c.Nullable {
		tests = append(tests, "- not_null")
	}
	if values := c.values(); values != nil {
		quoted := ""
		if c.Type != "VARCHAR" {
			quoted = "\n                  quote: false"
		}
		tests = append(tests, "- accepted_values:\n                  values: ["+strings.Join(values, ", ")+"]"+quoted)
	}
	if to := refersTo(table, c.Name); to != "" {
		tests = append(tests, fmt.Sprintf("- relationships:\n                  to: source('readout', '%s')\n                  field: %s", to, keys[to]))
	}
	if len(tests) > 0 {
		b.WriteString("            tests:\n")
	}
	for _, test := range tests {
		b.WriteString("              " + test + "\n")
	}
}

// values are those that a column's range lists, quoted; nil where it lists none.
func (c Column) values() []string {
	if c.Type != "VARCHAR" && c.Type != "INTEGER" || !listedRange.MatchString(c.Range) {
		return nil
	}
	values := strings.Split(c.Range, ", ")
	if c.Type == "VARCHAR" {
		for i, v := range values {
			values[i] = strconv.Quote(v)
		}
	}
	return values
}

// refersTo is the view that a column's values are keys of, "" for none.
func refersTo(table, column string) string {
	if to := references[column]; to != "" {
		return to
	}
	for to, key := range keys {
		if key == column && to != table {
			return to
		}
	}
	return ""
}

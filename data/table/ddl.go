package table

import (
	"encoding/json"
	"fmt"
	"strings"
)

// streamed are the tables that lines of `readout stream --tables` are of.
var streamed = []string{"articles", "statements", "candidates", "positions", "evaluations", "stances", "evidence", "actors", "quarantine"}

// quotedName keeps names that SQL has a use for, such as end.
func quotedName(name string) string {
	if name == "start" || name == "end" {
		return `"` + name + `"`
	}
	return name
}

// DuckDB is tables as statements that make them in DuckDB.
func DuckDB(tables []Description) string {
	var b strings.Builder
	for i, t := range tables {
		if i > 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "CREATE TABLE %s (\n", t.Name)
		for k, c := range t.Columns {
			fmt.Fprintf(&b, "  %s %s", quotedName(c.Name), c.Type)
			if !c.Nullable {
				b.WriteString(" NOT NULL")
			}
			if k < len(t.Columns)-1 {
				b.WriteString(",")
			}
			b.WriteString("\n")
		}
		b.WriteString(");\n")
	}
	return b.String()
}

// Spark is the columns of a table as Spark's schema strings have them, for from_json and
// DataFrameReader.schema: of several tables a line each, with the name before a tab.
func Spark(tables []Description) string {
	var b strings.Builder
	for _, t := range tables {
		columns := make([]string, len(t.Columns))
		for i, c := range t.Columns {
			columns[i] = fmt.Sprintf("`%s` %s", c.Name, sparkType(c.Type))
		}
		if len(tables) > 1 {
			b.WriteString(t.Name + "\t")
		}
		b.WriteString(strings.Join(columns, ", ") + "\n")
	}
	return b.String()
}

func sparkType(duck string) string {
	if item, ok := strings.CutSuffix(duck, "[]"); ok {
		return "ARRAY<" + sparkType(item) + ">"
	}
	switch duck {
	case "VARCHAR":
		return "STRING"
	case "INTEGER":
		return "INT"
	case "TIMESTAMP WITH TIME ZONE":
		return "TIMESTAMP"
	case "BLOB":
		return "BINARY"
	}
	return duck // DOUBLE, BOOLEAN
}

// JSONSchema describes the rows of tables as JSON objects (JSON Schema of draft 2020-12), as
// `readout stream --tables` writes them: $defs has a schema a table, and a line is one of those that
// are streamed.
func JSONSchema(tables []Description) ([]byte, error) {
	defs := map[string]any{}
	var lines []any
	for _, t := range tables {
		properties := map[string]any{}
		var required []string
		for _, c := range t.Columns {
			p := jsonProperty(c.Type)
			if c.Nullable {
				p["type"] = []any{p["type"], "null"}
			}
			p["description"] = c.Description
			properties[c.Name] = p
			required = append(required, c.Name)
		}
		for _, name := range streamed {
			if name == t.Name {
				properties["table"] = map[string]any{"const": name}
				lines = append(lines, map[string]any{"$ref": "#/$defs/" + name})
			}
		}
		defs[t.Name] = map[string]any{"type": "object", "description": t.Description, "properties": properties, "required": required}
	}
	schema := map[string]any{
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"title":   "rows of readout's tables, schema version " + SchemaVersion,
		"$defs":   defs,
	}
	if len(lines) > 0 {
		schema["oneOf"] = lines
	}
	b, err := json.MarshalIndent(schema, "", "  ")
	return append(b, '\n'), err
}

func jsonProperty(duck string) map[string]any {
	if item, ok := strings.CutSuffix(duck, "[]"); ok {
		return map[string]any{"type": "array", "items": jsonProperty(item)}
	}
	switch duck {
	case "INTEGER":
		return map[string]any{"type": "integer"}
	case "DOUBLE":
		return map[string]any{"type": "number"}
	case "BOOLEAN":
		return map[string]any{"type": "boolean"}
	case "TIMESTAMP WITH TIME ZONE":
		return map[string]any{"type": "string", "format": "date-time"}
	case "BLOB":
		return map[string]any{"type": "string", "contentEncoding": "base64"}
	}
	return map[string]any{"type": "string"}
}

package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"readout/data/table"
	"readout/reports"
)

// schemaCommand prints the data dictionary.
func schemaCommand() *cli.Command {
	return &cli.Command{
		Name:      "schema",
		Usage:     "describe every table and column: type, unit, range, what NULL means, an example",
		ArgsUsage: "[TABLE]",
		Description: "Examples:\n" +
			"   readout schema                     the tables and their columns\n" +
			"   readout schema statements          one table\n" +
			"   readout schema --json | jq .       for programs\n" +
			"   readout schema --dbt > schema.yml  the views as a dbt source, with tests\n" +
			"   readout schema --spark statements  columns as Spark's from_json takes them",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "json", Usage: "print one JSON object"},
			&cli.BoolFlag{Name: "dbt", Usage: "print the views as a dbt source (schema.yml): unique, not_null, accepted_values, relationships"},
			&cli.BoolFlag{Name: "spark", Usage: "print the columns as a schema string of Spark"},
			&cli.BoolFlag{Name: "duckdb", Usage: "print CREATE TABLE statements for DuckDB"},
			&cli.BoolFlag{Name: "json-schema", Usage: "print a JSON Schema of the rows of readout stream --tables"},
			&cli.BoolFlag{Name: "markdown", Usage: "print DATA_DICTIONARY.md"},
		},
		Action: func(c *cli.Context) error {
			tables, err := table.Dictionary()
			if err != nil {
				return err
			}
			if name := c.Args().First(); name != "" {
				if tables, err = only(tables, name); err != nil {
					return err
				}
			}
			w := c.App.Writer
			switch {
			case c.Bool("json"):
				enc := json.NewEncoder(w)
				enc.SetIndent("", "  ")
				enc.SetEscapeHTML(false)
				return enc.Encode(map[string]any{"schema_version": table.SchemaVersion, "tables": tables})
			case c.Bool("dbt"):
				_, err := fmt.Fprint(w, table.DBT(tables))
				return err
			case c.Bool("spark"):
				_, err := fmt.Fprint(w, table.Spark(tables))
				return err
			case c.Bool("duckdb"):
				_, err := fmt.Fprint(w, table.DuckDB(tables))
				return err
			case c.Bool("json-schema"):
				b, err := table.JSONSchema(tables)
				if err != nil {
					return err
				}
				_, err = w.Write(b)
				return err
			case c.Bool("markdown"):
				_, err := fmt.Fprint(w, table.Markdown(tables))
				return err
			}
			for i, t := range tables {
				if i > 0 {
					fmt.Fprintln(w)
				}
				printTable(w, t)
			}
			return nil
		},
	}
}

func only(tables []table.Description, name string) ([]table.Description, error) {
	names := make([]string, len(tables))
	for i, t := range tables {
		if names[i] = t.Name; t.Name == name {
			return tables[i : i+1], nil
		}
	}
	return nil, noneOf("schema", name, names)
}

// printTable prints a table for a terminal of 80 columns.
func printTable(w io.Writer, t table.Description) {
	for _, line := range reports.Wrap(t.Name+": "+t.Description, 80) {
		fmt.Fprintln(w, line)
	}
	for _, c := range t.Columns {
		fmt.Fprintf(w, "\n  %s  %s\n", c.Name, c.Type)
		text := c.Description
		for _, part := range []struct{ name, value string }{
			{"Unit", c.Unit}, {"Range", c.Range}, {"NULL", c.Null}, {"Example", c.Example},
		} {
			if part.value != "" {
				text += " " + part.name + ": " + part.value + "."
			}
		}
		for _, line := range reports.Wrap(text, 74) {
			fmt.Fprintln(w, "      "+line)
		}
	}
}

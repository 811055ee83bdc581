package config

import (
	"encoding/json"
	"strings"

	"readout/data/article"
)

// schemaProperty is one setting in JSON Schema.
type schemaProperty struct {
	Description string          `json:"description"`
	Type        any             `json:"type"`
	Enum        []string        `json:"enum,omitempty"`
	Minimum     *int            `json:"minimum,omitempty"`
	Items       *schemaItems    `json:"items,omitempty"`
	Names       *schemaNames    `json:"propertyNames,omitempty"`
	Values      *schemaItems    `json:"additionalProperties,omitempty"`
	Default     json.RawMessage `json:"default,omitempty"`
}

type schemaItems struct {
	Type string `json:"type"`
}

type schemaNames struct {
	Enum []string `json:"enum"`
}

// JSONSchema describes readout.yaml for editors, as JSON Schema of draft 2020-12:
// every setting with its type, choices, default and what it is for. The properties
// are sorted by name.
func JSONSchema() ([]byte, error) {
	properties := map[string]schemaProperty{}
	defaults := Default()
	for _, s := range Settings() {
		p := schemaProperty{Description: sentence(s.Usage) + "."}
		if s.Why != "" {
			p.Description += " " + strings.ToUpper(s.Why[:1]) + s.Why[1:] + "."
		}
		standard := any(s.Show(&defaults))
		switch s.Kind {
		case Number:
			zero := 0
			p.Type, p.Minimum = "integer", &zero
			standard = json.RawMessage(s.Show(&defaults))
		case Size:
			p.Type = []string{"integer", "string"}
		case Switch:
			p.Type = "boolean"
			standard = json.RawMessage(s.Show(&defaults))
		case List:
			p.Type, p.Items = []string{"array", "string"}, &schemaItems{"string"}
			standard = *s.at(&defaults).(*[]string)
			if len(*s.at(&defaults).(*[]string)) == 0 {
				standard = []string{}
			}
		case Mapping:
			p.Type, p.Names, p.Values = "object", &schemaNames{article.Fields()}, &schemaItems{"string"}
			standard = map[string]string{}
		case Text:
			p.Type, standard = "string", *s.at(&defaults).(*string)
		default:
			p.Type = "string"
		}
		if p.Enum = s.Choices; len(p.Enum) > 0 && standard == any("") {
			p.Enum = append([]string{""}, p.Enum...)
		}
		var err error
		if p.Default, err = json.Marshal(standard); err != nil {
			return nil, err
		}
		properties[s.Key] = p
	}
	return json.MarshalIndent(map[string]any{
		"$schema":              "https://json-schema.org/draft/2020-12/schema",
		"title":                "readout.yaml",
		"description":          "The settings of readout. Every one is also a flag and an environment variable.",
		"type":                 "object",
		"additionalProperties": false,
		"properties":           properties,
	}, "", "  ")
}

// sentence is a usage line with a capital, without the marks around the value.
func sentence(usage string) string {
	usage = strings.ReplaceAll(usage, "`", "")
	return strings.ToUpper(usage[:1]) + usage[1:]
}

package config

import (
	"encoding/json"
	"testing"
)

// TestJSONSchema: every setting is there, with a type and its default.
func TestJSONSchema(t *testing.T) {
	b, err := JSONSchema()
	if err != nil {
		t.Fatal(err)
	}
	var schema struct {
		Additional bool `json:"additionalProperties"`
		Properties map[string]struct {
			Description string
			Type        any
			Enum        []string
			Default     any
		}
	}
	if err := json.Unmarshal(b, &schema); err != nil {
		t.Fatal(err)
	}
	if len(schema.Properties) != len(Settings()) || schema.Additional {
		t.Errorf("%d properties for %d settings, others allowed: %t", len(schema.Properties), len(Settings()), schema.Additional)
	}
	for _, s := range Settings() {
		p := schema.Properties[s.Key]
		if p.Description == "" || p.Type == nil || len(p.Enum) < len(s.Choices) {
			t.Errorf("%s: %+v", s.Key, p)
		}
	}
	for key, want := range map[string]any{"publish_every": 25000.0, "memory_limit": "256MiB", "timeout_per_article": "1m", "no_bayes": false, "out": "out"} {
		if got := schema.Properties[key].Default; got != want {
			t.Errorf("%s: default %v, want %v", key, got, want)
		}
	}
	if d, ok := schema.Properties["language"].Default.([]any); !ok || len(d) != 1 || d[0] != "en" {
		t.Errorf("language: default %v", schema.Properties["language"].Default)
	}
}

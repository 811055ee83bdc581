package config

import (
	"fmt"
	"strings"
)

// FileName is the file that is read from the working folder where none is named.
const FileName = "readout.yaml"

// Template is a readout.yaml with every setting at its default, commented out
// and explained. It parses, and changes nothing until a line is uncommented.
func Template() string {
	var b strings.Builder
	b.WriteString(`# Settings of readout. A flag counts before the environment (READOUT_OUT, ...),
# the environment before this file, this file before the defaults, which are the
# values below. An unknown key is an error. "readout config" prints what is in
# force and where each value comes from.
`)
	c := Default()
	for _, s := range Settings() {
		if s.Group != "" {
			fmt.Fprintf(&b, "\n# --- %s ---\n", s.Group)
		}
		b.WriteByte('\n')
		wrap(&b, strings.ReplaceAll(s.Usage, "`", ""))
		if s.Why != "" {
			wrap(&b, "("+s.Why+")")
		}
		if len(s.Choices) > 0 {
			wrap(&b, "One of "+strings.Join(s.Choices, ", ")+".")
		}
		fmt.Fprintf(&b, "#%s: %s\n", s.Key, s.Show(&c))
	}
	return b.String()
}

// wrap writes text as comment lines of at most 80 columns.
func wrap(b *strings.Builder, text string) {
	line := "#"
	for word := range strings.FieldsSeq(text) {
		if len(line)+1+len(word) > 80 {
			b.WriteString(line + "\n")
			line = "#"
		}
		line += " " + word
	}
	b.WriteString(line + "\n")
}

package reports

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode"
)

// JSON prints the view model for machines, indented, with a line end.
func (s *Summary) JSON(w io.Writer) error { return printJSON(w, s) }

// JSON prints the contrast for machines.
func (x *Contrast) JSON(w io.Writer) error { return printJSON(w, x) }

// printJSON escapes HTML's special characters, so that the text can stand in a
// page, and the characters that would turn its direction where a person reads
// it: ids come from articles too.
func printJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return err
	}
	out := make([]byte, 0, b.Len())
	for _, r := range b.String() {
		if r != '\n' && (unicode.IsControl(r) || turnsDirection(r)) {
			out = fmt.Appendf(out, `\u%04x`, r)
			continue
		}
		out = append(out, string(r)...)
	}
	_, err := w.Write(out)
	return err
}

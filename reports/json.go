package reports

import (
	"encoding/json"
	"io"
)

// JSON prints the view model for machines, indented, with a line end. HTML's
// special characters are escaped, so that it can stand in a page.
func (s *Summary) JSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(s)
}

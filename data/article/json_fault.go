package article

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// nesting is the greatest depth of brackets in b and where it is reached, and the number
// of keys.
func nesting(b []byte) (deepest, at, keys int) {
	depth, quoted := 0, false
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case quoted:
			if c == '\\' {
				i++
			} else if c == '"' {
				quoted = false
			}
		case c == '"':
			quoted = true
		case c == '{' || c == '[':
			depth++
			if depth > deepest {
				deepest, at = depth, i
			}
		case c == '}' || c == ']':
			depth--
		case c == ':':
			keys++
		}
	}
	return deepest, at, keys
}

func jsonProblem(b []byte, place string, err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		at := int(syntax.Offset)
		if strings.Contains(err.Error(), "unexpected end") {
			return fmt.Sprintf("%s, column %d: the JSON object ends early", place, column(b, len(b)))
		}
		return fmt.Sprintf("%s, column %d: %v", place, column(b, max(0, at-1)), err)
	case errors.As(err, &kind):
		return fmt.Sprintf("%s: a JSON %s where an object should be", place, kind.Value)
	}
	return fmt.Sprintf("%s: %v", place, err)
}

// column is the 1-based column, in characters, of byte i.
func column(line []byte, i int) int {
	return utf8.RuneCount(line[:min(i, len(line))]) + 1
}

// mapFault reports that the array of --map records is not there.
func (s jsonRecords) mapFault(err error) {
	var syntax *json.SyntaxError
	var over *overBudget
	switch {
	case errors.As(err, &over):
		s.readFault(0, err)
	case errors.As(err, &syntax), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		s.jsonFault(0, "before the articles", err)
	default:
		s.fault(0, CodeMap, "%v", err)
	}
}

func (s jsonRecords) arrayEnd(dec *json.Decoder, records int) {
	if _, err := dec.Token(); err != nil {
		s.jsonFault(records+1, fmt.Sprintf("after byte %d", dec.InputOffset()), err)
	} else if records == 0 {
		s.fault(0, CodeEmpty, "an empty JSON array")
	}
}

func (s jsonRecords) jsonFault(no int, place string, err error) {
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax) && strings.Contains(err.Error(), "max depth"):
		s.fault(no, CodeTooDeep, "%s: nested too deep; the rest of the file is not read", place)
	case errors.As(err, &syntax):
		s.fault(no, CodeSyntax, "byte %d: %v; the rest of the file is not read", syntax.Offset, err)
	case errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF):
		s.fault(no, CodeSyntax, "%s: the file ends inside a JSON value", place)
	default:
		s.readFault(no, fmt.Errorf("%s: %w", place, err))
	}
}

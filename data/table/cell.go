package table

import (
	"strings"
	"unicode/utf8"
)

// Cell is a text as a cell of a CSV file. What a spreadsheet would take for a formula
// gets an apostrophe before it: texts come from articles, and a formula can call programs.
func Cell(text string) string {
	if beginsFormula(text) {
		return "'" + text
	}
	return text
}

// FromCell is the text that Cell made a cell of.
func FromCell(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && beginsFormula(rest) {
		return rest
	}
	return cell
}

// beginsFormula reports whether a text begins with a mark of formulas, of half or full
// width, behind white space or not; a tab or line end at the front is left out by some.
func beginsFormula(text string) bool {
	if text == "" {
		return false
	}
	if strings.IndexByte("\t\r\n", text[0]) >= 0 {
		return true
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(text, " \u00a0\u3000\ufeff"))
	return strings.ContainsRune("=+-@＝＋－＠", r)
}

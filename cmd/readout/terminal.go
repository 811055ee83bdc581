package main

import (
	"io"
	"os"
	"strings"

	"github.com/rivo/uniseg"
	"golang.org/x/term"

	"readout/reports"
)

// screen is where text for people goes: how wide it is and whether it has colour.
type screen struct {
	io.Writer
	width  int
	colour bool
}

// The styles of the terminal output. Nothing is said by colour alone.
const (
	styleBold   = "1"
	styleDim    = "2"
	styleUnder  = "4"
	styleRed    = "31"
	styleGreen  = "32"
	styleYellow = "33"
	styleCyan   = "36"
)

// newScreen looks at w: a terminal has its own width, at most 100 columns so that
// lines stay readable; anything else has 80 and no colour. NO_COLOR and
// TERM=dumb are honoured.
func newScreen(w io.Writer) *screen {
	s := &screen{Writer: w, width: 80}
	if width, ok := terminalWidth(w); ok {
		s.width = min(max(width, 40), 100)
		_, never := os.LookupEnv("NO_COLOR")
		s.colour = !never && os.Getenv("TERM") != "dumb"
	}
	return s
}

// terminalWidth says how many columns w has, and whether it is a terminal.
func terminalWidth(w io.Writer) (int, bool) {
	f := fileOf(w)
	if f == nil || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	width, _, err := term.GetSize(int(f.Fd()))
	return width, err == nil && width > 0
}

func (s *screen) style(code, text string) string {
	if !s.colour || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// shorten cuts text to width columns, with an ellipsis where something is left out.
func shorten(text string, width int) string {
	if uniseg.StringWidth(text) <= width {
		return text
	}
	return strings.TrimRight(reports.Cut(text, width-1), " ") + "…"
}

package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/rivo/uniseg"

	"readout/reports"
)

func TestPlainDisarmsWhatATerminalWouldObey(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"ordinary text", "“went well”, he said", "“went well”, he said"},
		{"a colour escape", "a\x1b[31mred", "a\ufffd[31mred"},
		{"a C1 control", "a\u009b2Jb", "a\ufffd2Jb"},
		{"a title bar escape", "\x1b]0;owned\x07x", "\ufffd]0;owned\ufffdx"},
		{"a right-to-left override", "a\u202egnp.exe", "a\ufffdgnp.exe"},
		{"line breaks", "one\r\ntwo\u2028three", "one  two three"},
		{"a backspace", "good\b\b\b\bbad", "good\ufffd\ufffd\ufffd\ufffdbad"},
	} {
		if got := reports.Plain(c.in); got != c.want {
			t.Errorf("%s: reports.Plain(%q) = %q, want %q", c.name, c.in, got, c.want)
		}
	}
}

func TestWrapKeepsToItsWidth(t *testing.T) {
	for _, c := range []struct {
		name, in string
		width    int
		want     []string
	}{
		{"short", "talks went well", 20, []string{"talks went well"}},
		{"at blanks", "the talks went well", 10, []string{"the talks", "went well"}},
		{"a long word is cut", "abcdefghij", 4, []string{"abcd", "efgh", "ij"}},
		{"wide letters count two", "会談会談", 4, []string{"会談", "会談"}},
		{"nothing", "", 10, nil},
	} {
		if got := reports.Wrap(c.in, c.width); !slices.Equal(got, c.want) {
			t.Errorf("%s: reports.Wrap(%q, %d) = %q, want %q", c.name, c.in, c.width, got, c.want)
		}
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("the talks went well, 会談", 7)
	f.Add("👩‍🚀👩‍🚀👩‍🚀", 2)
	f.Fuzz(func(t *testing.T, text string, width int) {
		if width < 2 || width > 200 {
			t.Skip()
		}
		text = reports.Plain(text)
		lines := reports.Wrap(text, width)
		for _, line := range lines {
			if n := uniseg.StringWidth(line); n > width && uniseg.GraphemeClusterCount(line) > 1 {
				t.Fatalf("line %q has %d columns of %d", line, n, width)
			}
		}
		if got, want := strings.Join(strings.Fields(strings.Join(lines, "")), ""), strings.Join(strings.Fields(text), ""); got != want {
			t.Fatalf("wrapping %q lost letters: %q", want, got)
		}
	})
}

func TestAScreenThatIsNoTerminalHasNoColour(t *testing.T) {
	s := newScreen(&bytes.Buffer{})
	if s.colour || s.width != 80 {
		t.Errorf("colour %v, width %d; want none and 80", s.colour, s.width)
	}
	if got := s.style(styleRed, "against"); got != "against" {
		t.Errorf("style gave %q", got)
	}
}

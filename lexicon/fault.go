package lexicon

import (
	"fmt"
	"sort"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Fault is one thing that is wrong with a lexicon file, at its place.
type Fault struct {
	File    string // as the user can open it; an embedded file is "embedded:NAME"
	Line    int    // 1-based, 0 where the fault is of the whole file
	Column  int    // 1-based, in code points
	Source  string // the line itself
	Message string
}

// Faults is everything that is wrong, in the order of the files and lines. It
// is the error that Load returns for faulty files.
type Faults []Fault

// Error gives each fault as FILE:LINE:COLUMN: MESSAGE with the line below it.
func (f Faults) Error() string {
	var b strings.Builder
	noun := "faults"
	if len(f) == 1 {
		noun = "fault"
	}
	fmt.Fprintf(&b, "lexicon: %d %s", len(f), noun)
	for _, x := range f {
		fmt.Fprintf(&b, "\n%s", x)
	}
	return b.String()
}

// String is one fault as it is shown to the user.
func (f Fault) String() string {
	if f.Line == 0 {
		return fmt.Sprintf("%s: %s", f.File, f.Message)
	}
	head := fmt.Sprintf("%s:%d:%d: %s", f.File, f.Line, f.Column, f.Message)
	if f.Source == "" {
		return head
	}
	return fmt.Sprintf("%s\n  | %s\n  | %*s", head, f.Source, f.Column, "^")
}

// source is one file that was read. All files share one line numbering, as in
// go/token.FileSet: a node's Line says its file too, also after entries of two
// files were merged into one.
type source struct {
	name string
	base int // lines of the files before it
	text string
}

// collector gathers faults and knows where lines are.
type collector struct {
	sources []*source
	lines   int // of all sources
	faults  Faults
}

// add takes a file into the numbering.
func (c *collector) add(name, text string) *source {
	s := &source{name: name, base: c.lines, text: text}
	c.lines += 2 // the end of the file, and a line to part it from the next
	for _, r := range text {
		if strings.ContainsRune("\n\r\u0085\u2028\u2029", r) { // all that YAML may count as a line's end
			c.lines++
		}
	}
	c.sources = append(c.sources, s)
	return s
}

// at records a fault at a node.
func (c *collector) at(n *yaml.Node, format string, args ...any) {
	c.place(n.Line, n.Column, fmt.Sprintf(format, args...))
}

// file records a fault of a whole file.
func (c *collector) file(name, format string, args ...any) {
	c.faults = append(c.faults, Fault{File: name, Message: fmt.Sprintf(format, args...)})
}

func (c *collector) place(line, column int, message string) {
	s := c.source(line)
	if s == nil {
		c.faults = append(c.faults, Fault{Message: message})
		return
	}
	f := Fault{File: s.name, Line: line - s.base, Column: column, Message: message}
	f.Source = nthLine(s.text, f.Line)
	c.faults = append(c.faults, f)
}

// source is the file that a line of the common numbering is in, nil for none.
func (c *collector) source(line int) *source {
	i := sort.Search(len(c.sources), func(i int) bool { return c.sources[i].base >= line }) - 1
	if i < 0 {
		return nil
	}
	return c.sources[i]
}

// err is nil, or all faults in order, each once.
func (c *collector) err() error {
	if len(c.faults) == 0 {
		return nil
	}
	order := map[string]int{}
	for i, s := range c.sources {
		order[s.name] = i
	}
	sort.SliceStable(c.faults, func(i, j int) bool {
		a, b := c.faults[i], c.faults[j]
		if a.File != b.File {
			if order[a.File] != order[b.File] {
				return order[a.File] < order[b.File]
			}
			return a.File < b.File
		}
		if a.Line != b.Line {
			return a.Line < b.Line
		}
		return a.Column < b.Column
	})
	once := c.faults[:0]
	for i, f := range c.faults {
		if i == 0 || f != c.faults[i-1] {
			once = append(once, f)
		}
	}
	return once
}

func nthLine(text string, n int) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	for ; n > 1; n-- {
		_, rest, ok := strings.Cut(text, "\n")
		if !ok {
			return ""
		}
		text = rest
	}
	line, _, _ := strings.Cut(text, "\n")
	return strings.TrimRight(line, " ")
}

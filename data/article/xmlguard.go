package article

import (
	"bufio"
	"fmt"
	"io"
)

// What an XML file may ask of the decoder's memory. Real documents nest some thirty
// elements, and the longest tags of Word, which name its vocabularies, have 4 kB.
const (
	elementsDeep = 1000
	tagBytes     = 64 << 10
)

// xmlGuard hands XML on and refuses what the decoder would fill the memory with: tags of
// more than tagBytes, elements nested deeper than elementsDeep, more than most tags. It
// looks at bytes, so that nothing is taken before it was counted.
type xmlGuard struct {
	r      io.Reader
	most   int  // tags until the count is set to 0; 0 for any number
	nested bool // elements are closed, and counted while they are open
	tags   int

	open  int
	tag   int  // bytes of the tag that is read; 0 between tags
	first byte // behind "<"
	last  byte
	quote byte // that a value of an attribute began with
}

// newXMLGuard guards well-formed XML.
func newXMLGuard(r io.Reader) *bufio.Reader { return bufio.NewReader(&xmlGuard{r: r, nested: true}) }

// Read reads and looks at what was read.
func (g *xmlGuard) Read(b []byte) (int, error) {
	n, err := g.r.Read(b)
	for _, c := range b[:n] {
		if fault := g.look(c); fault != nil {
			return 0, fault
		}
	}
	return n, err
}

func (g *xmlGuard) look(c byte) error {
	switch {
	case g.tag == 0:
		if c == '<' {
			g.tag, g.first, g.quote = 1, 0, 0
			g.tags++
			if g.most > 0 && g.tags > g.most {
				return &sourceFault{CodeTooLarge, fmt.Sprintf("more than %d tags in one record", g.most)}
			}
		}
		return nil
	case g.tag == 1:
		if g.first = c; !opensTag(c) {
			g.tag = 0
			return nil
		}
	case g.quote != 0:
		if c == g.quote {
			g.quote = 0
		}
	case (c == '"' || c == '\'') && g.first != '!' && g.first != '?':
		g.quote = c
	}
	if c == '>' && g.quote == 0 {
		g.ended()
		if g.nested && g.open > elementsDeep {
			return &sourceFault{CodeTooDeep, fmt.Sprintf("elements nested more than %d deep", elementsDeep)}
		}
		return nil
	}
	if g.tag++; g.tag > tagBytes && g.first != '!' && g.first != '?' {
		return &sourceFault{CodeTooLarge, fmt.Sprintf("a tag of more than %d bytes", tagBytes)}
	}
	g.last = c
	return nil
}

func opensTag(c byte) bool {
	return c == '/' || c == '!' || c == '?' || c == '_' || c == ':' || c >= 0x80 || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// ended counts the element that a tag opened or closed.
func (g *xmlGuard) ended() {
	switch {
	case g.first == '/':
		g.open--
	case g.first != '!' && g.first != '?' && g.last != '/':
		g.open++
	}
	g.tag = 0
}

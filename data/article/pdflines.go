package article

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A PDF says where characters stand, not what a line or a paragraph is. Both are
// made of distances here: in the height of the letters, what stands on one height
// is a line; a gap, an indent, another size or a short line with a full stop ends a
// paragraph.

// pdfLine is a run of characters on one height of a page, in points.
type pdfLine struct {
	text           string
	left, right, y float64
	size           float64 // of the letters
}

// How long a line grows, up to the end of a word and in any case: letters may come one by one,
// and each copies those before it.
const (
	pdfLineBytes = 4 << 10
	pdfLineMost  = 16 << 10
)

// writePDF adds a run to the lines of a page: to the last where it goes on there.
func writePDF(lines []pdfLine, run pdfLine) []pdfLine {
	if strings.TrimSpace(run.text) == "" && len(lines) == 0 {
		return lines
	}
	if n := len(lines); n > 0 {
		last := &lines[n-1]
		height := max(last.size, run.size, 1)
		spaced := strings.HasSuffix(last.text, " ") || strings.HasPrefix(run.text, " ")
		apart := run.left > last.right+height*0.15
		full := len(last.text) > pdfLineMost || len(last.text) > pdfLineBytes && (spaced || apart)
		if !full && abs(run.y-last.y) < height/2 && run.left > last.right-height && run.left < last.right+10*height {
			if apart && !spaced {
				last.text += " "
			}
			last.text += run.text
			last.right = max(last.right, run.right)
			return lines
		}
	}
	if strings.TrimSpace(run.text) == "" {
		return lines
	}
	return append(lines, run)
}

// pdfParagraphs joins the lines of all pages to paragraphs, each a line, without the lines that
// stand at the head or foot of pages.
func pdfParagraphs(pages [][]pdfLine) string {
	var out strings.Builder
	before := "" // the line that stands last in out, "" for none
	var last pdfLine
	for _, page := range withoutRunningLines(pages) {
		pitch, right := usualPitch(page), rightEdge(page)
		for i, l := range page {
			text := oneLine(l.text)
			if text == "" {
				continue
			}
			// A word that is cut loses its hyphen when the next line is known: it is written then.
			switch joined := before != "" && goesOn(last, l, i == 0, pitch, right); {
			case joined && cutWord(before, text):
				before = before[:len(before)-1]
				out.WriteString(before)
			case joined:
				out.WriteString(before + " ")
			case before != "":
				out.WriteString(before + "\n")
			}
			before, last = text, l
		}
	}
	out.WriteString(before)
	return out.String()
}

// goesOn reports whether a line continues the paragraph of the one before it.
func goesOn(last, l pdfLine, newPage bool, pitch, right float64) bool {
	height := max(last.size, l.size, 1)
	if abs(last.size-l.size) > height/8 {
		return false
	}
	ended := endsSentence(last.text)
	down := last.y - l.y
	if newPage || down < -height/2 { // the next page or column
		return !ended
	}
	if down > pitch*1.3 || l.left > last.left+height*0.8 && down > height/2 && ended {
		return false
	}
	return !(ended && last.right < right-height*4)
}

func endsSentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, " ”\"’'»)"))
	return strings.ContainsRune(".!?:", r)
}

// cutWord reports whether a line ends in a hyphen that cuts a word whose rest the next line
// begins with.
func cutWord(line, next string) bool {
	cut, hyphen := strings.CutSuffix(line, "-")
	before, _ := utf8.DecodeLastRuneInString(cut)
	after, _ := utf8.DecodeRuneInString(next)
	return hyphen && unicode.IsLetter(before) && unicode.IsLower(after)
}

// usualPitch is the distance between the lines of a paragraph: the lower quartile of
// the distances between lines of a page.
func usualPitch(page []pdfLine) float64 {
	var downs []float64
	for i := 1; i < len(page); i++ {
		if d := page[i-1].y - page[i].y; d > 0 && d < 3*page[i].size {
			downs = append(downs, d)
		}
	}
	if len(downs) == 0 {
		return 1e9
	}
	slices.Sort(downs)
	return downs[len(downs)/4]
}

// rightEdge is where the long lines of a page end.
func rightEdge(page []pdfLine) float64 {
	var ends []float64
	for _, l := range page {
		ends = append(ends, l.right)
	}
	if len(ends) == 0 {
		return 0
	}
	slices.Sort(ends)
	return ends[len(ends)*3/4]
}

// withoutRunningLines drops the first and last lines of pages that several pages
// share but for numbers, and those that are a number.
func withoutRunningLines(pages [][]pdfLine) [][]pdfLine {
	const edge = 2
	bare := func(l pdfLine) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsDigit(r) || unicode.IsSpace(r) {
				return -1
			}
			return r
		}, l.text)
	}
	seen := map[string]int{}
	for _, page := range pages {
		of := map[string]bool{}
		for i, l := range page {
			if i < edge || i >= len(page)-edge {
				of[bare(l)] = true
			}
		}
		for text := range of {
			seen[text]++
		}
	}
	var out [][]pdfLine
	for _, page := range pages {
		var kept []pdfLine
		for i, l := range page {
			if text := bare(l); (i < edge || i >= len(page)-edge) && (text == "" || len(pages) > 1 && seen[text] > 1) {
				continue
			}
			kept = append(kept, l)
		}
		out = append(out, kept)
	}
	return out
}

package article

import (
	"bufio"
	"strings"
	"testing"
	"time"
)

// TestLinesAboutALimit: whatever the limit is to the reader's buffer, the first bytes of a long
// line are kept and the next line is read.
func TestLinesAboutALimit(t *testing.T) {
	const buffer = 64
	for limit := int64(1); limit < 4*buffer; limit++ {
		for _, length := range []int{int(limit) - 1, int(limit), int(limit) + 1, int(limit) + 2, 3 * buffer, 7 * buffer} {
			in := bufio.NewReaderSize(strings.NewReader(strings.Repeat("x", length)+"\nnext\n"), buffer)
			line, cut, err := readLine(in, nil, limit)
			if err != nil || int64(len(line)) > limit+1 || len(line) < min(length, int(limit)) || (cut != "") != (int64(length) > limit) {
				t.Fatalf("limit %d, %d bytes: %d are kept, cut %q, %v", limit, length, len(line), cut, err)
			}
			if line, _, err = readLine(in, nil, 10); string(line) != "next" || err != nil {
				t.Fatalf("limit %d, %d bytes: the next line is %q, %v", limit, length, line, err)
			}
		}
	}
}

// TestLongTextsTakeLinearTime: megabytes of lines, or of letters of a PDF, that nothing parts.
// Where each is put behind a copy of all before it, one of these takes minutes.
func TestLongTextsTakeLinearTime(t *testing.T) {
	const words = 200_000
	lines := make([]string, words)
	for i := range lines {
		lines[i] = strings.Repeat("quay ", 15) + "quays"
	}
	page := make([]pdfLine, words)
	for i := range page {
		page[i] = pdfLine{text: "quay " + strings.Repeat("and quay ", 8), left: 0, right: 400, y: float64(-i), size: 1}
	}
	for _, c := range []struct {
		name  string
		bytes int
		make  func() string
	}{
		{"boxes of links", 17 * words / 5, func() string {
			text, boxes := withoutBoxes(strings.Repeat("of Ann Lee Ann Mae LeeLee visits mill MORE votes ", words/5))
			if boxes != words/5 {
				t.Errorf("%d boxes", boxes)
			}
			return strings.ReplaceAll(text, "  ", " ")
		}},
		{"folded lines", words*81 - 1, func() string { return paragraphs(lines) }},
		{"lines of a PDF", words*77 - 1, func() string { return pdfParagraphs([][]pdfLine{page}) }},
		{"letters of a PDF", 2*words + words - 1, func() string {
			var drawn []pdfLine
			for i := range 2 * words {
				text := "q"
				if i%2 == 1 {
					text = "q "
				}
				drawn = writePDF(drawn, pdfLine{text: text, left: float64(i), right: float64(i + 1), size: 1})
			}
			return pdfParagraphs([][]pdfLine{nil, drawn})
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			done := make(chan string, 1)
			go func() { done <- c.make() }()
			select {
			case out := <-done:
				if strings.Contains(out, "\n") || len(out) != c.bytes {
					t.Errorf("%d bytes, want %d: %.40q", len(out), c.bytes, out)
				}
			case <-time.After(20 * time.Second):
				t.Fatal("not done in 20 seconds")
			}
		})
	}
}

package evaluate

import (
	"errors"
	"io"
	"regexp"
	"strings"
)

// Page is one line of a gold file of web pages: the file that holds the page
// and the text of its article.
type Page struct {
	File string `json:"file"`
	URL  string `json:"url"`
	Text string `json:"text"`
}

// ReadPages reads NDJSON of pages. The error names the line.
func ReadPages(r io.Reader) ([]Page, error) {
	return records(r, func(p *Page) error {
		if p.File == "" {
			return errors.New("no file")
		}
		return nil
	})
}

// ShingleScore compares the extracted with the gold text of one page over runs
// of four words, counted with repetitions, as the article extraction benchmark
// of Zyte (scrapinghub/article-extraction-benchmark, 2020) does. Both are 0..1.
func ShingleScore(gold, found string) (precision, recall float64) {
	g, f := shingles(gold), shingles(found)
	var both, missed, added float64
	for s, n := range g {
		both += float64(min(n, f[s]))
		missed += float64(max(0, n-f[s]))
	}
	for s, n := range f {
		added += float64(max(0, n-g[s]))
	}
	switch {
	case missed == 0 && added == 0:
		return 1, 1
	case both == 0:
		return 0, 0
	}
	return both / (both + added), both / (both + missed)
}

var shingleWord = regexp.MustCompile(`[\p{L}\p{N}\p{Mn}_]+`)

func shingles(text string) map[string]int {
	words := shingleWord.FindAllString(text, -1)
	out := make(map[string]int, len(words))
	for i := 0; i < max(1, len(words)-3); i++ {
		out[strings.Join(words[i:min(len(words), i+4)], " ")]++
	}
	return out
}

// HTML is the result over many pages: the means of precision and recall, and
// the F1 of the two means.
type HTML struct {
	Task      string  `json:"task"`
	Pages     int     `json:"n"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
	Nothing   int     `json:"nothing"` // pages in which no article was found
}

// Pages scores every gold page against what was found in it; found gives the
// extracted text of a page, "" for none.
func Pages(gold []Page, found func(Page) string) HTML {
	out := HTML{Task: "html", Pages: len(gold)}
	for _, p := range gold {
		text := found(p)
		if text == "" {
			out.Nothing++
		}
		precision, recall := ShingleScore(p.Text, text)
		out.Precision += precision
		out.Recall += recall
	}
	if n := float64(len(gold)); n > 0 {
		out.Precision /= n
		out.Recall /= n
	}
	if sum := out.Precision + out.Recall; sum > 0 {
		out.F1 = 2 * out.Precision * out.Recall / sum
	}
	return out
}

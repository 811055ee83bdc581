package reports

import (
	"bufio"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"math"
	"net/url"
	"slices"
	"strings"
)

//go:embed page.tmpl
var pageTemplate string

//go:embed page.css
var pageStyle string

//go:embed page.js
var pageScript string

// page is what the template sees.
type page struct {
	*Summary
	Style  template.CSS
	Policy string
}

// HTML prints the summary as one page that needs nothing else: no network, no
// server, and no script to be read. Its own policy lets nothing run or load but the page's
// one style and one script, whatever an article holds. The statements that its
// figures lead to stand in it packed; see browserData.
func (s *Summary) HTML(w io.Writer) error {
	t, err := template.New("page").Funcs(pageFuncs()).Parse(pageTemplate)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	policy := "default-src 'none'; base-uri 'none'; form-action 'none'; style-src '" + digest(pageStyle) + "'; script-src '" + digest(pageScript) + "'"
	if err := t.Execute(out, page{s, template.CSS(pageStyle), policy}); err != nil {
		return err
	}
	if s.data != nil {
		data, err := s.data()
		if err != nil {
			return err
		}
		if err := data.write(out); err != nil {
			return err
		}
	}
	if _, err := io.WriteString(out, "<script>"+pageScript+"</script>\n</body>\n</html>\n"); err != nil {
		return err
	}
	return out.Flush()
}

// digest is how a content security policy names an inline text.
func digest(s string) string {
	h := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(h[:])
}

func pageFuncs() template.FuncMap {
	return template.FuncMap{
		"add":     func(a, b int) int { return a + b },
		"balance": balanceChart,
		"bar":     barChart,
		"bounds":  bounds,
		"count":   count,
		"shown":   func(r CorrectedRow) []string { plain, corrected := r.Shown(); return []string{plain, corrected} },
		"what":    func(r CorrectedRow) string { return r.What() },
		"fig":     figureLink,
		"key":     keyMark,
		"number":  number,
		"percent": percent,
		"ratio":   ratio,
		"reading": func(r Reading, e Event, whole bool) readingView {
			return readingView{r, e.ID, e.IssueID, r.who(), whole}
		},
		"score":  score,
		"signed": signed,
		"stand":  standChart,
		"tally":  tallyLinks,
		"time":   timeChart,
		"title":  title,
		"tone":   tone,
		"labelled": func(i, n int) bool { // which periods have room for their name
			step := (n + 5) / 6
			return i%step == 0 && (n-1-i >= step || i == n-1) || i == n-1
		},
	}
}

// readingView is a reading in its event, as the template sees it.
type readingView struct {
	Reading Reading
	Event   string
	Issue   string
	Who     [2]string // the filter of the browser that finds its statements
	Whole   bool      // with frames, positions and evaluations
}

func (r *Reading) who() [2]string {
	if r.ActorID != "" {
		return [2]string{"actor", r.ActorID}
	}
	return [2]string{"side", r.SideID}
}

// address is where the browser of statements shows those of a filter: pairs of a
// field and a value, empty values left out.
func address(filter ...string) string {
	v := url.Values{}
	for i := 0; i+1 < len(filter); i += 2 {
		if filter[i+1] != "" {
			v.Set(filter[i], clean(filter[i+1]))
		}
	}
	return "#statements?" + v.Encode()
}

// figureLink is a figure that leads to its n statements.
func figureLink(label any, n int, filter ...string) template.HTML {
	text := template.HTMLEscapeString(fmt.Sprint(label))
	if n == 0 {
		return template.HTML(`<span class="none">` + text + `</span>`)
	}
	return template.HTML(fmt.Sprintf(`<a class="fig" href="%s" data-n="%d">%s</a>`, template.HTMLEscapeString(address(filter...)), n, text))
}

// tallyLinks counts a figure's statements by label, each count a link.
func tallyLinks(f Figure, filter ...string) template.HTML {
	pos, neg := f.labelled()
	var parts []string
	for _, x := range [...]struct {
		n           int
		label, word string
	}{{pos, "optimistic", "optimistic"}, {neg, "skeptical", "skeptical"}, {f.Scored - pos - neg, "neither", "neither"}, {f.Groups - f.Scored, "none", "without an outlook"}} {
		if x.n > 0 {
			parts = append(parts, string(figureLink(number(x.n), x.n, append([]string{"outlook", x.label}, filter...)...))+" "+x.word)
		}
	}
	return template.HTML(strings.Join(parts, " · "))
}

// ratio is a figure's skeptical and optimistic statements of those that are scored.
func ratio(f Figure, filter ...string) template.HTML {
	if f.Scored == 0 {
		return `<span class="none">–</span>`
	}
	pos, neg := f.labelled()
	link := func(n int, label string) string {
		return string(figureLink(number(n), n, append([]string{"outlook", label}, filter...)...))
	}
	return template.HTML(link(neg, "skeptical") + " : " + link(pos, "optimistic") + ` <span class="n">of ` + link(f.Scored, "told") + `</span>`)
}

// Section is one that the page has.
type Section struct{ ID, Name string }

// Sections is what the navigation leads to.
func (s *Summary) Sections() []Section {
	var all []Section
	for _, x := range []struct {
		there    bool
		id, name string
	}{
		{len(s.Events.Shown) > 0, "events", "Events"},
		{len(s.ShownPropositions()) > 0, "positions", "Agreement"},
		{len(s.Judgements.Rows) > 0, "evaluations", "Praise and blame"},
		{len(s.ShownIssues()) > 0, "issues", "Issues"},
		{len(s.Timeline.Periods) > 1, "time", "Time"},
		{len(s.FramedSides()) > 0, "frames", "Frames and speakers"},
		{len(s.ShownOutlets()) > 0, "outlets", "Outlets"},
		{true, "statements", "Statements"},
		{true, "missing", "Not known"},
		{s.Correction() != "", "corrected", "Corrected"},
		{true, "method", "Method"},
	} {
		if x.there {
			all = append(all, Section{x.id, x.name})
		}
	}
	return all
}

// TimeReach is the scale that the timeline is drawn on: means of a few statements beyond it
// are drawn at its edge.
func (s *Summary) TimeReach() reach {
	var all, many []Figure
	for _, l := range s.Timeline.Lines {
		for _, f := range l.Points {
			f.Low, f.High = nil, nil // not drawn
			if all = append(all, f); f.Scored >= sounds {
				many = append(many, f)
			}
		}
	}
	if len(many) == 0 {
		many = all
	}
	return reachOf(many...)
}

// TimeClipped says that a mean of the timeline lies beyond its scale.
func (s *Summary) TimeClipped() bool {
	r := s.TimeReach()
	for _, l := range s.Timeline.Lines {
		for _, f := range l.Points {
			if f.Mean != nil && math.Abs(*f.Mean) > float64(r) {
				return true
			}
		}
	}
	return false
}

// FramedSides is the sides with frames enough for shares to mean something.
func (s *Summary) FramedSides() []Side {
	return slices.DeleteFunc(slices.Clone(s.ShownSides()), func(side Side) bool { return side.Framed < sounds })
}

// LargestFrame is the largest share that a frame has of a side: what bars are drawn against.
func (s *Summary) LargestFrame() float64 {
	most := 0.0
	for _, side := range s.FramedSides() {
		for _, f := range side.Frames {
			most = max(most, f.Share)
		}
	}
	return most
}

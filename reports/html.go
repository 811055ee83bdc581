package reports

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"io"
	"slices"
	"strconv"
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
	Script template.JS
	Policy string
}

// HTML prints the summary as one page that needs nothing else: no network, and
// no script to be read. Its own policy lets nothing run or load but the page's
// one style and one script, whatever an article holds.
func (s *Summary) HTML(w io.Writer) error {
	t, err := template.New("page").Funcs(pageFuncs()).Parse(pageTemplate)
	if err != nil {
		return err
	}
	policy := "default-src 'none'; base-uri 'none'; form-action 'none'; style-src '" + digest(pageStyle) + "'; script-src '" + digest(pageScript) + "'"
	return t.Execute(w, page{s, template.CSS(pageStyle), template.JS(pageScript), policy})
}

// digest is how a content security policy names an inline text.
func digest(s string) string {
	h := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(h[:])
}

func pageFuncs() template.FuncMap {
	return template.FuncMap{
		"balance":  balanceChart,
		"bar":      barChart,
		"bounds":   bounds,
		"count":    count,
		"date":     date,
		"dumbbell": dumbbellChart,
		"key":      keyMark,
		"number":   number,
		"p":        pValue,
		"percent":  percent,
		"score":    score,
		"signed":   signed,
		"time":     timeChart,
		"title":    title,
		"tone":     tone,
		"iso": func(q Quote) string {
			if q.Published == nil {
				return ""
			}
			return q.Published.UTC().Format("2006-01-02")
		},
		"raw": func(x *float64) string { // what a column is sorted by
			if x == nil {
				return ""
			}
			return strconv.FormatFloat(*x, 'f', 3, 64)
		},
		"labelled": func(i, n int) bool { // which periods have room for their name
			step := (n + 5) / 6
			return i%step == 0 && (n-1-i >= step || i == n-1) || i == n-1
		},
	}
}

// VoiceReach is how large a share the voices' scale has room for.
func (s *Summary) VoiceReach() float64 {
	var all []Figure
	for _, v := range s.Lead.Voices {
		all = append(all, v.Figures.Outlook, v.Figures.Stance)
	}
	return shareReach(all...)
}

// Everything is a dimension of every side over all issues.
func (s *Summary) Everything(dim string) map[string]Figure {
	all := map[string]Figure{}
	for i := range s.Sides {
		all[s.Sides[i].ID] = *s.Sides[i].Figures.of(dim)
	}
	return all
}

// GapIssues is the shown issues on which there is a gap to see: two sides at least.
func (s *Summary) GapIssues() []Issue {
	return slices.DeleteFunc(s.ShownIssues(), func(is Issue) bool {
		outlook, stance := 0, 0
		for _, side := range s.ShownSides() {
			if is.Sides[side.ID].Mean != nil {
				outlook++
			}
			if is.Stances[side.ID].Mean != nil {
				stance++
			}
		}
		return max(outlook, stance) < 2
	})
}

// NoSides says that there are shown statements of speakers whose side is not known.
func (s *Summary) NoSides() bool {
	return slices.ContainsFunc(s.ShownIssues(), func(is Issue) bool { return is.NoSide.Mean != nil })
}

// GapReach is the scale that outlook and stance by issue are drawn on.
func (s *Summary) GapReach() reach {
	var all []Figure
	for _, side := range s.ShownSides() {
		all = append(all, side.Figures.Outlook, side.Figures.Stance)
		for _, is := range s.GapIssues() {
			all = append(all, is.Sides[side.ID], is.Stances[side.ID])
		}
	}
	for i := range all {
		all[i].Low, all[i].High = nil, nil // cut off where they reach further
	}
	return reachOf(all...)
}

// TimeReach is the scale that the timeline is drawn on.
func (s *Summary) TimeReach() reach {
	var all []Figure
	for _, l := range s.Timeline.Lines {
		for _, f := range l.Points {
			f.Low, f.High = nil, nil // not drawn
			all = append(all, f)
		}
	}
	return reachOf(all...)
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

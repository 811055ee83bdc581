// Package sheet prints a draw as one HTML page in which it is coded: it works from disk,
// without a network or a server, keeps what was coded in the browser, and hands it over as
// a CSV file that `readout code add` reads.
package sheet

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"html/template"
	"io"
	"time"

	"github.com/yuin/goldmark"

	"readout/data/coding"
)

//go:embed page.tmpl
var pageTemplate string

//go:embed page.css
var pageStyle string

//go:embed page.js
var pageScript string

// item is what the page knows of an item: nothing that was measured but the speaker, so
// that no coder follows the engine.
type item struct {
	Draw    string `json:"draw_id"`
	Seq     int32  `json:"seq"`
	ID      string `json:"statement_id"`
	Kind    string `json:"kind"`
	Article string `json:"article_id"`
	Version string `json:"version_id"`
	Hash    string `json:"content_hash"`
	Outlet  string `json:"outlet"`
	Day     string `json:"published_at"`
	Title   string `json:"title"`
	Before  string `json:"before"`
	Words   string `json:"words"`
	After   string `json:"after"`
	Source  string `json:"source"`
	Cue     string `json:"cue"`
	Actor   string `json:"measured_actor"`
}

type proposition struct {
	ID       string `json:"id"`
	Text     string `json:"text"`
	Agree    string `json:"agree"`
	Disagree string `json:"disagree"`
}

// content is the data of the page.
type content struct {
	Draw         string         `json:"draw"`
	Guide        string         `json:"guide"` // version
	Coder        string         `json:"coder"` // "" where the page asks
	Items        []item         `json:"items"`
	Fields       []coding.Field `json:"fields"`
	Propositions []proposition  `json:"propositions"`
	Sides        []string       `json:"sides"`      // ids
	SideNames    []string       `json:"side_names"` // what the coder reads
}

type page struct {
	Policy, ID string
	N          int
	Style      template.CSS
	Guide      template.HTML
}

// HTML prints the page for some items of a draw, for one coder or, with "", for whoever
// says the name.
func HTML(w io.Writer, d *coding.Drawn, items []coding.Item, coder string) error {
	c := content{Draw: d.ID, Guide: d.GuideVersion, Coder: coder, Items: []item{}, Fields: coding.Fields(), Propositions: []proposition{}, Sides: d.Sides, SideNames: d.SideNames}
	if c.Sides == nil {
		c.Sides, c.SideNames = []string{}, []string{}
	}
	for i := range items {
		it := &items[i]
		day := ""
		if it.PublishedAt != nil {
			day = it.PublishedAt.UTC().Format(time.DateOnly)
		}
		c.Items = append(c.Items, item{it.DrawID, it.Seq, it.StatementID, it.Kind, it.ArticleID, it.VersionID, it.ContentHash, it.Outlet, day, it.Title,
			it.Before, it.Words, it.After, it.Source, it.Cue, it.Actor})
	}
	for i := range d.Propositions {
		p := &d.Propositions[i]
		c.Propositions = append(c.Propositions, proposition{p.PropositionID, p.Text, told(p.Agree), told(p.Disagree)})
	}
	data, err := json.Marshal(c) // escapes <, > and &: no text of an article ends the block
	if err != nil {
		return err
	}
	guide, err := guideHTML()
	if err != nil {
		return err
	}
	t, err := template.New("sheet").Parse(pageTemplate)
	if err != nil {
		return err
	}
	policy := "default-src 'none'; base-uri 'none'; form-action 'none'; style-src '" + digest(pageStyle) + "'; script-src '" + digest(pageScript) + "'"
	if err := t.Execute(w, page{policy, d.ID, len(items), template.CSS(pageStyle), guide}); err != nil {
		return err
	}
	_, err = io.WriteString(w, `<script type="application/json" id="draw">`+string(data)+"</script>\n<script>"+pageScript+"</script>\n</body>\n</html>\n")
	return err
}

// guideHTML is the guide as the page shows it.
func guideHTML() (template.HTML, error) {
	var b htmlBuffer
	err := goldmark.Convert([]byte(coding.Guide), &b)
	return template.HTML(b), err // our own text, from the binary
}

type htmlBuffer []byte

func (b *htmlBuffer) Write(p []byte) (int, error) {
	*b = append(*b, p...)
	return len(p), nil
}

// digest is how a content security policy names an inline text.
func digest(s string) string {
	h := sha256.Sum256([]byte(s))
	return "sha256-" + base64.StdEncoding.EncodeToString(h[:])
}

func told(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

package reports

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"

	"github.com/klauspost/compress/gzip"

	"readout/data/run"
)

// The page's browser of statements reaches all statements of a report. Its rows
// and the articles' texts stand in the page as two blocks, gzip in base64, which
// the page's script unpacks when somebody first asks for a statement: a page that
// needs no server and no file beside it, a tenth of the size of its rows.

// browserData is the two blocks.
type browserData struct{ rows, texts string }

// rowFlags are what a row of the browser is besides its columns.
const (
	rowOnce  = 1 // figures are made of it
	rowOwn   = 2 // the article's own, not inside another statement nor hypothetical
	rowCopy  = 4 // in an article that repeats another
	noNumber = -1
)

// browserRows is the statements by columns, as the page's script reads them. A
// column of numbers refers to the list of the same name; -1 is nothing.
type browserRows struct {
	Sides        [][3]any `json:"sides"`    // id, name, index
	Actors       [][3]any `json:"actors"`   // id, name, role
	Outlets      []string `json:"outlets"`  //
	Issues       [][2]any `json:"issues"`   // id, name
	Events       [][2]any `json:"events"`   // id, title
	Propositions [][2]any `json:"props"`    // id, text
	Frames       []string `json:"frames"`   //
	Names        []string `json:"names"`    // of who is praised or blamed, organizations, countries, parties, sources
	Articles     [][5]any `json:"articles"` // title, url, day, outlet, event

	ID       []string   `json:"id"`
	Article  []int      `json:"a"`
	Start    []int      `json:"b"` // of the content in the article's text, in UTF-16 units
	End      []int      `json:"e"`
	Side     [][]int    `json:"sd"`
	Actor    []int      `json:"ac"`
	Source   []int      `json:"so"` // in Names, where there is no actor
	Issue    []int      `json:"is"`
	Frame    []int      `json:"fr"`
	Outlook  []int      `json:"o"`  // in hundredths; 999 for none
	Label    []int      `json:"ol"` // -1 skeptical, 0 neutral, 1 optimistic, 9 none
	Flags    []int      `json:"x"`
	Country  []int      `json:"co"`
	Party    []int      `json:"pa"`
	Org      []int      `json:"or"`
	Validity []int      `json:"va"` // in hundredths; -1 not known
	Speaker  [][]int    `json:"sp"` // all speakers of a joint statement, else empty
	Position [][][2]int `json:"po"` // proposition, 1 agree or -1 disagree
	Judged   [][][4]int `json:"ev"` // side or -1, name, 1 praise or -1 blame, actor or -1

	Coded map[string]string `json:"cd,omitempty"` // what was coded by hand and by whom, by the row's number
}

// numbering gives each of a list's keys its place.
type numbering struct {
	at  map[string]int
	add func(key string)
}

func (n *numbering) of(key string) int {
	if key == "" {
		return noNumber
	}
	at, ok := n.at[key]
	if !ok {
		at = len(n.at)
		n.at[key] = at
		n.add(key)
	}
	return at
}

// pager packs what the page holds of every statement.
type pager struct{ *builder }

// browser makes the blocks: the rows from what is loaded, the texts from the tables.
func (b pager) browser(c *run.Corpus) (*browserData, error) {
	r := &browserRows{
		Sides: [][3]any{}, Actors: [][3]any{}, Outlets: []string{}, Issues: [][2]any{}, Events: [][2]any{}, Propositions: [][2]any{},
		Frames: []string{}, Names: []string{}, Articles: [][5]any{},
	}
	w := b.numberings(r)
	for _, s := range b.out.Sides {
		w.sides.of(s.ID)
	}
	order := make([]*statement, len(b.t.statements))
	for i := range b.t.statements {
		order[i] = &b.t.statements[i]
	}
	slices.SortStableFunc(order, func(x, y *statement) int {
		return cmp.Or(compareTimes(x.PublishedAt, y.PublishedAt), strings.Compare(x.ArticleID, y.ArticleID))
	})
	wanted := map[string]int{}
	for _, s := range order {
		if _, ok := wanted[s.ArticleID]; !ok {
			wanted[s.ArticleID] = len(wanted)
			day := ""
			if s.PublishedAt != nil {
				day = s.PublishedAt.UTC().Format("2006-01-02")
			}
			r.Articles = append(r.Articles, [5]any{"", "", day, w.outlets.of(value(s.Outlet)), w.events.of(b.eventID(s))})
		}
	}
	texts := make([]string, len(wanted))
	if err := readTexts(c, wanted, r, texts); err != nil {
		return nil, err
	}
	places := make([]utf16Places, len(texts))
	for i := range texts {
		places[i] = placesOf(texts[i])
	}
	for _, s := range order {
		at := wanted[s.ArticleID]
		b.row(r, w, s, at, &places[at])
	}
	rows, err := packed(r)
	if err != nil {
		return nil, err
	}
	all, err := packed(texts)
	return &browserData{rows, all}, err
}

// lists are the numberings of a browser's lists.
type lists struct{ sides, actors, outlets, issues, events, propositions, frames, names *numbering }

func (b pager) numberings(r *browserRows) *lists {
	list := func(add func(string)) *numbering { return &numbering{map[string]int{}, add} }
	titles := map[string]string{}
	for i := range b.t.events {
		titles[b.t.events[i].EventID] = cleaned(b.t.events[i].Title)
	}
	return &lists{
		sides: list(func(id string) {
			index, ok := b.side[id]
			if !ok {
				index = noNumber
			}
			r.Sides = append(r.Sides, [3]any{clean(id), b.sideName(id), index})
		}),
		actors: list(func(id string) {
			a := b.t.actors[id]
			r.Actors = append(r.Actors, [3]any{clean(id), cmp.Or(a.name, clean(id)), a.role})
		}),
		outlets: list(func(name string) { r.Outlets = append(r.Outlets, clean(name)) }),
		issues:  list(func(id string) { r.Issues = append(r.Issues, [2]any{clean(id), b.issueName(id)}) }),
		events:  list(func(id string) { r.Events = append(r.Events, [2]any{clean(id), titles[id]}) }),
		propositions: list(func(id string) {
			r.Propositions = append(r.Propositions, [2]any{clean(id), b.propositionText(id)})
		}),
		frames: list(func(name string) { r.Frames = append(r.Frames, clean(name)) }),
		names:  list(func(name string) { r.Names = append(r.Names, clean(name)) }),
	}
}

// readTexts reads title, address and text of the wanted articles.
func readTexts(c *run.Corpus, wanted map[string]int, r *browserRows, texts []string) error {
	type article struct {
		ArticleID string  `parquet:"article_id"`
		Title     *string `parquet:"title,optional,dict"`
		URL       *string `parquet:"url,optional"`
		Text      string  `parquet:"text"`
	}
	return run.EachOf(c, "articles", func(id string) bool { _, ok := wanted[id]; return ok }, func(a *article) error {
		at := wanted[a.ArticleID]
		r.Articles[at][0], r.Articles[at][1] = cleaned(a.Title), webLink(a.URL)
		texts[at] = cleanLines(a.Text)
		return nil
	})
}

func (b pager) row(r *browserRows, w *lists, s *statement, article int, p *utf16Places) {
	r.ID = append(r.ID, clean(s.StatementID))
	r.Article = append(r.Article, article)
	r.Start, r.End = append(r.Start, p.of(int(s.ContentStart))), append(r.End, p.of(int(s.ContentEnd)))
	sides := []int{}
	for _, side := range b.sidesOf(s) {
		sides = append(sides, w.sides.of(side))
	}
	r.Side = append(r.Side, sides)
	r.Actor = append(r.Actor, w.actors.of(value(s.ActorID)))
	source := ""
	if s.ActorID == nil {
		source = value(s.Source)
	}
	r.Source = append(r.Source, w.names.of(source))
	speakers := []int{}
	if len(s.SpeakerIDs) > 1 {
		for _, id := range s.SpeakerIDs {
			speakers = append(speakers, w.actors.of(id))
		}
	}
	r.Speaker = append(r.Speaker, speakers)
	r.Issue, r.Frame = append(r.Issue, w.issues.of(value(s.IssueID))), append(r.Frame, w.frames.of(value(s.Frame)))
	outlook, label := 999, 9
	if s.Outlook != nil {
		outlook, label = hundredths(*s.Outlook), map[string]int{"optimistic": 1, "skeptical": -1}[value(s.OutlookLabel)]
	}
	r.Outlook, r.Label = append(r.Outlook, outlook), append(r.Label, label)
	flags := 0
	for _, f := range [...]struct {
		is   bool
		flag int
	}{{s.counted(), rowOnce}, {s.counts(), rowOwn}, {s.place.copy, rowCopy}} {
		if f.is {
			flags |= f.flag
		}
	}
	r.Flags = append(r.Flags, flags)
	r.Country, r.Party = append(r.Country, w.names.of(value(s.Country))), append(r.Party, w.names.of(value(s.Party)))
	r.Org = append(r.Org, w.names.of(value(s.OrganizationID)))
	validity := noNumber
	if s.Validity != nil {
		validity = hundredths(*s.Validity)
	}
	r.Validity = append(r.Validity, validity)
	positions, judged := [][2]int{}, [][4]int{}
	for _, x := range b.takes[s.StatementID] {
		positions = append(positions, [2]int{w.propositions.of(x.PropositionID), signOf(x.Position == "agree")})
	}
	for _, x := range b.judges[s.StatementID] {
		judged = append(judged, [4]int{w.sides.of(value(x.OfSideID)), w.names.of(x.OfName), signOf(x.Evaluation == "positive"), w.actors.of(value(x.OfActorID))})
	}
	r.Position, r.Judged = append(r.Position, positions), append(r.Judged, judged)
	if len(s.Coded) > 0 {
		if r.Coded == nil {
			r.Coded = map[string]string{}
		}
		r.Coded[strconv.Itoa(len(r.ID)-1)] = clean(codedBy(s.Coded))
	}
}

// codedBy says what was coded of a statement and by whom, fields of the same coders together.
func codedBy(coded []string) string {
	var who []string
	fields := map[string][]string{}
	for _, c := range coded {
		field, coders, _ := strings.Cut(c, ": ")
		if fields[coders] == nil {
			who = append(who, coders)
		}
		fields[coders] = append(fields[coders], field)
	}
	var parts []string
	for _, coders := range who {
		parts = append(parts, strings.Join(fields[coders], ", ")+" by "+coders)
	}
	return strings.Join(parts, "; ")
}

func hundredths(x float64) int {
	if x < 0 {
		return -hundredths(-x)
	}
	return int(x*100 + 0.5)
}

func signOf(yes bool) int {
	if yes {
		return 1
	}
	return -1
}

// utf16Places turns code points of a text into UTF-16 units: nil where they are the same.
type utf16Places []int

func placesOf(text string) utf16Places {
	astral := strings.IndexFunc(text, func(r rune) bool { return r > 0xffff }) >= 0
	if !astral {
		return nil
	}
	var places utf16Places
	n := 0
	for _, r := range text {
		places = append(places, n)
		n += utf16.RuneLen(r)
	}
	return append(places, n)
}

func (p utf16Places) of(codePoint int) int {
	if p == nil || codePoint >= len(p) {
		return codePoint
	}
	return p[codePoint]
}

// packed is a value as JSON, gzip and base64: the same bytes for the same value.
func packed(v any) (string, error) {
	var out bytes.Buffer
	text := base64.NewEncoder(base64.StdEncoding, &out)
	zip, err := gzip.NewWriterLevel(text, 6)
	if err != nil {
		return "", err
	}
	if err := json.NewEncoder(zip).Encode(v); err != nil {
		return "", err
	}
	if err := zip.Close(); err != nil {
		return "", err
	}
	err = text.Close()
	return out.String(), err
}

// write puts the blocks into a page.
func (d *browserData) write(w io.Writer) error {
	for _, part := range [...]string{`<script type="text/plain" id="data-rows">`, d.rows, "</script>\n" + `<script type="text/plain" id="data-texts">`, d.texts, "</script>\n"} {
		if _, err := io.WriteString(w, part); err != nil {
			return err
		}
	}
	return nil
}

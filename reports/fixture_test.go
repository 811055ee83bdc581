package reports

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"readout/analysis/compare"
	"readout/data/run"
	"readout/data/table"
)

// press is a corpus told in few words, one article a value.
type press struct {
	id, outlet, day, url string
	copyOf               string
	version              string // "" for the first
	says                 []said
}

// said is one statement. In its text the words that moved a score stand in
// braces with the dimension and the contribution: {went well|outlook|+0.7}.
type said struct {
	side, actor, role, issue, text string
	outlook, stance                float64 // na for none
	frame                          string
	with                           []string // further speakers of a joint statement
	depth                          int32
	polarity                       string
}

// na stands for an abstention.
const na = 9

var marked = regexp.MustCompile(`\{([^|}]+)\|([a-z]+)\|([-+][0-9.]+)\}`)

// harbour is a dispute over a harbour between a port city, a fishing town and a
// shipping company, in six papers.
var harbour = []press{
	{id: "a1", outlet: "Tidewater Post", day: "2024-05-02", url: "https://tidewater.example/talks", says: []said{
		{"port_city", "mayor", "mayor of the port city", "harbour_talks", `Mayor Ines Okafor said the harbour talks {went well|outlook|+0.7} and that a deal was {within reach|outlook|+0.5}.`, 0.8, 0.7, "progress", nil, 0, ""},
		{"fishing_town", "chair", "chair of the fishers' council", "harbour_talks", `Council chair Tomas Brandt answered that they would “{lead nowhere|outlook|-0.8}” without the fishers.`, -0.8, -0.6, "exclusion", nil, 0, ""},
		{"shipping_line", "line", "", "dredging", `The shipping line said dredging could {start soon|outlook|+0.3}.`, 0.3, na, "plan", nil, 0, ""},
	}},
	{id: "a2", outlet: "Shore Herald", day: "2024-05-03", url: "https://shore.example/fishers", says: []said{
		{"fishing_town", "chair", "chair of the fishers' council", "harbour_talks", `Brandt {doubts|outlook|-0.6} that the city will keep its word.`, -0.6, -0.4, "caution", nil, 0, ""},
		{"port_city", "harbourmaster", "harbour master", "harbour_talks", `The harbour master called the first round {constructive|outlook|+0.6}.`, 0.6, 0.5, "progress", nil, 0, ""},
		{"fishing_town", "widow", "", "harbour_talks", `Fishers' widow Ana Lind said she was {not hopeful|outlook|-0.5} either.`, -0.5, na, "", nil, 0, ""},
		{"", "", "", "", `“Somebody has to pay for the quay.”`, na, na, "", nil, 0, ""},
	}},
	{id: "a3", outlet: "Morning Ledger", day: "2024-05-03", url: "", copyOf: "a1", says: []said{
		{"port_city", "mayor", "mayor of the port city", "harbour_talks", `Mayor Ines Okafor said the harbour talks {went well|outlook|+0.7} and that a deal was {within reach|outlook|+0.5}.`, 0.8, 0.7, "progress", nil, 0, ""},
	}},
	{id: "a4", outlet: "Shore Herald", day: "2024-05-05", url: "https://shore.example/joint", says: []said{
		{"port_city", "mayor", "mayor of the port city", "dredging", `Okafor and the shipping line agreed to {work together|stance|+0.5} on dredging.`, 0.2, 0.5, "cooperation", []string{"line"}, 0, ""},
		{"fishing_town", "chair", "chair of the fishers' council", "dredging", `Brandt called the dredging plan {a threat|stance|-0.7} to the mussel beds.`, -0.4, -0.7, "threat", nil, 0, ""},
		{"port_city", "mayor", "mayor of the port city", "harbour_talks", `The chair said the mayor had promised {success|outlook|+0.8}.`, 0.8, na, "", nil, 1, ""},
		{"port_city", "mayor", "mayor of the port city", "harbour_talks", `If the mayor says that all is {fine|outlook|+0.4}, few will believe it.`, 0.4, na, "", nil, 0, "hypothetical"},
	}},
}

// publish writes a corpus and reads it back.
func publish(t testing.TB, articles []press) *run.Corpus {
	t.Helper()
	return publishInto(t, t.TempDir(), articles)
}

// publishInto adds a run to a folder and reads all of it.
func publishInto(t testing.TB, out string, articles []press) *run.Corpus {
	t.Helper()
	earlier, _ := filepath.Glob(filepath.Join(out, "runs", "*"))
	r, err := run.Begin(run.Config{
		Out: out, RunID: fmt.Sprint("run-", len(earlier)+1), Now: func() time.Time { return time.Date(2024, 5, 6, 9, 0, 0, 0, time.UTC) },
		Version: "1.0.0", LexiconSHA256: "lexicon-of-the-test",
		Issues: []table.Issue{{IssueID: "harbour_talks", Name: "Harbour talks"}, {IssueID: "dredging", Name: "Dredging of the channel"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Abort() })
	sides := map[string]string{}
	for _, p := range articles {
		for _, s := range p.says {
			if s.actor != "" {
				sides[s.actor] = s.side
			}
		}
	}
	for _, p := range articles {
		b := p.batch(sides)
		if _, err := r.Add(b); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.Seal(); err != nil {
		t.Fatal(err)
	}
	if err := run.WriteComparisons(r, compare.Config{Resamples: 500}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Publish(); err != nil {
		t.Fatal(err)
	}
	c, err := run.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// load is the view model of a corpus.
func load(t testing.TB, articles []press) *Summary {
	t.Helper()
	s, err := Load(publish(t, articles))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (p press) batch(sides map[string]string) *table.Batch {
	var text strings.Builder
	b := &table.Batch{}
	day, _ := time.Parse(time.DateOnly, p.day)
	at := &day
	if p.day == "" {
		at = nil
	}
	for i, s := range p.says {
		start := len([]rune(text.String()))
		id := fmt.Sprintf("%s-s%d", p.id, i+1)
		plain, evidence := s.evidence(id, p.id, start)
		end := start + len([]rune(plain))
		text.WriteString(plain + "\n\n")
		row := table.Statement{
			StatementID: id, ArticleID: p.id, VersionID: "v-" + p.id + p.version, Seq: int32(i), QuoteGroupID: "g-" + plain,
			Content: plain, ContentStart: int32(start), ContentEnd: int32(end), ContentParts: []string{plain},
			ContentPartStarts: []int32{int32(start)}, Sentence: plain, SentenceStart: int32(start),
			SpeechType: "indirect", ReportPolarity: "affirmed", AttributionRule: "test", AttributionConfidence: 0.9,
			Depth: s.depth, Frames: []string{}, Abstained: []string{}, NEvidence: int32(len(evidence)), SpeakerIDs: []string{},
			PublishedAt: at, Outlet: some(p.outlet), URL: some(p.url), Title: some("The harbour, " + p.day),
			EngineVersion: "1.0.0", LexiconSHA256: "lexicon-of-the-test",
			SideID: some(s.side), IssueID: some(s.issue), Frame: some(s.frame), Outlook: number64(s.outlook), Stance: number64(s.stance),
			Sentiment: number64(s.outlook), Certainty: number64(min(s.outlook*s.outlook+0.3, na)),
		}
		if s.outlook == na {
			row.Certainty = nil
		}
		row.OutlookLabel = label(s.outlook, "optimistic", "skeptical")
		row.StanceLabel = label(s.stance, "favor", "against")
		row.SentimentLabel = label(s.outlook, "positive", "negative")
		if s.polarity != "" {
			row.ReportPolarity = s.polarity
		}
		if strings.Contains(plain, "“") {
			row.QuotedFraction = 0.4
		}
		if s.actor != "" {
			row.ActorID, row.ActorName, row.ActorRole = some(s.actor), some(strings.ToUpper(s.actor[:1])+s.actor[1:]), some(s.role)
			row.Source = row.ActorName
			row.SpeakerIDs = append([]string{s.actor}, s.with...)
			for _, who := range row.SpeakerIDs {
				b.Actors = append(b.Actors, table.Actor{ActorID: who, Name: strings.ToUpper(who[:1]) + who[1:], Kind: "person", SideID: some(sides[who]), Aliases: []string{}, NStatements: 1})
			}
		}
		if s.issue != "" {
			b.Issues = append(b.Issues, s.issue)
		}
		b.Statements = append(b.Statements, row)
		b.Evidence = append(b.Evidence, evidence...)
	}
	b.Article = table.Article{
		ArticleID: p.id, VersionID: "v-" + p.id + p.version, Path: p.id + ".txt", URL: some(p.url), Outlet: some(p.outlet), PublishedAt: at,
		Text: text.String(), NChars: int32(len([]rune(text.String()))), NStatements: int32(len(p.says)),
		DuplicateOf: some(p.copyOf), Warnings: []string{}, TextSketch: []byte{},
	}
	return b
}

// evidence takes the braces out of a text that begins at start.
func (s said) evidence(statement, article string, start int) (string, []table.Evidence) {
	var all []table.Evidence
	plain, at := "", 0
	for _, m := range marked.FindAllStringSubmatchIndex(s.text, -1) {
		plain += s.text[at:m[0]]
		term := s.text[m[2]:m[3]]
		var w float64
		fmt.Sscan(s.text[m[6]:m[7]], &w)
		a := int32(start + len([]rune(plain)))
		z := a + int32(len([]rune(term)))
		all = append(all, table.Evidence{
			StatementID: statement, ArticleID: article, Dimension: s.text[m[4]:m[5]], Term: term, Entry: term,
			Lexicon: "outlook", Start: &a, End: &z, Weight: w, Contribution: w,
		})
		plain += term
		at = m[1]
	}
	return plain + s.text[at:], all
}

func some(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func number64(x float64) *float64 {
	if x == na {
		return nil
	}
	return &x
}

// label is the label of a score, neutral within a fifth of zero.
func label(x float64, positive, negative string) *string {
	switch {
	case x == na:
		return nil
	case x > 0.2:
		return &positive
	case x < -0.2:
		return &negative
	}
	return some("neutral")
}

package table

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"readout/analysis"
)

// document makes a document of one sentence a line out of marked text:
// <s|source> <c|cue> <t|content>, all of one attribution. Quotation marks are “ and ”.
func document(id, marked string) *analysis.Document {
	var b strings.Builder
	a := analysis.Attribution{Type: analysis.Indirect, Polarity: analysis.Affirmed, Inherits: -1, Parent: -1, Rule: "test", Confidence: 0.9}
	for rest := marked; ; {
		i := strings.IndexByte(rest, '<')
		if i < 0 {
			b.WriteString(rest)
			break
		}
		b.WriteString(rest[:i])
		j := i + strings.IndexByte(rest[i:], '>')
		span := analysis.Span{Start: b.Len(), End: b.Len() + j - i - 3}
		switch rest[i+1] {
		case 's':
			a.Source = append(a.Source, span)
		case 'c':
			a.Cue = append(a.Cue, span)
		case 't':
			a.Content = append(a.Content, span)
		}
		b.WriteString(rest[i+3 : j])
		rest = rest[j+1:]
	}
	art := &analysis.Article{ID: id, VersionID: "v-" + id, Path: id + ".txt", Text: b.String()}
	s := &analysis.Segmented{Article: art, Text: art.Text}
	tokens(s)
	return analysis.NewDocument(&analysis.Attributed{Segmented: *s, Attributions: []analysis.Attribution{a}})
}

func tokens(d *analysis.Segmented) {
	at, quote := 0, int32(-1)
	for _, line := range strings.SplitAfter(d.Text, "\n") {
		d.Sentences = append(d.Sentences, analysis.Sentence{Span: analysis.Span{Start: at, End: at + len(strings.TrimRight(line, "\n"))}, Paragraph: len(d.Sentences)})
		for i := 0; i < len(line); {
			r, n := utf8.DecodeRuneInString(line[i:])
			j := i + n
			kind := analysis.Punct
			switch {
			case r == '“':
				quote = int32(len(d.Quotes))
				d.Quotes = append(d.Quotes, analysis.Quote{Inner: analysis.Span{Start: at + j, End: at + j}})
			case r == '”':
				d.Quotes[quote].Inner.End = at + i
				quote = -1
			case r >= 'A' && r <= 'z' || r > 0xff && r < 0x2000:
				kind = analysis.Word
				for j < len(line) && (line[j] >= 'A' && line[j] <= 'z' || line[j] >= 0x80 && line[j] < 0xe2) {
					j++
				}
			}
			d.Tokens = append(d.Tokens, analysis.Token{Span: analysis.Span{Start: at + i, End: at + j}, Lower: strings.ToLower(line[i:j]), Kind: kind, Quote: quote})
			i = j
		}
		at += len(line)
	}
}

func one(t *testing.T, d *analysis.Document) Statement {
	t.Helper()
	b := Rows(d, Options{EngineVersion: "1", LexiconSHA256: "abc"})
	if len(b.Statements) != 1 {
		t.Fatalf("%d statements, want 1", len(b.Statements))
	}
	return b.Statements[0]
}

func TestEveryOffsetIsASliceInCodePoints(t *testing.T) {
	for _, marked := range []string{
		`<s|The ferry’s captain> <c|said> <t|the harbour is closed>.`,
		`“<t|We lost, plainly>”, <s|Zoë Ängström> <c|told> reporters, “<t|and we will be back>”.`,
		"📈 up again\n<s|Müller> <c|warned> that <t|prices – 📉 – may fall>.",
		`<t|No comment>.`,
	} {
		d := document("a", marked)
		s, points := one(t, d), []rune(d.Text)
		slice := func(start, end int32) string { return string(points[start:end]) }
		if got := slice(s.ContentStart, s.ContentEnd); got != s.Content {
			t.Errorf("%s: content %q, slice %q", marked, s.Content, got)
		}
		for i, p := range s.ContentParts {
			if got := slice(s.ContentPartStarts[i], s.ContentPartStarts[i]+int32(utf8.RuneCountInString(p))); got != p {
				t.Errorf("%s: part %q, slice %q", marked, p, got)
			}
		}
		if s.Source != nil && slice(*s.SourceStart, *s.SourceEnd) != *s.Source {
			t.Errorf("%s: source %q", marked, *s.Source)
		}
		if s.Cue != nil && slice(*s.CueStart, *s.CueEnd) != *s.Cue {
			t.Errorf("%s: cue %q", marked, *s.Cue)
		}
		if got := slice(s.SentenceStart, s.SentenceStart+int32(utf8.RuneCountInString(s.Sentence))); got != s.Sentence || !strings.Contains(s.Sentence, s.ContentParts[0]) {
			t.Errorf("%s: sentence %q, slice %q", marked, s.Sentence, got)
		}
	}
}

func TestQuotedFraction(t *testing.T) {
	for marked, want := range map[string]float64{
		`<s|She> <c|said> <t|“all of it is ours”>.`:       1,
		`<s|She> <c|said> <t|it “went well” in the end>.`: 0.3333,
		`<s|She> <c|said> <t|it went well>.`:              0,
	} {
		if got := one(t, document("a", marked)).QuotedFraction; got != want {
			t.Errorf("%s: %v, want %v", marked, got, want)
		}
	}
}

func TestStatementIDs(t *testing.T) {
	base := one(t, document("a", `<s|Okafor> <c|said> <t|the bridge is safe>.`)).StatementID
	for _, c := range []struct {
		why, article, marked string
		same                 bool
	}{
		{"the same again", "a", `<s|Okafor> <c|said> <t|the bridge is safe>.`, true},
		{"a sentence before it", "a", "Rain fell.\n<s|Okafor> <c|said> <t|the bridge is safe>.", true},
		{"another cue", "a", `<s|Okafor> <c|insisted> <t|the bridge is safe>.`, true},
		{"a line broken elsewhere", "a", "<s|Okafor> <c|said> <t|the bridge\nis safe>.", true},
		{"another word", "a", `<s|Okafor> <c|said> <t|the bridge was safe>.`, false},
		{"another source", "a", `<s|Lindqvist> <c|said> <t|the bridge is safe>.`, false},
		{"another article", "b", `<s|Okafor> <c|said> <t|the bridge is safe>.`, false},
	} {
		if got := one(t, document(c.article, c.marked)).StatementID; (got == base) != c.same {
			t.Errorf("%s: same id is %v, want %v", c.why, got == base, c.same)
		}
	}
	d := document("a", `<s|Okafor> <c|said> <t|the bridge is safe>.`)
	d.Attributions = append(d.Attributions, d.Attributions[0])
	if ids := StatementIDs(d); ids[0] == ids[1] {
		t.Error("the same words twice in one article have one id")
	}
}

func TestQuoteGroups(t *testing.T) {
	base := one(t, document("a", `<s|Okafor> <c|said> <t|“we will open the bridge on Monday”>.`)).QuoteGroupID
	for _, c := range []struct {
		why, marked string
		same        bool
	}{
		{"another outlet's source words", `“<t|We will open the bridge on Monday>”, <s|the engineer> <c|added>.`, true},
		{"with a paraphrase before it", `<s|Okafor> <c|said> <t|that “we will open the bridge on Monday”>.`, true},
		{"another day", `<s|Okafor> <c|said> <t|“we will open the bridge on Friday”>.`, false},
		{"not in quotation marks", `<s|Okafor> <c|said> <t|we will open the bridge on Monday>.`, false},
	} {
		if got := one(t, document("b", c.marked)).QuoteGroupID; (got == base) != c.same {
			t.Errorf("%s: same group is %v, want %v", c.why, got == base, c.same)
		}
	}
	agreed := func(source string) string {
		return one(t, document("a", `<s|`+source+`> <t|agreed>.`)).QuoteGroupID
	}
	if agreed("The union") == agreed("The board") {
		t.Error("the same short words of two speakers are one group")
	}
}

func TestUnknownIsNull(t *testing.T) {
	d := document("a", `<t|No comment>.`)
	d.Statements[0].Stance = analysis.Score{Abstained: "no target"}
	s := one(t, d)
	for name, null := range map[string]bool{
		"source": s.Source == nil, "cue": s.Cue == nil, "actor_id": s.ActorID == nil, "side_id": s.SideID == nil,
		"issue_id": s.IssueID == nil, "stance": s.Stance == nil, "stance_label": s.StanceLabel == nil,
		"published_at": s.PublishedAt == nil, "frame": s.Frame == nil, "bayes_polarity": s.BayesPolarity == nil,
	} {
		if !null {
			t.Errorf("%s is not NULL", name)
		}
	}
	if s.Sentiment == nil || *s.Sentiment != 0 {
		t.Error("a sentiment of 0.0 became NULL")
	}
	if len(s.Abstained) != 1 || s.Abstained[0] != "stance: no target" {
		t.Errorf("abstained is %q", s.Abstained)
	}
	b, err := json.Marshal(ExplainRows(d, Options{})[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"actor_id":null`, `"speaker_ids":[]`, `"frames":[]`, `"evidence":[]`, `"sentiment":0`} {
		if !strings.Contains(string(b), want) {
			t.Errorf("explain lacks %s: %s", want, b)
		}
	}
}

func TestJointStatementIsAStanceOfEachSpeaker(t *testing.T) {
	d := document("a", `<s|The miners and the owners> <c|agreed> <t|on talks>.`)
	d.Actors = []analysis.Actor{{ID: "miners", Name: "miners", SideID: "labour"}, {ID: "owners", Name: "owners", SideID: "capital"}}
	d.Article.PublishedAt = time.Date(2025, 2, 18, 9, 0, 0, 123456789, time.FixedZone("", 3600))
	st := &d.Statements[0]
	st.Speaker = analysis.Speaker{Actors: []int{0, 1}, SideID: "labour"}
	st.Target = analysis.Target{IssueID: "talks", Text: "talks", Actor: -1}
	st.Stance = analysis.Score{Value: 1, Label: "favor", Prob: 0.8, Evidence: []analysis.Evidence{{Term: "agreed", Weight: 1, Contribution: 1}}}
	b := Rows(d, Options{})
	if len(b.Stances) != 2 || *b.Stances[0].SideID != "labour" || *b.Stances[1].SideID != "capital" || b.Stances[1].TargetKind != "issue" {
		t.Fatalf("stances: %+v", b.Stances)
	}
	if at := b.Statements[0].PublishedAt; at.Location() != time.UTC || at.Nanosecond() != 123456000 || at.Hour() != 8 {
		t.Errorf("published_at is %v", at)
	}
	if e := b.Evidence[0]; e.Start != nil || e.Dimension != "stance" || b.Statements[0].NEvidence != 1 {
		t.Errorf("evidence: %+v", e)
	}
}

// Three attributions in one another, of which the middle one is no statement.
func TestACandidateIsNoStatement(t *testing.T) {
	d := document("a", `<s|Ahn> <c|said> <t|that Bo told Cy that it rains>.`)
	outer := d.Attributions[0]
	middle, inner := outer, outer
	middle.Content, middle.Parent, middle.Depth = []analysis.Span{{Start: outer.Content[0].Start + 5, End: outer.Content[0].End}}, 0, 1
	inner.Content, inner.Parent, inner.Depth = []analysis.Span{{Start: outer.Content[0].Start + 20, End: outer.Content[0].End}}, 1, 2
	d.Attributions = []analysis.Attribution{outer, middle, inner}
	low := .2
	d.Statements = []analysis.Statement{{Attribution: 0}, {Attribution: 1, Validity: &low, Positions: []analysis.Position{{Proposition: "p"}}}, {Attribution: 2}}
	d.Actors = []analysis.Actor{{ID: "ahn", Name: "Ahn"}}
	for i := range d.Statements {
		d.Statements[i].Target.Actor = -1
		d.Statements[i].Speaker.Actors = []int{0}
	}
	b := Rows(d, Options{})
	if len(b.Statements) != 2 || len(b.Candidates) != 1 || len(b.Positions) != 0 {
		t.Fatalf("%d statements, %d candidates, %d positions, want 2, 1, 0", len(b.Statements), len(b.Candidates), len(b.Positions))
	}
	if c := b.Candidates[0]; *c.Validity != .2 || c.Sentiment != nil || c.Depth != 1 {
		t.Errorf("candidate: %+v", c)
	}
	if s := b.Statements[1]; s.Depth != 1 || *s.ParentStatementID != b.Statements[0].StatementID || s.Seq != 1 {
		t.Errorf("what is reported in the candidate: depth %d, parent %v, seq %d", s.Depth, s.ParentStatementID, s.Seq)
	}
	if b.Article.NStatements != 2 || b.Article.NCandidates != 1 || b.Actors[0].NStatements != 2 {
		t.Errorf("counts: article %d and %d, actor %d", b.Article.NStatements, b.Article.NCandidates, b.Actors[0].NStatements)
	}
	if rows := ExplainRows(d, Options{}); len(rows) != 2 {
		t.Errorf("explain has %d rows, want 2", len(rows))
	}
}

func TestPositionsAndEvaluations(t *testing.T) {
	d := document("a", `<s|Ahn> <c|said> <t|the mayor must stop the tram>.`)
	d.Actors = []analysis.Actor{{ID: "ahn", Name: "Ahn"}, {ID: "mayor", Name: "the mayor", SideID: "city"}}
	st := &d.Statements[0]
	st.Speaker = analysis.Speaker{Actors: []int{0}, SideID: "opposition", Affiliation: analysis.Affiliation{OrganizationID: "riders", Organization: "Riders", Party: "greens"}}
	st.Positions = []analysis.Position{{Proposition: "tram", Prob: .8, Evidence: []analysis.Evidence{{Term: "stop", Contribution: -2}}}}
	st.Evaluations = []analysis.Evaluation{{Actor: 1, Name: "the mayor", Prob: .6}, {Actor: -1, Name: "the council", Positive: true, Prob: .7}}
	b := Rows(d, Options{})
	if p := b.Positions[0]; p.PropositionID != "tram" || p.Position != "disagree" || p.Probability != .8 || *p.ActorID != "ahn" || *p.Party != "greens" || *p.OrganizationID != "riders" || p.Country != nil {
		t.Errorf("position: %+v", p)
	}
	if e := b.Evaluations[0]; *e.OfActorID != "mayor" || *e.OfSideID != "city" || e.Evaluation != "negative" || *e.SideID != "opposition" {
		t.Errorf("evaluation: %+v", e)
	}
	if e := b.Evaluations[1]; e.OfActorID != nil || e.OfName != "the council" || e.Evaluation != "positive" {
		t.Errorf("evaluation of somebody unresolved: %+v", e)
	}
	if e := b.Evidence[0]; e.Dimension != "position" || *e.PropositionID != "tram" || b.Statements[0].NEvidence != 1 {
		t.Errorf("evidence: %+v", e)
	}
	line, err := json.Marshal(ExplainRows(d, Options{})[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"positions":[{"proposition_id":"tram","position":"disagree","probability":0.8}]`,
		`{"actor_id":null,"name":"the council","evaluation":"positive","probability":0.7}`,
		`"organization_id":"riders","organization_name":"Riders","country":null,"party":"greens","validity":null`,
	} {
		if !strings.Contains(string(line), want) {
			t.Errorf("explain lacks %s: %s", want, line)
		}
	}
}

package dna

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"readout/data/run"
	"readout/data/run/runtest"
	"readout/data/table"
)

func ptr[T any](v T) *T { return &v }

// corpus is one article in which a mayor and a company are for a tram line, a resident is
// against it and for fares, and nobody knows who else is, in words that plain CSV breaks on.
func corpus(t *testing.T) *run.Corpus {
	t.Helper()
	at := time.Date(2025, 3, 4, 16, 30, 0, 0, time.UTC)
	b := &table.Batch{Article: table.Article{
		ArticleID: "tram", VersionID: "1", Path: "tram.txt", Title: ptr("Tram, at last"), Author: ptr("Ann; Bob"), Outlet: ptr("Gazette"),
		PublishedAt: &at, Warnings: []string{}, NStatements: 3,
	}}
	add := func(id string, start int32, words, organization string, takes map[string]string, speakers ...string) {
		b.Statements = append(b.Statements, table.Statement{StatementID: id, ArticleID: "tram", VersionID: "1", Content: words, ContentStart: start, ContentEnd: start + int32(len(words)),
			Title: b.Article.Title, Outlet: b.Article.Outlet, PublishedAt: &at, EngineVersion: "1.0", SpeakerIDs: speakers, OrganizationName: ptr(organization)})
		for _, p := range []string{"fares", "tram"} {
			if takes[p] != "" {
				b.Positions = append(b.Positions, table.Position{StatementID: id, ArticleID: "tram", VersionID: "1", PropositionID: p, Position: takes[p]})
			}
		}
	}
	add("s1", 10, "the line will \"pay for itself\",\nand soon", "City of Brno", map[string]string{"tram": "agree"}, "mayor", "company")
	add("s2", 80, "we will see", "", nil, "resident")
	add("s3", 120, "nobody asked us", "", map[string]string{"tram": "disagree", "fares": "agree"}, "resident")
	add("s4", 140, "it is late", "", map[string]string{"tram": "disagree"})
	b.Actors = []table.Actor{
		{ActorID: "mayor", Name: "Ada Okafor", Kind: "person", SideID: ptr("city"), Aliases: []string{}},
		{ActorID: "company", Name: "City Trams, Inc.", Kind: "organization", Aliases: []string{}},
		{ActorID: "resident", Name: "A resident", Kind: "anonymous", Aliases: []string{}},
	}
	return runtest.Published(t, run.Config{Now: func() time.Time { return at }, Propositions: []table.Proposition{{PropositionID: "tram", Text: "The tram line should be built"}}}, b)
}

func TestExport(t *testing.T) {
	var b bytes.Buffer
	n, err := Export(corpus(t), &b)
	if err != nil || n != 4 {
		t.Fatalf("%d events, %v", n, err)
	}
	want := strings.Join(columns[:], ",") + `
s1,2025-03-04 16:30:00,Ada Okafor,City of Brno,The tram line should be built,1,10,50,"the line will ""pay for itself"",
and soon",readout 1.0,tram,"Tram, at last",Ann; Bob,Gazette,,article
s1,2025-03-04 16:30:00,,"City Trams, Inc.",The tram line should be built,1,10,50,"the line will ""pay for itself"",
and soon",readout 1.0,tram,"Tram, at last",Ann; Bob,Gazette,,article
s3,2025-03-04 16:30:00,,A resident,fares,1,120,135,nobody asked us,readout 1.0,tram,"Tram, at last",Ann; Bob,Gazette,,article
s3,2025-03-04 16:30:00,,A resident,The tram line should be built,0,120,135,nobody asked us,readout 1.0,tram,"Tram, at last",Ann; Bob,Gazette,,article
`
	if b.String() != want {
		t.Errorf("\n got %s\nwant %s", b.String(), want)
	}
	back, err := Read(&b)
	if err != nil || len(back) != 4 {
		t.Fatalf("%d events back, %v", len(back), err)
	}
	i := 0
	for e, err := range Events(corpus(t)) {
		if err != nil {
			t.Fatal(err)
		}
		if e.Agreement == nil {
			continue
		}
		if fmt.Sprintf("%+v", deref(back[i])) != fmt.Sprintf("%+v", deref(*e)) {
			t.Errorf("event %d:\n got %+v\nwant %+v", i, deref(back[i]), deref(*e))
		}
		i++
	}
}

// TestNoCellIsAFormula: whatever an article calls its title or its people, no cell of an
// export begins like a formula, and what was exported is read back as it was.
func TestNoCellIsAFormula(t *testing.T) {
	yes := true
	for _, s := range []string{"=1+0", "+cmd", "-2+3", "@x", "\t=1", "\r=1", "＝1"} {
		e := Event{StatementID: s, Person: s, Organization: s, Concept: s, Text: s, Coder: s, DocumentID: s, DocumentTitle: s, DocumentAuthor: s, DocumentSource: s,
			DocumentSection: s, DocumentType: s, Agreement: &yes}
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		_ = w.Write(columns[:])
		_ = w.Write(e.record())
		w.Flush()
		for i, cell := range e.record() {
			if cell != table.Cell(cell) {
				t.Errorf("%s: %q", columns[i], cell)
			}
		}
		back, err := Read(&b)
		want := e
		want.Agreement = nil
		for _, f := range []*string{&want.StatementID, &want.Person, &want.Organization, &want.Concept, &want.Text, &want.Coder, &want.DocumentID, &want.DocumentTitle,
			&want.DocumentAuthor, &want.DocumentSource, &want.DocumentSection, &want.DocumentType} {
			*f = strings.TrimSpace(*f)
		}
		if err != nil || len(back) != 1 || !*back[0].Agreement {
			t.Fatalf("%q: %v, %v", s, back, err)
		}
		back[0].Agreement = nil
		if back[0] != want {
			t.Errorf("%q: %+v", s, back[0])
		}
	}
}

// deref shows an agreement in place of its address.
func deref(e Event) string {
	a := "none"
	if e.Agreement != nil {
		a = fmt.Sprint(*e.Agreement)
	}
	e.Agreement = nil
	return fmt.Sprintf("%+v %s", e, a)
}

func TestRead(t *testing.T) {
	for _, c := range []struct{ why, in, want string }{
		{"DNA's own names, semicolons, a byte order mark", "\ufeffID;time;start;stop;person;agreement;Document Title\n7;2025-03-04 16:30;3;9;Okafor;yes;Tram\n", "7 Okafor true 3-9 Tram"},
		{"other order, no positions", "agreement,document_id,person\n0,a,Okafor\n", " Okafor false 0-0 "},
		{"not coded", "document_id,agreement\na,NA\n", "  none 0-0 "},
		{"no document", "person,agreement\nOkafor,1\n", "error: line 1: neither document_id nor document_title among the columns person, agreement"},
		{"agreement in words", "document_id,agreement\na,1\nb,perhaps\n", `error: line 3: agreement "perhaps" is neither 1 nor 0`},
		{"a position in words", "document_id,start\na,there\n", `error: line 2: start_position "there" is no position`},
		{"a row too short", "document_id,start\na\n", "error: record on line 2: wrong number of fields"},
		{"nothing", "", "error: no header: EOF"},
	} {
		got := ""
		events, err := Read(strings.NewReader(c.in))
		if err != nil {
			got = "error: " + err.Error()
		}
		for _, e := range events {
			got += fmt.Sprintf("%s %s %s %d-%d %s", e.StatementID, e.Person, strings.Fields(deref(e))[len(strings.Fields(deref(e)))-1], e.Start, e.Stop, e.DocumentTitle)
		}
		if got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.why, got, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("document_id,agreement\na,1\n")
	f.Add("ID;start;stop;docid\n1;2;3;\"x\"\n")
	f.Fuzz(func(t *testing.T, in string) {
		events, err := Read(strings.NewReader(in))
		if err == nil {
			Compare(events, events)
		}
	})
}

func TestCompare(t *testing.T) {
	coded := []Event{
		{DocumentID: "a", Start: 0, Stop: 100, Person: "Okafor", Concept: "Tram line", Agreement: ptr(true)},
		{DocumentID: "a", Start: 200, Stop: 300, Person: "Lindqvist", Concept: "Tram line", Agreement: ptr(false)},
		{DocumentID: "a", Start: 400, Stop: 500, Person: "Okafor", Concept: "Budget", Agreement: ptr(true)},
		{DocumentID: "7", DocumentTitle: "Snow in May", Text: "we were not ready for snow", Organization: "Road office", Agreement: ptr(false)},
		{DocumentID: "nowhere", Start: 1, Stop: 2},
	}
	ours := []Event{
		{DocumentID: "a", Start: 10, Stop: 100, Person: "Ada Okafor", Concept: "Tram line", Agreement: ptr(true)},
		{DocumentID: "a", Start: 210, Stop: 300, Person: "Okafor", Concept: "Tram line", Agreement: ptr(true)},
		{DocumentID: "a", Start: 490, Stop: 600, Person: "Okafor", Concept: "Budget", Agreement: ptr(true)}, // overlaps too little
		{DocumentID: "b", DocumentTitle: "Snow in  may", Text: "We were not ready for snow!", Organization: "The road office", Agreement: nil},
		{DocumentID: "c", Start: 0, Stop: 10}, // nobody coded this document
	}
	r := Compare(coded, ours)
	got := fmt.Sprintf("docs %d missing %d coded %d ours %d matched %d person %d org %d concept %d n %d abstained %d",
		r.Documents, r.Missing, r.Coded, r.Ours, r.Matched, r.Person.N, r.Organization.N, r.Concept.N, r.Position.N, r.Position.Abstained)
	if want := "docs 2 missing 1 coded 4 ours 4 matched 3 person 2 org 1 concept 2 n 2 abstained 1"; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	for name, v := range map[string][2]float64{
		"recall": {r.Recall, 0.75}, "precision": {r.Precision, 0.75}, "f1": {r.F1, 0.75}, "person": {r.Person.Accuracy, 0.5},
		"organization": {r.Organization.Accuracy, 1}, "concept": {r.Concept.Accuracy, 1}, "agreement": {r.Position.Accuracy, 0.5},
		// One said twice yes where the other said yes and no: no better than chance.
		"kappa": {r.Position.Kappa, 0},
	} {
		if math.Abs(v[0]-v[1]) > 1e-9 {
			t.Errorf("%s is %v, want %v", name, v[0], v[1])
		}
	}
}

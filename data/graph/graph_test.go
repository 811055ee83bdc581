package graph

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"
	"time"

	"readout/data/run"
	"readout/data/run/runtest"
	"readout/data/table"
)

// said is one position or, with of, one evaluation.
type said struct {
	article, actor, side, on string
	yes                      bool
	of                       bool
	depth                    int32
	copyOf                   string
}

func some(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func corpus(t *testing.T, all []said) *run.Corpus {
	t.Helper()
	batches := map[string]*table.Batch{}
	var order []*table.Batch
	for i, s := range all {
		b := batches[s.article]
		if b == nil {
			b = &table.Batch{Article: table.Article{ArticleID: s.article, VersionID: "v", Text: s.article, DuplicateOf: some(s.copyOf), Warnings: []string{}}}
			batches[s.article] = b
			order = append(order, b)
		}
		id := fmt.Sprint("s", i)
		b.Actors = append(b.Actors, table.Actor{ActorID: s.actor, Name: strings.ToUpper(s.actor), Kind: "person", SideID: some(s.side), Aliases: []string{}})
		if s.of {
			b.Evaluations = append(b.Evaluations, table.Evaluation{StatementID: id, ArticleID: s.article, ActorID: some(s.actor), SideID: some(s.side), OfActorID: some(s.on), OfName: s.on, Evaluation: map[bool]string{true: "positive", false: "negative"}[s.yes], Depth: s.depth})
			continue
		}
		b.Positions = append(b.Positions, table.Position{StatementID: id, ArticleID: s.article, ActorID: some(s.actor), SideID: some(s.side), PropositionID: s.on, Position: map[bool]string{true: "agree", false: "disagree"}[s.yes], Depth: s.depth})
	}
	return runtest.Published(t, run.Config{RunID: "r1", Now: func() time.Time { return time.Unix(0, 0) }, Version: "1", LexiconSHA256: "l"}, order...)
}

var quarrel = []said{
	{article: "a", actor: "mayor", side: "city", on: "dredge", yes: true},
	{article: "a", actor: "mayor", side: "city", on: "dredge", yes: true}, // the same voice in the same article
	{article: "b", actor: "mayor", side: "city", on: "dredge", yes: true},
	{article: "b", actor: "mayor", side: "city", on: "dredge", yes: false},
	{article: "b", actor: "mayor", side: "city", on: "toll", yes: true},
	{article: "a", actor: "chair", side: "fishers", on: "dredge"},
	{article: "b", actor: "chair", side: "fishers", on: "toll", yes: true},
	{article: "b", actor: "aide", side: "city", on: "dredge", depth: 1},
	{article: "c", actor: "chair", side: "fishers", on: "dredge", yes: true, copyOf: "a"},
	{article: "a", actor: "chair", side: "fishers", on: "mayor", of: true},
	{article: "b", actor: "mayor", side: "city", on: "=crew", of: true, yes: true},
}

func TestEdgesOfEachKind(t *testing.T) {
	c := corpus(t, quarrel)
	for _, x := range []struct {
		kind Kind
		by   By
		want string
	}{
		{Positions, ByActor, "chair proposition:dredge 0 1; chair proposition:toll 1 0; mayor proposition:dredge 2 1; mayor proposition:toll 1 0"},
		{Positions, BySide, "city proposition:dredge 2 1; city proposition:toll 1 0; fishers proposition:dredge 0 1; fishers proposition:toll 1 0"},
		{Agreement, ByActor, "chair mayor 1 1"},
		{Agreement, BySide, "city fishers 1 1"},
		{Evaluations, ByActor, "chair mayor 0 1; mayor =crew 1 0"},
	} {
		n, err := Make(c, x.kind, x.by)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range n.Edges {
			got = append(got, fmt.Sprint(e.From, " ", e.To, " ", e.For, " ", e.Against))
		}
		if s := strings.Join(got, "; "); s != x.want {
			t.Errorf("%s by %s: %s\nwant %s", x.kind, x.by, s, x.want)
		}
	}
}

func TestWhatIsWrittenCanBeRead(t *testing.T) {
	c := corpus(t, append(quarrel, said{article: "d", actor: "<b>&\x01", side: "city", on: "toll", yes: true}))
	n, err := Make(c, Positions, ByActor)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := n.GraphML(&out); err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Graph struct {
			Nodes []struct {
				ID string `xml:"id,attr"`
			} `xml:"node"`
			Edges []struct {
				Source string `xml:"source,attr"`
				Target string `xml:"target,attr"`
			} `xml:"edge"`
		} `xml:"graph"`
	}
	if err := xml.Unmarshal(out.Bytes(), &doc); err != nil {
		t.Fatalf("%v in\n%s", err, out.String())
	}
	ids := map[string]bool{}
	for _, v := range doc.Graph.Nodes {
		ids[v.ID] = true
	}
	if len(doc.Graph.Nodes) != 5 || len(doc.Graph.Edges) != 5 {
		t.Errorf("%d nodes and %d edges", len(doc.Graph.Nodes), len(doc.Graph.Edges))
	}
	for _, e := range doc.Graph.Edges {
		if !ids[e.Source] || !ids[e.Target] {
			t.Errorf("an edge from %q to %q, of which one is no node", e.Source, e.Target)
		}
	}
	out.Reset()
	if err := n.MatrixCSV(&out); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&out).ReadAll()
	if err != nil || len(rows) != 4 || strings.Join(rows[3], ",") != "mayor,1,1" {
		t.Errorf("matrix %q, %v", rows, err)
	}
	e, err := Make(c, Evaluations, ByActor)
	if err != nil {
		t.Fatal(err)
	}
	out.Reset()
	if err := e.EdgesCSV(&out); err != nil || !strings.Contains(out.String(), "'=crew") {
		t.Errorf("%v: a formula in %s", err, out.String())
	}
}

// TestASideThatActorsCallDifferently has the same name each time: the one that reports show.
func TestASideThatActorsCallDifferently(t *testing.T) {
	b := &table.Batch{Article: table.Article{ArticleID: "a", VersionID: "v", Text: "a", Warnings: []string{}}}
	for _, id := range []string{"p", "q", "r", "s"} {
		name := "Harbour " + strings.ToUpper(id)
		b.Actors = append(b.Actors, table.Actor{ActorID: id, Name: id, Kind: "person", SideID: some("harbour"), SideName: &name, Aliases: []string{}})
		b.Positions = append(b.Positions, table.Position{StatementID: "s" + id, ArticleID: "a", ActorID: some(id), SideID: some("harbour"), PropositionID: "x", Position: "agree"})
	}
	c := runtest.Published(t, run.Config{Now: func() time.Time { return time.Unix(0, 0) }, Version: "1", LexiconSHA256: "l"}, b)
	names, err := c.SideNames()
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		n, err := Make(c, Positions, BySide)
		if err != nil || len(n.Nodes) != 2 || n.Nodes[1].Label != names["harbour"] {
			t.Fatalf("%v, %+v, want %q", err, n.Nodes, names["harbour"])
		}
	}
}

// TestCellsThatSpreadsheetsTakeForFormulas get an apostrophe, and numbers below zero none.
func TestCellsThatSpreadsheetsTakeForFormulas(t *testing.T) {
	var out bytes.Buffer
	if err := writeCSV(&out, [][]string{{"-1", "=1", " =1", "＝1"}}); err != nil || out.String() != "-1,'=1,' =1,'＝1\n" {
		t.Errorf("%v %q", err, out.String())
	}
}

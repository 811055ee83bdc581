package duckdbtest

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"readout/data/run"
	"readout/data/table"
)

// said is one statement of the little corpus that the views are checked over.
type said struct {
	id, actor, side, issue string
	stance, outlook        float64 // 9 for an abstention
	depth                  int32
	words                  string
}

func article(id, version, outlet, day, duplicateOf string, all ...said) *table.Batch {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	b := &table.Batch{Article: table.Article{
		ArticleID: id, VersionID: version, Path: "harbour.jsonl", Title: name("On " + id), Outlet: name(outlet),
		PublishedAt: &at, NStatements: int32(len(all)), Warnings: []string{}, Text: duplicateOf + id + version,
	}}
	b.Article.DuplicateOf = name(duplicateOf)
	for i, s := range all {
		row := table.Statement{
			StatementID: s.id, ArticleID: id, VersionID: version, Seq: int32(i), QuoteGroupID: "q-" + s.words,
			Content: s.words, ContentEnd: int32(len(s.words)), ActorID: name(s.actor), ActorName: name(strings.ToUpper(s.actor)),
			SideID: name(s.side), SpeakerIDs: []string{}, IssueID: name(s.issue), Stance: number(s.stance), Outlook: number(s.outlook),
			Depth: s.depth, PublishedAt: &at, Outlet: name(outlet), Title: name("On " + id), EngineVersion: "1.0.0", LexiconSHA256: "lex-1",
			Frames: []string{}, Abstained: []string{}, ContentParts: []string{s.words}, ContentPartStarts: []int32{0}, NEvidence: 1,
		}
		if s.actor != "" {
			row.SpeakerIDs = append(row.SpeakerIDs, s.actor)
		}
		st := table.Stance{
			StatementID: s.id, ArticleID: id, ActorID: row.ActorID, SideID: row.SideID, TargetKind: "issue", TargetID: row.IssueID,
			TargetText: name("the " + s.issue), Stance: row.Stance, PublishedAt: &at,
		}
		if row.Stance != nil {
			st.StanceLabel = name(map[bool]string{true: "favor", false: "against"}[s.stance > 0])
			if s.stance == 0 {
				st.StanceLabel = name("neutral")
			}
			row.StanceLabel = st.StanceLabel
		}
		b.Statements = append(b.Statements, row)
		if s.issue != "" && s.stance != 9 && s.stance != 0 { // the position is on a proposition of the issue's name
			b.Positions = append(b.Positions, table.Position{
				StatementID: s.id, ArticleID: id, VersionID: version, ActorID: row.ActorID, SideID: row.SideID, IssueID: row.IssueID,
				PropositionID: s.issue, Position: map[bool]string{true: "agree", false: "disagree"}[s.stance > 0], Probability: .8,
				PublishedAt: &at, Outlet: name(outlet), Depth: s.depth,
			})
		}
		if s.issue != "" {
			b.Stances = append(b.Stances, st)
			b.Issues = append(b.Issues, s.issue)
		}
		b.Evidence = append(b.Evidence, table.Evidence{StatementID: s.id, ArticleID: id, Dimension: "stance", Term: "well", Contribution: 1})
	}
	for id, a := range map[string]table.Actor{
		"okafor": {Name: "Okafor", Kind: "person", SideID: name("city"), Known: true},
		"union":  {Name: "Dockers' Union", Kind: "organization", SideID: name("dockers"), Known: true},
	} {
		a.ActorID, a.Aliases = id, []string{}
		b.Actors = append(b.Actors, a)
	}
	return b
}

func name(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func number(v float64) *float64 {
	if v == 9 {
		return nil
	}
	return &v
}

// publish makes one run. Every run has the next minute as its time.
func publish(t *testing.T, out, lexicon string, minute int, batches ...*table.Batch) string {
	t.Helper()
	return publishAs(t, "", out, lexicon, minute, batches...)
}

func publishAs(t *testing.T, id, out, lexicon string, minute int, batches ...*table.Batch) string {
	t.Helper()
	r, err := run.Begin(run.Config{
		Out: out, RunID: id, Version: "1.0.0", LexiconSHA256: lexicon,
		Now:          func() time.Time { return time.Date(2025, 3, 1, 12, minute, 0, 0, time.UTC) },
		Issues:       []table.Issue{{IssueID: "harbour", Name: "Harbour"}, {IssueID: "wages", Name: "Wages"}},
		Propositions: []table.Proposition{{PropositionID: "harbour", Text: "The harbour should be opened"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Abort() }()
	for _, b := range batches {
		if _, err := r.Add(b); err != nil {
			t.Fatal(err)
		}
	}
	res, err := r.Publish()
	if err != nil {
		t.Fatal(err)
	}
	return res.Dir
}

// harbour is a corpus of three runs: one of two articles, one that corrects the
// first and adds a third, and one that scores the second again.
func harbour(t *testing.T) (out string) {
	t.Helper()
	out = filepath.Join(t.TempDir(), "it's out") // a quote in the name must not break the SQL
	publish(t, out, "lex-1", 1,
		article("a", "1", "Gazette", "2025-02-01", "",
			said{"s1", "okafor", "city", "harbour", 1, 0.5, 0, "the harbour opens on Monday"},
			said{"s2", "union", "dockers", "harbour", -0.5, -1, 0, "nobody asked the dockers"},
			said{"s3", "union", "dockers", "wages", 9, 9, 0, "wages are another matter"}),
		article("b", "1", "Courier", "2025-02-02", "",
			said{"s4", "okafor", "city", "harbour", 0.5, 9, 0, "the harbour opens on Monday"},
			said{"s5", "", "", "harbour", 1, 1, 0, "it is a good day"},
			said{"s6", "union", "dockers", "harbour", -1, -1, 1, "he said that they lied"}))
	publish(t, out, "lex-1", 2,
		article("a", "2", "Gazette", "2025-02-01", "",
			said{"s1", "okafor", "city", "harbour", 1, 0.5, 0, "the harbour opens on Monday"},
			said{"s2", "union", "dockers", "harbour", 0.25, -1, 0, "nobody asked the dockers"},
			said{"s7", "okafor", "city", "", 9, 9, 0, "no comment"}),
		article("c", "1", "", "2025-02-03", "",
			said{"s8", "union", "dockers", "wages", 0, 0, 0, "we will see"}))
	publish(t, out, "lex-2", 3,
		article("b", "1", "Courier", "2025-02-02", "",
			said{"s4", "okafor", "city", "harbour", 0.75, 9, 0, "the harbour opens on Monday"},
			said{"s5", "", "", "harbour", 1, 1, 0, "it is a good day"},
			said{"s6", "union", "dockers", "harbour", -1, -1, 1, "he said that they lied"}))
	return out
}

// views runs views.sql as it is.
func views(t *testing.T, out string) *sql.DB {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(out, "views.sql"))
	if err != nil {
		t.Fatal(err)
	}
	db := open(t)
	if _, err := db.Exec(string(b)); err != nil {
		t.Fatal(err)
	}
	return db
}

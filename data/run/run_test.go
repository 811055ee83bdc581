package run

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"readout/data/table"
)

// clock is a fixed clock: half past eight on the morning after the talks.
func clock() time.Time { return time.Date(2025, 2, 19, 8, 30, 0, 0, time.UTC) }

func config(out string) Config {
	return Config{Out: out, Now: clock, Version: "1.0.0", LexiconSHA256: "lex-1", Issues: []table.Issue{{IssueID: "harbour", Name: "Harbour"}}}
}

// batch is an article with one statement for each of says.
func batch(id, version string, says ...string) *table.Batch {
	b := &table.Batch{Article: table.Article{
		ArticleID: id, VersionID: version, Path: id + ".txt",
		Text: strings.Join(says, "\n"), TextSketch: table.Sketch(strings.Join(says, "\n")),
		NStatements: int32(len(says)), Warnings: []string{},
	}}
	for i, s := range says {
		sid := fmt.Sprintf("s-%s-%s", id, s)
		b.Statements = append(b.Statements, table.Statement{StatementID: sid, ArticleID: id, VersionID: version, Seq: int32(i), Content: s})
		b.Stances = append(b.Stances, table.Stance{StatementID: sid, ArticleID: id, TargetKind: "issue"})
		b.Evidence = append(b.Evidence, table.Evidence{StatementID: sid, ArticleID: id, Dimension: "stance"})
		b.Issues = append(b.Issues, "harbour")
	}
	b.Actors = []table.Actor{{ActorID: "x-1", Name: "Okafor", Kind: "person", NStatements: int32(len(says)), Aliases: []string{"Mr. " + id}}}
	return b
}

func begin(t *testing.T, cfg Config) *Run {
	t.Helper()
	r, err := Begin(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Abort() })
	return r
}

// publish makes a run of what is New or Changed, as the run command does.
func publish(t *testing.T, cfg Config, rescore bool, batches ...*table.Batch) *Result {
	t.Helper()
	r := begin(t, cfg)
	for _, b := range batches {
		s := r.State(b.Article.ArticleID, b.Article.VersionID)
		if s == Unchanged || s == Stale && !rescore {
			r.Unchanged(b.Article.ArticleID, b.Article.VersionID)
			continue
		}
		if _, err := r.Add(b); err != nil {
			t.Fatal(err)
		}
	}
	res, err := r.Publish()
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func contents(t *testing.T, out string) (all []string) {
	t.Helper()
	c, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	if err := Each(c, "statements", func(s *struct {
		Content string `parquet:"content"`
	}) error {
		all = append(all, s.Content)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

func TestARunIsPublishedWhole(t *testing.T) {
	out := t.TempDir()
	res := publish(t, config(out), false, batch("a", "1", "the ferry sails", "the pier stays shut"), batch("b", "1", "prices fell"))
	entries, err := os.ReadDir(res.Dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	equal(t, "folder", names, "[actors.parquet articles.parquet candidates.parquet comparisons.parquet evaluations.parquet event_articles.parquet events.parquet evidence.parquet issues.parquet manifest.json polarization.parquet positions.parquet propositions.parquet quarantine.parquet stances.parquet statements.parquet summary.parquet]")
	equal(t, "contents", contents(t, filepath.Join(out)), "[the ferry sails the pier stays shut prices fell]")
	equal(t, "run id", res.Manifest.RunID, "20250219-083000Z")
	if target, _ := os.Readlink(filepath.Join(out, "latest")); target != "runs/run=20250219-083000Z" {
		t.Errorf("latest points to %q", target)
	}
	if left, _ := filepath.Glob(filepath.Join(out, ".staging", "run=*")); len(left) > 0 {
		t.Errorf("staging keeps %v", left)
	}
	actors, err := table.Read[table.Actor](filepath.Join(res.Dir, "actors.parquet"))
	if err != nil || len(actors) != 1 || actors[0].NStatements != 3 {
		t.Errorf("actors: %+v, %v", actors, err)
	}
	m, rows, err := table.ReadMeta(filepath.Join(res.Dir, "statements.parquet"))
	equal(t, "meta", fmt.Sprint(m, rows, err), fmt.Sprint(table.Meta{SchemaVersion: table.SchemaVersion, Version: "1.0.0", LexiconSHA256: "lex-1"}, 3, nil))
	equal(t, "NULL titles", res.Manifest.Missing["statements.title"], 3)
}

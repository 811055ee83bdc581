package run

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"readout/analysis/compare"
	"readout/data/table"
)

// input is a made-up input: articles of several outlets and days, some of which repeat
// another's text or stand twice, with faults in between.
func input(rng *rand.Rand, n int) []Piece {
	places := strings.Fields("harbour ferry bridge school clinic tram market tower river garden museum library station quarry")
	verbs := strings.Fields("opens closes moves grows shrinks waits burns floods stands sinks")
	say := func() string {
		var words []string
		for range 12 {
			words = append(words, places[rng.IntN(len(places))], verbs[rng.IntN(len(verbs))])
		}
		return strings.Join(words, " ")
	}
	sides := []*string{name("north"), name("south"), nil}
	var all []Piece
	for i := range n {
		no := int64(i + 1)
		switch roll := rng.IntN(12); {
		case roll == 0:
			id := fmt.Sprintf("line-%d", i)
			all = append(all, Piece{No: no, Fault: &table.Quarantine{Path: "in.jsonl", RecordNo: positive(i + 1), ArticleID: &id, Stage: "read", Code: "bad_json", Message: "cut off"}})
			continue
		case roll == 1 && i > 0 && all[i-1].Batch != nil: // the same article once more
			all = append(all, Piece{No: no, Batch: all[i-1].Batch})
			continue
		}
		says := []string{say(), say()}
		if i > 3 && rng.IntN(5) == 0 && all[i-3].Batch != nil { // a copy
			says = strings.Split(all[i-3].Batch.Article.Text, "\n")
		}
		b := batch(fmt.Sprintf("a%d-%d", rng.IntN(1000), i), "1", says...)
		day := time.Date(2025, 3, 1+rng.IntN(5), 0, 0, 0, 0, time.UTC)
		b.Article.PublishedAt, b.Article.Outlet = &day, name("Outlet "+fmt.Sprint(rng.IntN(3)))
		b.Article.Title = name(says[0][:20])
		b.Actors = nil
		for k := range b.Statements {
			s := &b.Statements[k]
			who, side := rng.IntN(30), sides[rng.IntN(len(sides))]
			id := fmt.Sprintf("x-%02d", who)
			s.ActorID, s.SideID, s.SpeakerIDs, s.IssueID = &id, side, []string{id}, name("harbour")
			s.PublishedAt, s.Outlet = &day, b.Article.Outlet
			score := rng.Float64()*2 - 1
			s.Sentiment, s.Outlook, s.Certainty = &score, &score, figure((score+1)/2)
			s.QuoteGroupID = s.StatementID
			b.Positions = append(b.Positions, table.Position{StatementID: s.StatementID, ArticleID: s.ArticleID, VersionID: "1", ActorID: &id, SideID: side,
				PropositionID: "dredge", Position: [...]string{"agree", "disagree"}[rng.IntN(2)], Probability: rng.Float64(), PublishedAt: &day})
			b.Actors = append(b.Actors, table.Actor{ActorID: id, Name: "Witness", Kind: "person", SideID: side, NStatements: 1, Known: who < 5,
				Aliases: []string{fmt.Sprint("alias ", rng.IntN(60))}})
		}
		all = append(all, Piece{No: no, Batch: b})
	}
	return all
}

// key is what a piece falls to a shard by.
func (p *Piece) key() string {
	if p.Fault != nil {
		return *p.Fault.ArticleID
	}
	return p.Batch.Article.ArticleID
}

// ran publishes a run of an input: of one shard, or of all with its figures.
func ran(t *testing.T, out string, shard *Shard, pieces []Piece) string {
	t.Helper()
	cfg := config(out)
	cfg.Shard, cfg.Inputs = shard, []string{"in.jsonl"}
	cfg.Propositions = []table.Proposition{{PropositionID: "dredge", Text: "The harbour should be dredged"}}
	cfg.Sides = map[string]string{"north": "The North", "south": "The South"}
	r := begin(t, cfg)
	for i := range pieces {
		p := pieces[i]
		if shard != nil && !shard.Has(p.key()) {
			continue
		}
		if p.Batch != nil { // Add writes into it
			own := *p.Batch
			p.Batch = &own
		}
		if err := r.put(&p); err != nil {
			t.Fatal(err)
		}
	}
	r.Seen(int64(len(pieces)))
	return whole(t, r, shard == nil)
}

// whole publishes a run, with figures where it has them, and gives its folder.
func whole(t *testing.T, r *Run, figures bool) string {
	t.Helper()
	if err := r.Seal(); err != nil {
		t.Fatal(err)
	}
	if figures {
		if err := errors.Join(WriteEvents(r), WriteComparisons(r, compare.Config{Resamples: 50})); err != nil {
			t.Fatal(err)
		}
	}
	res, err := r.Publish()
	if err != nil {
		t.Fatal(err)
	}
	return res.Dir
}

func merged(t *testing.T, out string, folders []string) string {
	t.Helper()
	r, err := BeginMerge(MergeConfig{Out: out, Now: clock, Folders: folders})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Abort() })
	return whole(t, r, true)
}

func TestShardsInAnyOrderMakeTheTablesOfOneRun(t *testing.T) {
	for seed := range uint64(2) {
		rng := rand.New(rand.NewPCG(seed, 18))
		pieces := input(rng, 45)
		one := ran(t, t.TempDir(), nil, pieces)
		copies := 0
		if err := eachPart(one, "articles", func(a *table.Article) error {
			if a.DuplicateOf != nil {
				copies++
			}
			return nil
		}); err != nil || copies == 0 {
			t.Fatalf("the input has %d copies to find, %v", copies, err)
		}
		for of := 1; of <= 9; of++ {
			var folders []string
			for i := 1; i <= of; i++ {
				out := t.TempDir()
				ran(t, out, &Shard{Index: i, Of: of}, pieces)
				folders = append(folders, out)
			}
			again := t.TempDir() // one of them run twice, elsewhere
			twice := 1 + rng.IntN(of)
			ran(t, again, &Shard{Index: twice, Of: of}, pieces)
			folders = append(folders, again)
			rng.Shuffle(len(folders), func(i, j int) { folders[i], folders[j] = folders[j], folders[i] })
			sameTablesOf(t, fmt.Sprintf("seed %d, %d shards", seed, of), one, merged(t, t.TempDir(), folders))
		}
	}
}

// sameTablesOf compares all tables of two runs byte by byte.
func sameTablesOf(t *testing.T, what, one, other string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(one, "*.parquet"))
	if err != nil || len(files) < 15 {
		t.Fatalf("%d tables, %v", len(files), err)
	}
	for _, f := range files {
		_, want, err := hashFile(f)
		if err != nil {
			t.Fatal(err)
		}
		_, got, err := hashFile(filepath.Join(other, filepath.Base(f)))
		if err != nil || got != want {
			t.Errorf("%s: %s is not what one run writes (%v)", what, filepath.Base(f), err)
		}
	}
}

func TestWhatIsMergedAlreadyIsPassedOver(t *testing.T) {
	pieces := input(rand.New(rand.NewPCG(3, 3)), 40)
	parts := []string{t.TempDir(), t.TempDir()}
	for i, out := range parts {
		ran(t, out, &Shard{Index: i + 1, Of: 2}, pieces)
	}
	out := t.TempDir()
	first := merged(t, out, parts)
	if again := merged(t, out, parts); again != first {
		t.Errorf("the same shards once more made %s beside %s", again, first)
	}
}

func TestShardsThatDoNotBelongTogetherAreRefused(t *testing.T) {
	pieces := input(rand.New(rand.NewPCG(5, 5)), 30)
	a, b := t.TempDir(), t.TempDir()
	ran(t, a, &Shard{Index: 1, Of: 2}, pieces)
	ran(t, b, &Shard{Index: 2, Of: 2}, pieces)
	short, three, lexicon, no := t.TempDir(), t.TempDir(), t.TempDir(), t.TempDir()
	ran(t, short, &Shard{Index: 2, Of: 2}, pieces[:20])
	ran(t, three, &Shard{Index: 2, Of: 3}, pieces)
	ran(t, no, nil, pieces)
	cfg := config(lexicon)
	cfg.Shard, cfg.LexiconSHA256 = &Shard{Index: 2, Of: 2}, "lex-2"
	publish(t, cfg, false)
	damaged := t.TempDir()
	dir := ran(t, damaged, &Shard{Index: 2, Of: 2}, pieces)
	if err := os.Truncate(filepath.Join(dir, "statements.parquet"), 100); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		folders []string
		want    string
	}{
		{[]string{a}, "of 2 shards these are missing: 2"},
		{[]string{a, short}, "an input broke off"},
		{[]string{a, b, three}, "number of shards"},
		{[]string{a, lexicon}, "the lexicon is lex-1 in one and lex-2 in the other"},
		{[]string{a, b, no}, "without --shard"},
		{[]string{a, damaged}, "copied in part, or changed"},
		{[]string{t.TempDir()}, "neither a run folder"},
		{nil, "no run folder is named"},
	} {
		_, err := BeginMerge(MergeConfig{Out: t.TempDir(), Now: clock, Folders: c.folders})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: %v, want %q", c.folders, err, c.want)
		}
	}
}

func TestAShardHasNoFigures(t *testing.T) {
	out := t.TempDir()
	pieces := input(rand.New(rand.NewPCG(7, 7)), 20)
	ran(t, out, &Shard{Index: 1, Of: 2}, pieces)
	c, err := Open(out)
	if err != nil {
		t.Fatal(err)
	}
	var part *PartError
	if err := c.Whole(); !errors.As(err, &part) || part.Shard.Of != 2 {
		t.Errorf("Whole says %v of a shard", err)
	}
	for _, other := range []*Shard{nil, {Index: 2, Of: 2}} {
		cfg := config(out)
		cfg.Shard = other
		if _, err := Begin(cfg); err == nil || !strings.Contains(err.Error(), "shard 1/2") {
			t.Errorf("a run of shard %v into the folder of shard 1/2: %v", other, err)
		}
	}
}

func TestShardsAreNamedByIndexAndNumber(t *testing.T) {
	for _, bad := range []string{"", "3", "0/2", "3/2", "a/2", "1/0", "1/2/3", "-1/2", "1/99999", "8+1/8", "-1+1/8", "+1/8"} {
		if s, err := ParseShard(bad); err == nil {
			t.Errorf("%q is taken for %v", bad, s)
		}
	}
	for _, good := range []string{"3/8", "2+1/8"} {
		if s, err := ParseShard(good); err != nil || s.String() != "3/8" {
			t.Errorf("%s is %v, %v", good, s, err)
		}
	}
}

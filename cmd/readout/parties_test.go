package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// manyVotes is from how many votes a party must be on its side of one half.
const manyVotes = 20

// opponents are propositions on which one of two parties agrees and the other does
// not, as everybody knows; shares are the least and most that may agree.
var opponents = []struct {
	corpus, proposition           string
	mostRepublican, leastDemocrat float64
}{
	{"ukraine_russia", "investigate", .4, .7},
	{"politics_2000", "gun-limits", .5, .5},
	{"politics_2000", "abortion-access", .5, .5},
	{"politics_2000", "health-coverage", .5, .5},
	{"politics_2000", "taxes", .5, .5},
	{"politics_2000", "climate-action", .5, .5},
	{"politics_2000", "voting-access", .5, .5},
	{"politics_2000", "immigration-limits", -.5, -.5}, // the other way round: Republicans above, Democrats below
}

// Known opponents come out as opponents, from text alone. PARTIES says how many
// articles of each corpus are read ("all" for all): `make parties`.
func TestPartiesAreOpponents(t *testing.T) {
	limit := os.Getenv("PARTIES")
	if limit == "" {
		t.Skip("reads hundreds of articles: make parties")
	}
	for _, corpus := range []string{"ukraine_russia", "politics_2000"} {
		t.Run(corpus, func(t *testing.T) {
			path := filepath.Join("..", "..", "..", "shared", "eval", "corpus", corpus+".jsonl")
			if _, err := os.Stat(path); err != nil {
				t.Skip("the corpus is not here: ../shared/eval is missing")
			}
			shares := partyShares(t, firstArticles(t, path, limit))
			for _, o := range opponents {
				if o.corpus != corpus {
					continue
				}
				r, d := shares[[2]string{o.proposition, "us-republicans"}], shares[[2]string{o.proposition, "us-democrats"}]
				low, high := &r, &d
				if o.mostRepublican < 0 {
					low, high = &d, &r
				}
				most, least := max(o.mostRepublican, -o.mostRepublican), max(o.leastDemocrat, -o.leastDemocrat)
				if low.n() >= manyVotes && low.share() >= most || high.n() >= manyVotes && high.share() <= least {
					t.Errorf("%s: Republicans agree %d of %d, Democrats %d of %d", o.proposition, r.agree, r.n(), d.agree, d.n())
				}
			}
		})
	}
}

// firstArticles copies so many lines of a corpus, spread over all of it, to a file.
func firstArticles(t *testing.T, path, limit string) string {
	t.Helper()
	if limit == "all" {
		return path
	}
	n, err := strconv.Atoi(limit)
	if err != nil || n < 1 {
		t.Fatalf("PARTIES=%s: it wants a number or all", limit)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.SplitAfter(b, []byte("\n"))
	step := max(1, len(lines)/n)
	var some []byte
	for i := 0; i < len(lines); i += step {
		some = append(some, lines[i]...)
	}
	to := filepath.Join(t.TempDir(), filepath.Base(path))
	if err := os.WriteFile(to, some, 0o600); err != nil {
		t.Fatal(err)
	}
	return to
}

// votes of one party on one proposition.
type partyVotes struct{ agree, disagree int }

func (v *partyVotes) n() int { return v.agree + v.disagree }

func (v *partyVotes) share() float64 { return float64(v.agree) / float64(max(1, v.n())) }

// partyShares runs readout on a corpus and prints, by proposition, how the parties vote.
func partyShares(t *testing.T, corpus string) map[[2]string]partyVotes {
	t.Helper()
	out := filepath.Join(t.TempDir(), "out")
	var printed bytes.Buffer
	for _, args := range [][]string{
		{"readout", "run", "--quiet", "--no-bayes", "--out", out, corpus},
		{"readout", "compare", "--on", "position", "--by", "party", "--format", "csv", "--out", out},
	} {
		printed.Reset()
		var e bytes.Buffer
		if code := run(context.Background(), args, strings.NewReader(""), &printed, &e); code != exitOK && code != exitPartly {
			t.Fatalf("%s: exit code %d, %s", args[1], code, e.String())
		}
	}
	rows, err := csv.NewReader(bufio.NewReader(&printed)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := func(name string) int { return slices.Index(rows[0], name) }
	id, group, agree, disagree := column("id"), column("group"), column("agree"), column("disagree")
	shares := map[[2]string]partyVotes{}
	var lines []string
	for _, r := range rows[1:] {
		var v partyVotes
		if v.agree, err = strconv.Atoi(r[agree]); err != nil {
			continue
		}
		if v.disagree, err = strconv.Atoi(r[disagree]); err != nil {
			continue
		}
		shares[[2]string{r[id], r[group]}] = v
		lines = append(lines, fmt.Sprintf("%-20s %-22s agree %3d  disagree %3d  share %.2f", r[id], r[group], v.agree, v.disagree, v.share()))
	}
	slices.Sort(lines)
	t.Logf("positions by party over %s\n%s", filepath.Base(corpus), strings.Join(lines, "\n"))
	return shares
}

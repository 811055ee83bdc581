package main

import (
	"math"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"readout/data/table"
)

// A label follows from its value by one threshold a dimension: the one that the data dictionary states.
func TestLabelsFollowValuesByTheStatedThreshold(t *testing.T) {
	stated := regexp.MustCompile(`stands for: (\w+) from ([0-9.]+) on, (\w+) from -`)
	type rule struct {
		plus, minus string
		least       float64
	}
	all, err := table.Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	rules := map[string]rule{}
	for _, d := range all {
		if d.Name != "statements" {
			continue
		}
		for _, c := range d.Columns {
			if m := stated.FindStringSubmatch(c.Description); m != nil {
				least, err := strconv.ParseFloat(m[2], 64)
				if err != nil {
					t.Fatal(err)
				}
				rules[c.Name] = rule{m[1], m[3], least}
			}
		}
	}
	if len(rules) != 3 {
		t.Fatalf("the dictionary states thresholds of %d labels, want those of sentiment, stance and outlook: %v", len(rules), rules)
	}
	out := filepath.Join(t.TempDir(), "out")
	stdoutOf(t, "run", "--sample", "--no-bayes", "--quiet", "--out", out)
	seen := map[string]int{}
	check := func(id, column string, value *float64, label *string) {
		if value == nil || label == nil {
			return
		}
		r := rules[column]
		want := "neutral"
		if *value >= r.least {
			want = r.plus
		} else if *value <= -r.least {
			want = r.minus
		}
		// values of the tables are rounded to four places
		if *label != want && math.Abs(math.Abs(*value)-r.least) > 1e-4 {
			t.Errorf("%s: %s is %q at %v, want %q from the threshold %v", id, column, *label, *value, want, r.least)
		}
		seen[column+" "+*label]++
	}
	paths, _ := filepath.Glob(filepath.Join(out, "latest", "statements*.parquet"))
	for _, path := range paths {
		if err := table.Each(path, func(s *table.Statement) error {
			check(s.StatementID, "stance_label", s.Stance, s.StanceLabel)
			check(s.StatementID, "outlook_label", s.Outlook, s.OutlookLabel)
			check(s.StatementID, "sentiment_label", s.Sentiment, s.SentimentLabel)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	if len(seen) < 8 {
		t.Errorf("the sample shows too few labels to check: %v", seen)
	}
}

package reports

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"readout/analysis"
	"readout/analysis/compare"
	"readout/data/table"
)

// figure sums up the outlook of statements. An interval is made only where it is asked for.
func (b *builder) figure(all []*statement, interval string) Figure {
	f := Figure{Groups: len(all), Statements: len(all)}
	articles := map[string]bool{}
	var units []compare.Unit
	var pos, neg int
	sum := 0.0
	for _, s := range all {
		articles[s.ArticleID] = true
		if s.Outlook == nil {
			continue
		}
		f.Scored++
		sum += *s.Outlook
		units = append(units, compare.Unit{Cluster: cmp.Or(b.t.original[s.ArticleID], s.ArticleID), Value: *s.Outlook})
		switch value(s.OutlookLabel) {
		case "optimistic":
			pos++
		case "skeptical":
			neg++
		}
	}
	f.Articles = len(articles)
	if len(all) > 0 {
		f.Abstained = share(len(all)-f.Scored, len(all))
	}
	if f.Scored == 0 {
		return f
	}
	mean := sum / float64(f.Scored)
	f.Mean, f.MeanAll = &mean, &mean
	f.Positive, f.Negative, f.Neutral = share(pos, f.Scored), share(neg, f.Scored), share(f.Scored-pos-neg, f.Scored)
	if interval != "" {
		if low, high := compare.Interval(units, compare.Config{}, interval); !math.IsNaN(low) {
			f.Low, f.High = &low, &high
		}
	}
	f.Word = f.word(analysis.Outlook)
	return f
}

func share(n, of int) *float64 {
	x := float64(n) / float64(of)
	return &x
}

func figureOf(r *table.Summary) Figure {
	f := Figure{
		Scored: int(r.NScored), Statements: int(r.NStatements), Groups: int(r.NQuoteGroups), Articles: int(r.NArticles),
		Mean: r.Mean, MeanAll: r.MeanAll, Low: r.CILow, High: r.CIHigh,
		Positive: r.SharePositive, Negative: r.ShareNegative, Neutral: r.ShareNeutral, Abstained: r.ShareAbstained,
	}
	f.Word = f.word(analysis.Dimension(r.Dimension))
	return f
}

// coders adds who coded a statement to those who coded others, by their names.
func coders(have, coded []string) []string {
	for _, c := range coded {
		_, who, _ := strings.Cut(c, ": ")
		for name := range strings.SplitSeq(who, ", ") {
			name = clean(name)
			if i, ok := slices.BinarySearch(have, name); !ok {
				have = slices.Insert(have, i, name)
			}
		}
	}
	return have
}

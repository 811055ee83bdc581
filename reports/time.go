package reports

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"readout/analysis/compare"
)

// maxPeriods is how many periods a timeline has at most: more than the finest
// that fits the bulk of the corpus gives, because of strays far from it.
const maxPeriods = 60

// timeline is the outlook of the largest sides, or those of the focus, over everything that was read.
func (b *builder) timeline() {
	t := &b.out.Timeline
	var times []time.Time
	b.eachCounted(func(s *statement) {
		if s.PublishedAt != nil && slices.ContainsFunc(b.sidesOf(s), b.charted) {
			times = append(times, *s.PublishedAt)
		}
	})
	if len(times) == 0 {
		return
	}
	slices.SortFunc(times, time.Time.Compare)
	cut := len(times) / 50 // strays far from the bulk of a corpus must not make days into years
	g := compare.FitGranularity(times[cut], times[len(times)-1-cut])
	t.Periods = periods(times, g)
	for _, side := range b.out.Sides[:min(len(b.out.Sides), maxVoices)] {
		said := make([][]*statement, len(t.Periods))
		b.eachCounted(func(s *statement) {
			if s.PublishedAt == nil || !slices.Contains(b.sidesOf(s), side.ID) {
				return
			}
			if k, ok := slices.BinarySearch(t.Periods, g.Name(*s.PublishedAt)); ok {
				said[k] = append(said[k], s)
			}
		})
		line := Line{SideID: side.ID, Name: side.Name, Index: side.Index}
		units := make([][]compare.Unit, len(said))
		for k := range said {
			line.Points = append(line.Points, b.figure(said[k], ""))
			units[k] = b.units(said[k], side.ID, 0)
		}
		line.change(units, t.Periods)
		t.Lines = append(t.Lines, line)
	}
}

// charted says that a side has a line over time.
func (b *builder) charted(side string) bool {
	i, ok := b.side[side]
	return ok && i < maxVoices
}

// periods is every period from the first that a side was heard in to the last,
// those without statements too, so that time is drawn to scale. Where that would
// be too many, the quiet ones at the ends are left out.
func periods(times []time.Time, g compare.Granularity) []string {
	for cut := 0; ; cut = 1 + 2*cut {
		if 2*cut >= len(times) {
			return nil
		}
		var names []string
		last := g.Name(times[len(times)-1-cut])
		for at := times[cut]; ; at = at.AddDate(0, 0, 1) {
			name := g.Name(at)
			if len(names) == 0 || names[len(names)-1] != name {
				names = append(names, name)
			}
			if name >= last || len(names) > maxPeriods {
				break
			}
		}
		if len(names) <= maxPeriods {
			return names
		}
	}
}

// change says when a side's outlook changed by more than noise.
func (l *Line) change(units [][]compare.Unit, periods []string) {
	c, ok := compare.ChangePoint(units, compare.Config{}, "\x1f"+l.SideID)
	if l.Looked = ok; !ok || !c.Flagged() {
		return
	}
	how := "rose"
	if c.Difference < 0 {
		how = "fell"
	}
	l.Break = &c.At
	l.Change = fmt.Sprintf("%s from %s to %s as of %s (n = %d before, %d after; 95 %% interval of the change %s; p %s, corrected for the places where it could have been)",
		how, signed(c.MeanB), signed(c.MeanA), periods[c.At], c.NB, c.NA, bounds(&c.Low, &c.High), pEquals(&c.P))
}

// span gives the first and the last day of a period by its name.
func span(period string) (from, to string) {
	var first, after time.Time
	year, part, _ := strings.Cut(period, "-")
	switch {
	case strings.HasPrefix(part, "W"):
		y, _ := strconv.Atoi(year)
		week, _ := strconv.Atoi(part[1:])
		fourth := time.Date(y, 1, 4, 0, 0, 0, 0, time.UTC) // lies in week 1
		first = fourth.AddDate(0, 0, 7*(week-1)-(int(fourth.Weekday())+6)%7)
		after = first.AddDate(0, 0, 7)
	case strings.HasPrefix(part, "Q"):
		y, _ := strconv.Atoi(year)
		quarter, _ := strconv.Atoi(part[1:])
		first = time.Date(y, time.Month(3*quarter-2), 1, 0, 0, 0, 0, time.UTC)
		after = first.AddDate(0, 3, 0)
	case part == "":
		first, _ = time.Parse("2006", period)
		after = first.AddDate(1, 0, 0)
	case len(period) == len("2006-01"):
		first, _ = time.Parse("2006-01", period)
		after = first.AddDate(0, 1, 0)
	default:
		first, _ = time.Parse(time.DateOnly, period)
		after = first.AddDate(0, 0, 1)
	}
	return first.Format(time.DateOnly), after.AddDate(0, 0, -1).Format(time.DateOnly)
}

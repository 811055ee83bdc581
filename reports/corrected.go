package reports

import (
	"fmt"
	"slices"

	"readout/analysis"
	"readout/analysis/compare"
	"readout/data/run"
)

// CorrectedRow is a side's figure as it stands and as codings correct it, side by side.
type CorrectedRow struct {
	Dimension     analysis.Dimension `json:"dimension"` // position or outlook
	PropositionID string             `json:"proposition_id,omitempty"`
	Text          string             `json:"text"` // the proposition
	SideID        string             `json:"side_id"`
	Side          string             `json:"side"`
	Plain         *float64           `json:"plain"`
	PlainLow      *float64           `json:"plain_low"`
	PlainHigh     *float64           `json:"plain_high"`
	Corrected     CorrectedFigure    `json:"corrected"`
}

// Shown is the plain figure and the corrected one in the report's words.
func (r *CorrectedRow) Shown() (plain, corrected string) {
	k := &r.Corrected
	if r.Dimension == compare.PositionDimension {
		corrected = fmt.Sprintf("%s (%s to %s)", percent(k.Value), percent(k.Low), percent(k.High))
		if r.Plain != nil && r.PlainLow != nil && r.PlainHigh != nil {
			plain = fmt.Sprintf("%s (%s to %s)", percent(*r.Plain), percent(*r.PlainLow), percent(*r.PlainHigh))
		}
	} else {
		corrected = fmt.Sprintf("%s (%s to %s)", signed(k.Value), signed(k.Low), signed(k.High))
		if r.Plain != nil {
			plain = signed(*r.Plain)
			if r.PlainLow != nil && r.PlainHigh != nil {
				plain += fmt.Sprintf(" (%s to %s)", signed(*r.PlainLow), signed(*r.PlainHigh))
			}
		}
	}
	if plain == "" {
		plain = "–"
	}
	return plain, corrected
}

// What is the question of the row.
func (r *CorrectedRow) What() string {
	if r.Dimension == compare.PositionDimension {
		return "Agree: " + r.Text
	}
	return "Mean outlook"
}

// corrected sets the figures of sides that enough is coded of beside their plain ones.
func (b *builder) corrected(c *run.Corpus) error {
	f := &b.out.Focus
	if b.out.Corpus.Coded == 0 || f.Issue != "" {
		return nil
	}
	opt := run.TakeOptions{Proposition: f.Proposition, Event: f.Event, From: f.From, To: f.To}
	keep := func(t *compare.Take) bool {
		return (f.Actor == "" || t.Actor == f.Actor) && (f.Outlet == "" || t.Outlet == f.Outlet)
	}
	shares, err := correctedShares(c, opt, f, compare.BySide, keep)
	if err != nil {
		return err
	}
	plain := map[[2]string]compare.Share{}
	if len(shares) > 0 {
		takes, _, err := run.Takes(c, opt)
		if err != nil {
			return err
		}
		takes = slices.DeleteFunc(takes, func(t compare.Take) bool { return !keep(&t) })
		for _, s := range compare.Shares(compare.Votes(takes, compare.BySide)) {
			plain[[2]string{s.Proposition, s.Group}] = s
		}
	}
	for i := range shares {
		s := &shares[i]
		k := correctedFigure(&s.Corrected)
		if k == nil {
			continue
		}
		row := CorrectedRow{Dimension: compare.PositionDimension, PropositionID: s.Proposition, Text: b.propositionText(s.Proposition), SideID: s.Group, Side: b.sideName(s.Group), Corrected: *k}
		if p, ok := plain[[2]string{s.Proposition, s.Group}]; ok {
			row.Plain, row.PlainLow, row.PlainHigh = &p.Value, &p.Low, &p.High
		}
		b.out.Corrected = append(b.out.Corrected, row)
	}
	if !f.whole() {
		return nil
	}
	means, err := run.CorrectedMeans(c, run.ObservationOptions{}, "", compare.BySide, slices.Index(compare.Dimensions[:], analysis.Outlook), nil)
	if err != nil {
		return err
	}
	for i := range means {
		s := &means[i]
		k := correctedFigure(&s.Corrected)
		at, there := b.side[s.Group]
		if k == nil || !there {
			continue
		}
		o := &b.out.Sides[at].Outlook
		b.out.Corrected = append(b.out.Corrected, CorrectedRow{Dimension: analysis.Outlook, SideID: s.Group, Side: b.sideName(s.Group),
			Plain: o.Mean, PlainLow: o.Low, PlainHigh: o.High, Corrected: *k})
	}
	return nil
}

// correctedShares takes the draws of everything, and where there is none those of the focus.
func correctedShares(c *run.Corpus, opt run.TakeOptions, f *Focus, by compare.By, keep func(*compare.Take) bool) ([]compare.CorrectedShare, error) {
	shares, err := run.CorrectedShares(c, opt, "", by, keep)
	if key := f.Key(); err == nil && shares == nil && key != "" {
		shares, err = run.CorrectedShares(c, opt, key, by, keep)
	}
	return shares, err
}

// Correction says how the corrected figures are made, "" where nothing is coded.
func (s *Summary) Correction() string {
	if s.Corpus.Coded == 0 {
		return ""
	}
	if len(s.Corrected) == 0 {
		return biasUnknown(s.Corpus.Coded)
	}
	return "Plain figures are as measured, with what was coded in its place. Corrected ones are of all statements, with the error that the coded ones of a random draw tell taken out (design-based, prediction-powered; 95 % intervals clustered by article). " + biasUnknown(s.Corpus.Coded)
}

// correct sets corrected means beside the groups of a contrast and their differences.
func (x *Contrast) correct(c *run.Corpus, q *Question) error {
	if !q.Focus.whole() {
		return nil
	}
	dim := slices.Index(compare.Dimensions[:], q.Dimension)
	means, err := run.CorrectedMeans(c, run.ObservationOptions{Period: q.Period, Nested: q.Nested}, "", q.By, dim, func(o *compare.Observation) bool {
		return (q.Issue == "" || o.Issue == q.Issue) && (q.Sides == nil || slices.Contains(q.Sides, o.Side))
	})
	if err != nil {
		return err
	}
	at := map[string]*compare.CorrectedShare{}
	for i := range means {
		at[means[i].Group] = &means[i]
	}
	for i := range x.Groups {
		if m := at[x.Groups[i].ID]; m != nil {
			x.Groups[i].Corrected = correctedFigure(&m.Corrected)
		}
	}
	for _, d := range compare.CorrectedDifferences(means) {
		for i := range x.Pairs {
			if p := &x.Pairs[i]; p.A == d.A.Group && p.B == d.B.Group {
				p.Corrected = correctedFigure(&d.Corrected)
				p.Corrected.PAdjusted, p.Corrected.Differs = &d.PAdjusted, d.Flagged()
			}
		}
	}
	return nil
}

// Sentence says a corrected difference.
func (k *CorrectedFigure) sentence(a, b string) string {
	verdict := "which chance alone could make"
	if k.Differs {
		verdict = "more than chance"
	}
	return fmt.Sprintf("%s less %s, corrected by %d coded statements: %s (%s to %s), %s.", a, b, k.Coded, signed(k.Value), signed(k.Low), signed(k.High), verdict)
}

package reports

import (
	"slices"

	"readout/data/table"
)

// divisions is what the table polarization says of the issues that a report
// shows and of all together, in outlook and stance, the most divided first. An
// issue without enough statements of two sides is left to the table.
func (b *builder) divisions() {
	shown := b.out.ShownIssues()
	var all []Division
	for i := range b.t.polarized {
		p := &b.t.polarized[i]
		id := value(p.IssueID)
		if p.Period != nil || !p.Sufficient || !central(p.Dimension) ||
			id != "" && !slices.ContainsFunc(shown, func(is Issue) bool { return is.ID == id }) {
			continue
		}
		all = append(all, b.division(p))
	}
	slices.SortStableFunc(all, func(x, y Division) int {
		switch a, z := value64(x.Between.Value), value64(y.Between.Value); {
		case x.IssueID == "" != (y.IssueID == ""):
			if x.IssueID == "" {
				return -1
			}
			return 1
		case a > z:
			return -1
		case a < z:
			return 1
		}
		return 0
	})
	b.out.Divisions = all
}

func (b *builder) division(p *table.Polarization) Division {
	id := value(p.IssueID)
	return Division{
		IssueID: id, Issue: b.issueName(id), Dimension: p.Dimension,
		Sides: int(p.NSides), Scored: int(p.NScored), Articles: int(p.NArticles),
		Between:    Interval{p.BetweenShare, p.BetweenLow, p.BetweenHigh},
		Distance:   Interval{p.Distance, p.DistanceLow, p.DistanceHigh},
		Consensus:  Interval{p.Consensus, p.ConsensusLow, p.ConsensusHigh},
		Sufficient: p.Sufficient,
	}
}

func value64(x *float64) float64 {
	if x == nil {
		return -1
	}
	return *x
}

package coding

import (
	"cmp"

	"readout/data/run"
	"readout/data/table"
)

// measure gives what readout measured of the coded statements.
func measure(c *run.Corpus, coded []*run.CodedItem, weights map[string]float64) ([]*judged, error) {
	byID := map[string]*judged{}
	var items []*judged
	for _, it := range coded {
		j := &judged{weight: weights[it.ID], settled: it.Labels, measured: map[string]string{"valid": "1"}}
		byID[it.ID] = j
		items = append(items, j)
	}
	m := c.Measured()
	if err := run.Each(m, "statements", func(s *table.Statement) error {
		j := byID[s.StatementID]
		if j == nil {
			return nil
		}
		j.side = text(s.SideID)
		for field, v := range map[string]*string{"actor": s.ActorID, "side": s.SideID, "outlook": s.OutlookLabel, "sentiment": s.SentimentLabel, "frame": s.Frame} {
			j.measured[field] = run.NoLabel
			if v != nil {
				j.measured[field] = *v
			}
		}
		if s.Certainty != nil {
			j.measured["certainty"] = map[bool]string{true: "plain", false: "hedged"}[*s.Certainty >= 0.5]
		}
		return nil
	}); err != nil {
		return nil, err
	}
	add := func(id, field, name, sign string) {
		if j := byID[id]; j != nil {
			if j.measured[field] != "" {
				name = j.measured[field] + "," + name
			}
			j.measured[field] = name + "=" + sign
		}
	}
	if err := run.Each(m, "positions", func(p *table.Position) error {
		add(p.StatementID, "positions", p.PropositionID, p.Position)
		return nil
	}); err != nil {
		return nil, err
	}
	return items, run.Each(m, "evaluations", func(e *table.Evaluation) error {
		add(e.StatementID, "evaluations", cmp.Or(text(e.OfActorID), e.OfName), e.Evaluation)
		return nil
	})
}

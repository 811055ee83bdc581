package table

import "readout/analysis"

// positionText and evaluationText are the values of the columns of these names.
func positionText(agrees bool) string {
	if agrees {
		return "agree"
	}
	return "disagree"
}

func evaluationText(positive bool) string {
	if positive {
		return "positive"
	}
	return "negative"
}

// positions gives a row for every proposition that a statement takes a position on.
func (c *converter) positions(row *Statement, s *analysis.Statement) {
	for i := range s.Positions {
		p := &s.Positions[i]
		c.evidence(row, Evidence{Dimension: "position", PropositionID: &p.Proposition}, p.Evidence)
		c.batch.Positions = append(c.batch.Positions, Position{
			StatementID:    row.StatementID,
			ArticleID:      row.ArticleID,
			VersionID:      row.VersionID,
			ActorID:        row.ActorID,
			OrganizationID: row.OrganizationID,
			Country:        row.Country,
			Party:          row.Party,
			SideID:         row.SideID,
			IssueID:        row.IssueID,
			PropositionID:  p.Proposition,
			Position:       positionText(p.Agrees),
			Probability:    four(p.Prob),
			TargetText:     row.TargetText,
			PublishedAt:    row.PublishedAt,
			Outlet:         row.Outlet,
			Depth:          row.Depth,
		})
	}
}

// evaluations gives a row for every actor that a statement praises or blames.
func (c *converter) evaluations(row *Statement, s *analysis.Statement) {
	for i := range s.Evaluations {
		e := &s.Evaluations[i]
		r := Evaluation{
			StatementID: row.StatementID,
			ArticleID:   row.ArticleID,
			VersionID:   row.VersionID,
			ActorID:     row.ActorID,
			SideID:      row.SideID,
			OfName:      e.Name,
			Evaluation:  evaluationText(e.Positive),
			Probability: four(e.Prob),
			PublishedAt: row.PublishedAt,
			Outlet:      row.Outlet,
			Depth:       row.Depth,
		}
		if e.Actor >= 0 && e.Actor < len(c.d.Actors) {
			of := &c.d.Actors[e.Actor]
			r.OfActorID, r.OfSideID = text(of.ID), text(of.SideID)
		}
		c.evidence(row, Evidence{Dimension: "evaluation", OfName: &e.Name}, e.Evidence)
		c.batch.Evaluations = append(c.batch.Evaluations, r)
	}
}

// stances gives a row for every speaker and every kind of target of a statement.
// A joint statement is that of each of its speakers, on each one's own side.
func (c *converter) stances(row *Statement, s *analysis.Statement) {
	base := Stance{
		StatementID: row.StatementID,
		ArticleID:   row.ArticleID,
		Stance:      row.Stance,
		StanceLabel: row.StanceLabel,
		Confidence:  row.StanceConfidence,
		PublishedAt: row.PublishedAt,
	}
	var targets []Stance
	add := func(kind string, id, words *string) {
		t := base
		t.TargetKind, t.TargetID, t.TargetText = kind, id, words
		targets = append(targets, t)
	}
	if row.IssueID != nil {
		add("issue", row.IssueID, row.TargetText)
	}
	if row.TargetActorID != nil {
		add("actor", row.TargetActorID, text(c.d.Actors[s.Target.Actor].Name))
	}
	if len(targets) == 0 && row.TargetText != nil {
		add("phrase", nil, row.TargetText)
	}
	for _, t := range targets {
		if len(s.Speaker.Actors) == 0 {
			t.SideID = row.SideID
			c.batch.Stances = append(c.batch.Stances, t)
		}
		for k, i := range s.Speaker.Actors {
			a := &c.d.Actors[i]
			t.ActorID, t.SideID = text(a.ID), text(a.SideID)
			if k == 0 && row.SideID != nil {
				t.SideID = row.SideID
			}
			c.batch.Stances = append(c.batch.Stances, t)
		}
	}
}

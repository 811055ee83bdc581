package run

import (
	"slices"
	"strings"

	"readout/data/table"
)

// lay puts the coded labels into the rows.
func (s *codedStatement) lay(actors map[string]*table.Actor) {
	r := &s.row
	labels := s.item.Labels
	r.Coded = nil // what an older table without the column gives
	for _, field := range codedFields {
		l, ok := labels[field]
		if !ok {
			continue
		}
		r.Coded = append(r.Coded, field+": "+strings.Join(l.Coders, ", "))
		switch field {
		case "valid":
			v := map[string]float64{"1": 1, "0.5": 1, "0": 0}[l.Value]
			r.Validity, s.none = &v, v == 0
		case "actor":
			s.layActor(l.Value, actors[l.Value])
		case "side":
			r.SideID, r.SideBasis = nil, nil
			if l.Value != NoLabel {
				basis := "coded"
				r.SideID, r.SideBasis = name(l.Value), &basis
			}
		case "outlook":
			r.Outlook, r.OutlookLabel, r.OutlookConfidence = signedLabel(l.Value, "skeptical", "optimistic")
		case "sentiment":
			r.Sentiment, r.SentimentLabel, r.SentimentConfidence = signedLabel(l.Value, "negative", "positive")
		case "certainty":
			v := map[string]float64{"plain": 1}[l.Value]
			r.Certainty = &v
		case "frame":
			r.Frame, r.Frames = nil, []string{}
			if l.Value != NoLabel {
				r.Frame, r.Frames = name(l.Value), []string{l.Value}
			}
		}
		r.Abstained = slices.DeleteFunc(r.Abstained, func(why string) bool { return strings.HasPrefix(why, field+":") })
	}
	s.layPositions(labels)
	s.layEvaluations(labels, actors)
}

// codedFields are the fields that are coded, in their order.
var codedFields = []string{"valid", "actor", "side", "outlook", "sentiment", "certainty", "frame", "positions", "evaluations"}

func signedLabel(label, minus, plus string) (*float64, *string, *float64) {
	v, sure := 0.0, 1.0
	switch label {
	case minus:
		v = -1
	case plus:
		v = 1
	}
	return &v, &label, &sure
}

// layActor makes a coded actor the speaker, by id.
func (s *codedStatement) layActor(value string, known *table.Actor) {
	r, sure := &s.row, 1.0
	if r.ActorID != nil && *r.ActorID == value { // the engine was right
		r.ActorConfidence = &sure
		return
	}
	r.ActorID, r.ActorName, r.ActorRole, r.ActorConfidence, r.SpeakerIDs = nil, nil, nil, nil, []string{}
	r.SideID, r.SideBasis, r.Country, r.Party, r.OrganizationID, r.OrganizationName = nil, nil, nil, nil, nil, nil
	if value == NoLabel {
		return
	}
	r.ActorID, r.ActorName, r.ActorConfidence = name(value), name(value), &sure
	if known != nil {
		r.ActorName, r.ActorRole, r.Country = name(known.Name), known.Role, known.Country
		if known.SideID != nil {
			basis := "coded"
			r.SideID, r.SideBasis = known.SideID, &basis
		}
	}
	r.SpeakerIDs = []string{*r.ActorID}
}

func (s *codedStatement) layPositions(labels map[string]Label) {
	r := &s.row
	if l, ok := labels["positions"]; ok {
		s.positions = nil
		for _, p := range SignedNames(l.Value) {
			s.positions = append(s.positions, table.Position{PropositionID: p[0], Position: p[1], Probability: 1})
		}
	}
	for i := range s.positions {
		p := &s.positions[i]
		*p = table.Position{
			StatementID: r.StatementID, ArticleID: r.ArticleID, VersionID: r.VersionID, ActorID: r.ActorID, OrganizationID: r.OrganizationID,
			Country: r.Country, Party: r.Party, SideID: r.SideID, IssueID: r.IssueID, PropositionID: p.PropositionID, Position: p.Position,
			Probability: p.Probability, TargetText: r.TargetText, PublishedAt: r.PublishedAt, Outlet: r.Outlet, Depth: r.Depth,
		}
	}
}

func (s *codedStatement) layEvaluations(labels map[string]Label, actors map[string]*table.Actor) {
	r := &s.row
	if l, ok := labels["evaluations"]; ok {
		had := s.evaluations
		s.evaluations = nil
		for _, e := range SignedNames(l.Value) {
			row := table.Evaluation{OfName: e[0], Evaluation: e[1], Probability: 1}
			if a := actors[e[0]]; a != nil {
				row.OfActorID, row.OfName, row.OfSideID = name(a.ActorID), a.Name, a.SideID
			}
			for i := range had { // whom the engine found by that name
				if had[i].OfName == e[0] {
					row.OfActorID, row.OfSideID = had[i].OfActorID, had[i].OfSideID
				}
			}
			s.evaluations = append(s.evaluations, row)
		}
	}
	for i := range s.evaluations {
		e := &s.evaluations[i]
		e.StatementID, e.ArticleID, e.VersionID, e.ActorID, e.SideID = r.StatementID, r.ArticleID, r.VersionID, r.ActorID, r.SideID
		e.PublishedAt, e.Outlet, e.Depth = r.PublishedAt, r.Outlet, r.Depth
	}
}

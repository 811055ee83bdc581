// Package graph makes networks of what was read, for visone, Gephi, rDNA and
// spreadsheets: who agrees with which proposition, who agrees with whom (discourse
// network analysis, Leifeld 2017), and who praises and blames whom. It takes the
// tables of a corpus and writes GraphML, a list of edges or a matrix as CSV.
package graph

import (
	"cmp"
	"slices"
	"strings"

	"readout/data/run"
	"readout/data/table"
)

// Kind says what the edges of a network are.
type Kind string

// The kinds.
const (
	Positions   Kind = "positions"   // from who speaks to a proposition: agree, disagree
	Agreement   Kind = "agreement"   // between two who speak: propositions on which they take the same side, and opposite ones
	Evaluations Kind = "evaluations" // from who speaks to who is spoken of: praise, blame
)

// By says what the nodes are.
type By string

// What nodes can be.
const (
	ByActor By = "actor"
	BySide  By = "side"
)

// Node is somebody, or a proposition.
type Node struct {
	ID, Label string
	Kind      string // actor, side or proposition
	Side      string // "" for none known
}

// Edge counts what is for something and what is against it: agree and disagree,
// same and opposite, praise and blame. One voice counts once a proposition, or
// somebody spoken of, and article.
type Edge struct {
	From, To     string
	For, Against int
}

// Weight is the balance of an edge.
func (e *Edge) Weight() int { return e.For - e.Against }

// Network is nodes by id and edges by their ends.
type Network struct {
	Kind     Kind
	Directed bool
	Nodes    []Node
	Edges    []Edge
}

// Make reads a network from the tables: of statements that are the article's own
// (depth 0), those of articles that copy another left out.
func Make(c *run.Corpus, kind Kind, by By) (*Network, error) {
	m := &maker{nodes: map[string]*Node{}, edges: map[[2]string]*Edge{}, seen: map[[4]string]bool{}, copies: map[string]bool{}, actors: map[string]*table.Actor{}, by: by}
	if err := run.Each(c, "articles", func(a *articleRow) error {
		if a.DuplicateOf != nil {
			m.copies[a.ArticleID] = true
		}
		return nil
	}); err != nil {
		return nil, err
	}
	actors, err := c.Actors()
	if err != nil {
		return nil, err
	}
	for i := range actors {
		m.actors[actors[i].ActorID] = &actors[i]
	}
	if m.sides, err = c.SideNames(); err != nil {
		return nil, err
	}
	if kind == Evaluations {
		err = m.evaluations(c)
	} else {
		err = m.positions(c)
	}
	if err != nil {
		return nil, err
	}
	if kind == Agreement {
		m.project()
	}
	return m.network(kind), nil
}

type articleRow struct {
	ArticleID   string  `parquet:"article_id"`
	DuplicateOf *string `parquet:"duplicate_of,optional,dict"`
}

type maker struct {
	by     By
	nodes  map[string]*Node
	edges  map[[2]string]*Edge
	seen   map[[4]string]bool // from, to, sign and article
	copies map[string]bool
	actors map[string]*table.Actor
	sides  map[string]string // names by id
}

// speaker is the node of who speaks, "" for nobody known.
func (m *maker) speaker(actor, side *string, name string) string {
	if m.by == BySide {
		if side == nil {
			return ""
		}
		if m.nodes[*side] == nil {
			m.nodes[*side] = &Node{ID: *side, Label: cmp.Or(m.sides[*side], *side), Kind: "side", Side: *side}
		}
		return *side
	}
	id := name
	if actor != nil {
		id = *actor
	}
	if id == "" {
		return ""
	}
	if m.nodes[id] == nil {
		n := &Node{ID: id, Label: id, Kind: "actor"}
		if side != nil {
			n.Side = *side
		}
		if a := m.actors[id]; a != nil {
			n.Label = a.Name
			if a.SideID != nil {
				n.Side = *a.SideID
			}
		}
		m.nodes[id] = n
	}
	return id
}

func (m *maker) add(from, to, article string, positive bool) {
	sign := "-"
	if positive {
		sign = "+"
	}
	key := [4]string{from, to, sign, article}
	if from == "" || to == "" || m.seen[key] {
		return
	}
	m.seen[key] = true
	e := m.edges[[2]string{from, to}]
	if e == nil {
		e = &Edge{From: from, To: to}
		m.edges[[2]string{from, to}] = e
	}
	if positive {
		e.For++
	} else {
		e.Against++
	}
}

func (m *maker) positions(c *run.Corpus) error {
	propositions, err := c.Propositions()
	if err != nil {
		return err
	}
	texts := map[string]string{}
	for i := range propositions {
		texts[propositions[i].PropositionID] = propositions[i].Text
	}
	return run.Each(c, "positions", func(p *table.Position) error {
		from := ""
		if p.Depth == 0 && !m.copies[p.ArticleID] {
			from = m.speaker(p.ActorID, p.SideID, "")
		}
		if from == "" {
			return nil
		}
		to := "proposition:" + p.PropositionID
		if m.nodes[to] == nil {
			m.nodes[to] = &Node{ID: to, Label: cmp.Or(texts[p.PropositionID], p.PropositionID), Kind: "proposition"}
		}
		m.add(from, to, p.ArticleID, p.Position == "agree")
		return nil
	})
}

func (m *maker) evaluations(c *run.Corpus) error {
	return run.Each(c, "evaluations", func(e *table.Evaluation) error {
		if e.Depth > 0 || m.copies[e.ArticleID] {
			return nil
		}
		if from := m.speaker(e.ActorID, e.SideID, ""); from != "" {
			m.add(from, m.speaker(e.OfActorID, e.OfSideID, e.OfName), e.ArticleID, e.Evaluation == "positive")
		}
		return nil
	})
}

// project turns positions into who agrees with whom: of the propositions that two
// take a position on, those on which most of what each says goes the same way
// (congruence) and opposite ways (conflict).
func (m *maker) project() {
	stands := map[string]map[string]int{}
	for _, e := range m.edges {
		if e.Weight() == 0 {
			continue
		}
		if stands[e.From] == nil {
			stands[e.From] = map[string]int{}
		}
		stands[e.From][e.To] = e.Weight()
	}
	ids := make([]string, 0, len(stands))
	for id := range stands {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	m.edges = map[[2]string]*Edge{}
	for i, a := range ids {
		for _, b := range ids[i+1:] {
			e := &Edge{From: a, To: b}
			for proposition, x := range stands[a] {
				y, ok := stands[b][proposition]
				switch {
				case !ok:
				case x > 0 == (y > 0):
					e.For++
				default:
					e.Against++
				}
			}
			if e.For+e.Against > 0 {
				m.edges[[2]string{a, b}] = e
			}
		}
	}
	for id, n := range m.nodes {
		if n.Kind == "proposition" {
			delete(m.nodes, id)
		}
	}
}

func (m *maker) network(kind Kind) *Network {
	n := &Network{Kind: kind, Directed: kind != Agreement}
	linked := map[string]bool{}
	for _, e := range m.edges {
		n.Edges = append(n.Edges, *e)
		linked[e.From], linked[e.To] = true, true
	}
	for id, node := range m.nodes {
		if linked[id] {
			n.Nodes = append(n.Nodes, *node)
		}
	}
	slices.SortFunc(n.Nodes, func(x, y Node) int { return cmp.Or(strings.Compare(x.Kind, y.Kind), strings.Compare(x.ID, y.ID)) })
	slices.SortFunc(n.Edges, func(x, y Edge) int { return cmp.Or(strings.Compare(x.From, y.From), strings.Compare(x.To, y.To)) })
	return n
}

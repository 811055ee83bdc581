package compare

import (
	"cmp"
	"math"
	"slices"

	"readout/analysis"
)

// Take is one position of one speaker as a table has it: one row a statement,
// proposition and speaker. An empty string means unknown. Evaluations of an actor
// are takes whose Proposition is the actor and whose Agrees is praise.
type Take struct {
	Statement   string // id
	Article     string // id, of the original where the article is a copy
	Event       string // id of the event that the article is on
	Proposition string
	Agrees      bool
	Probability float64 // 0..1, for the choice of exemplars

	Actor, Side, Party, Outlet, Period string
}

// ByParty groups takes by the party of who takes them; observations have no party.
const ByParty By = "party"

// OfTake is the group that a take belongs to, "" for none.
func (b By) OfTake(t *Take) string {
	switch b {
	case BySide:
		return t.Side
	case ByParty:
		return t.Party
	case ByActor:
		return t.Actor
	case ByOutlet:
		return t.Outlet
	case ByPeriod:
		return t.Period
	}
	return ""
}

// Vote is what one actor holds of one proposition in one event, or in one article
// that is on no event, as one group has it.
type Vote struct {
	Proposition, Actor, Group string
	Cluster                   string // the event or article
	Agrees                    bool
	Statement                 string // that shows it best
}

// Votes gives one vote an actor, proposition, group and event or article: what most
// of the actor's takes there say. An actor who says both equally often has none, and
// takes whose actor or group is not known are left out. Votes are in the order of
// their names.
func Votes(takes []Take, by By) []Vote {
	type count struct {
		agree, disagree         int
		sureAgree, sureDisagree *Take
	}
	counts := map[Vote]*count{}
	var order []Vote
	for i := range takes {
		t := &takes[i]
		key := Vote{Proposition: t.Proposition, Actor: t.Actor, Group: by.OfTake(t), Cluster: cmp.Or(t.Event, t.Article)}
		if key.Actor == "" || key.Group == "" {
			continue
		}
		c := counts[key]
		if c == nil {
			c = &count{}
			counts[key] = c
			order = append(order, key)
		}
		if t.Agrees {
			c.agree++
			c.sureAgree = surer(c.sureAgree, t)
		} else {
			c.disagree++
			c.sureDisagree = surer(c.sureDisagree, t)
		}
	}
	var votes []Vote
	for _, v := range order {
		c := counts[v]
		switch {
		case c.agree > c.disagree:
			v.Agrees, v.Statement = true, c.sureAgree.Statement
		case c.disagree > c.agree:
			v.Statement = c.sureDisagree.Statement
		default:
			continue
		}
		votes = append(votes, v)
	}
	slices.SortFunc(votes, func(a, b Vote) int {
		return cmp.Or(cmp.Compare(a.Proposition, b.Proposition), cmp.Compare(a.Group, b.Group), cmp.Compare(a.Cluster, b.Cluster), cmp.Compare(a.Actor, b.Actor))
	})
	return votes
}

func surer(a, b *Take) *Take {
	if a == nil || b.Probability > a.Probability || b.Probability == a.Probability && b.Statement < a.Statement {
		return b
	}
	return a
}

// Share is how many of a group's votes on a proposition agree.
type Share struct {
	Proposition, Group string
	Agree, Disagree    int // votes
	Actors             int // different ones who voted
	Clusters           int // events and articles that the votes are from
	Value              float64
	Low, High          float64 // 95 % interval of Value, clustered by event or article
	// Statements that show each answer, "" for none.
	Agreeing, Disagreeing string
}

// VoteIntervalMethod names how the intervals of shares and their differences are
// made, for the column ci_method.
const VoteIntervalMethod = "Wilson and Newcombe, clustered by event or article"

// Shares counts the votes of every proposition and group, in the order of their names.
func Shares(votes []Vote) []Share {
	var out []Share
	for from := 0; from < len(votes); {
		to := from
		for to < len(votes) && votes[to].Proposition == votes[from].Proposition && votes[to].Group == votes[from].Group {
			to++
		}
		out = append(out, share(votes[from:to]))
		from = to
	}
	return out
}

func share(votes []Vote) Share {
	s := Share{Proposition: votes[0].Proposition, Group: votes[0].Group}
	actors := map[string]bool{}
	for i := range votes {
		v := &votes[i]
		actors[v.Actor] = true
		if v.Agrees {
			s.Agree++
			if s.Agreeing == "" {
				s.Agreeing = v.Statement
			}
			continue
		}
		s.Disagree++
		if s.Disagreeing == "" {
			s.Disagreeing = v.Statement
		}
	}
	s.Actors = len(actors)
	n := float64(len(votes))
	s.Value = float64(s.Agree) / n
	var effective float64
	effective, s.Clusters = effectiveVotes(votes, s.Value)
	s.Low, s.High = Wilson(s.Value, effective)
	return s
}

// effectiveVotes is how many independent votes would say as much: votes of one event
// or article resemble one another (design effect by linearization, never below 1).
// Where all votes are equal nothing tells how much, and each cluster counts as one.
// Votes are sorted by cluster.
func effectiveVotes(votes []Vote, share float64) (effective float64, clusters int) {
	n, sum := float64(len(votes)), 0.0
	for from := 0; from < len(votes); {
		apart := 0.0
		to := from
		for ; to < len(votes) && votes[to].Cluster == votes[from].Cluster; to++ {
			if votes[to].Agrees {
				apart++
			}
			apart -= share
		}
		sum += apart * apart
		clusters++
		from = to
	}
	k := float64(clusters)
	simple := share * (1 - share) / n
	if simple == 0 || clusters < 2 {
		return k, clusters
	}
	effect := max(1, k/(k-1)*sum/(n*n)/simple)
	return n / effect, clusters
}

// Wilson is the 95 % interval of a share of n independent votes (Wilson 1927).
func Wilson(share, n float64) (low, high float64) {
	const z = 1.959964
	middle := (share + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(share*(1-share)/n+z*z/(4*n*n))
	return max(0, middle-half), min(1, middle+half)
}

// ShareDifference is the difference of two groups' shares on one proposition.
type ShareDifference struct {
	Proposition string
	A, B        Share
	Value       float64 // share of A less share of B
	Low, High   float64 // 95 % interval (Newcombe 1998, method 10, over clustered intervals)
	P           float64 // chance of such a difference if there were none; NaN unless Sufficient
	PAdjusted   float64 // corrected over all propositions and pairs that are sufficient
	Sufficient  bool    // both groups reach the minimum of votes and of events or articles
}

// Flagged says that the groups differ by more than noise.
func (d *ShareDifference) Flagged() bool {
	return Flagged(d.Sufficient, d.PAdjusted, d.Low, d.High)
}

// ShareDifferences sets every two groups against each other on every proposition that
// both have votes on, in the order of their names. Of cfg the minimum counts votes and
// events or articles.
func ShareDifferences(votes []Vote, cfg Config) []ShareDifference {
	cfg = cfg.filled()
	shares := Shares(votes)
	units := map[[2]string][]Unit{}
	for i := range votes {
		v := &votes[i]
		u := Unit{Cluster: v.Cluster}
		if v.Agrees {
			u.Value = 1
		}
		key := [2]string{v.Proposition, v.Group}
		units[key] = append(units[key], u)
	}
	var out []ShareDifference
	for i := range shares {
		for j := i + 1; j < len(shares) && shares[j].Proposition == shares[i].Proposition; j++ {
			out = append(out, shareDifference(&shares[i], &shares[j], units, cfg))
		}
	}
	var at []int
	var p []float64
	for i := range out {
		if out[i].Sufficient {
			at, p = append(at, i), append(p, out[i].P)
		}
	}
	for k, q := range Adjust(p) {
		out[at[k]].PAdjusted = q
	}
	return out
}

func shareDifference(a, b *Share, units map[[2]string][]Unit, cfg Config) ShareDifference {
	d := ShareDifference{Proposition: a.Proposition, A: *a, B: *b, Value: a.Value - b.Value, P: math.NaN(), PAdjusted: math.NaN()}
	d.Low = d.Value - math.Hypot(a.Value-a.Low, b.High-b.Value)
	d.High = d.Value + math.Hypot(a.High-a.Value, b.Value-b.Low)
	enough := func(s *Share) bool { return s.Agree+s.Disagree >= cfg.MinStatements && s.Clusters >= cfg.MinArticles }
	d.Sufficient = enough(a) && enough(b)
	if d.Sufficient {
		name := "vote\x1f" + a.Proposition + "\x1f" + a.Group + "\x1f" + b.Group
		lists, seeds := numberUnits(units[[2]string{a.Proposition, a.Group}], units[[2]string{b.Proposition, b.Group}])
		r := newResampler(cfg, seeds)
		d.P = r.permutation(r.byArticle(lists[0], lists[1]), source(cfg.Seed, name))
	}
	return d
}

// VoteAgreement is how far two groups agree over the propositions that both have votes
// on, as discourse network analysis counts it (Leifeld 2017).
type VoteAgreement struct {
	A, B string
	// Value is co-agreement less conflict, the mean over propositions of the chance
	// that a vote of each is the same less that it differs: 1 the same on all, -1
	// opposite on all. The interval leaves out an event or article at a time.
	Estimate
	Shared int // propositions that both have votes on
	Same   int // of them those on which both have the same majority
	Differ int // and those on which the majorities are opposite
}

// VoteAgreements sets every two groups that share a proposition against each other.
func VoteAgreements(votes []Vote) []VoteAgreement {
	byGroup := map[string]map[string][]Vote{}
	for _, v := range votes {
		if byGroup[v.Group] == nil {
			byGroup[v.Group] = map[string][]Vote{}
		}
		byGroup[v.Group][v.Proposition] = append(byGroup[v.Group][v.Proposition], v)
	}
	var out []VoteAgreement
	names := sortedKeys(byGroup)
	for i, a := range names {
		for _, b := range names[i+1:] {
			if x := voteAgreement(byGroup[a], byGroup[b]); x.Shared > 0 {
				x.A, x.B = a, b
				out = append(out, x)
			}
		}
	}
	return out
}

func voteAgreement(a, b map[string][]Vote) VoteAgreement {
	var x VoteAgreement
	type part struct {
		proposition int
		block
	}
	var whole []block
	articles := map[string][]part{}
	for _, p := range sortedKeys(a) {
		if len(b[p]) == 0 {
			continue
		}
		k := len(whole)
		whole = append(whole, block{})
		add := func(v *Vote, one block) {
			whole[k].add(one)
			articles[v.Cluster] = append(articles[v.Cluster], part{k, one})
		}
		for i := range a[p] {
			add(&a[p][i], block{nA: 1, sA: ballot(&a[p][i])})
		}
		for i := range b[p] {
			add(&b[p][i], block{nB: 1, sB: ballot(&b[p][i])})
		}
		switch product := whole[k].sA * whole[k].sB; {
		case product > 0:
			x.Same++
		case product < 0:
			x.Differ++
		}
	}
	x.Shared = len(whole)
	of := func() float64 {
		sum, n := 0.0, 0.0
		for _, t := range whole {
			if t.nA > 0 && t.nB > 0 {
				sum += t.sA / t.nA * t.sB / t.nB
				n++
			}
		}
		if n == 0 {
			return math.NaN()
		}
		return sum / n
	}
	var without []float64
	if len(articles) >= MinIntervalArticles {
		for _, name := range sortedKeys(articles) {
			for _, p := range articles[name] {
				whole[p.proposition].take(p.block)
			}
			without = append(without, of())
			for _, p := range articles[name] {
				whole[p.proposition].add(p.block)
			}
		}
	}
	x.Estimate = jackknife(of(), without, false, -1, 1)
	return x
}

func ballot(v *Vote) float64 {
	if v.Agrees {
		return 1
	}
	return -1
}

// VotePolarizations measures how divided the votes on each proposition are, and
// whether along the lines of the groups: the figures of Polarization with agreeing as
// 1 and disagreeing as -1. Issue holds the proposition.
func VotePolarizations(votes []Vote, cfg Config) []Polarization {
	obs := make([]Observation, len(votes))
	for i := range votes {
		v := &votes[i]
		o := &obs[i]
		o.Statement = v.Proposition + "\x1f" + v.Group + "\x1f" + v.Cluster + "\x1f" + v.Actor
		o.Group, o.Article, o.Issue, o.Side = o.Statement, v.Cluster, v.Proposition, v.Group
		for dim := range o.Scores {
			o.Scores[dim] = math.NaN()
		}
		o.Scores[0], o.Signs[0] = ballot(v), int8(ballot(v)) // one score is enough: any dimension's place
	}
	var out []Polarization
	for _, p := range Polarizations(obs, cfg) {
		if p.Issue != "" && p.Dimension == Dimensions[0] {
			p.Dimension = PositionDimension
			out = append(out, p)
		}
	}
	return out
}

// What shares are of, beside the scored dimensions.
const (
	PositionDimension   analysis.Dimension = "position"   // agreement among positions on a proposition
	EvaluationDimension analysis.Dimension = "evaluation" // praise among evaluations of an actor
)

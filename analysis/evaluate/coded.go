package evaluate

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
)

// CodedArticle is a line of the task coded: an article with statements that readers
// coded in it. Offsets are code points into Text.
type CodedArticle struct {
	ID          string           `json:"id"`
	Title       string           `json:"title"`
	Outlet      string           `json:"outlet"`
	Author      string           `json:"author"`
	URL         string           `json:"url"`
	PublishedAt string           `json:"published_at"`
	Text        string           `json:"text"`
	Statements  []CodedStatement `json:"statements"`
}

// CodedStatement is one coded statement. Where Valid is 0 nothing else is coded.
type CodedStatement struct {
	ID           string       `json:"id"`
	Content      [2]int       `json:"content"`
	Valid        float64      `json:"valid"` // 1, 0.5 for an act that is reported, 0 for no statement
	Actor        string       `json:"actor"`
	Organization string       `json:"organization"` // "self" for nobody else
	Country      string       `json:"country"`
	Party        string       `json:"party"`
	Stance       int          `json:"stance"` // -1, 0, 1, and so with the next
	Outlook      int          `json:"outlook"`
	Sentiment    int          `json:"sentiment"`
	Frame        string       `json:"frame"`
	Certainty    float64      `json:"certainty"` // 0 or 1
	Positions    []CodedLabel `json:"positions"`
	Evaluations  []CodedLabel `json:"evaluations"`
}

// CodedLabel is a proposition or a name with a sign of 1 or -1; in the file a pair.
type CodedLabel struct {
	Of   string
	Sign int
}

// UnmarshalJSON reads ["sanctions", 1].
func (l *CodedLabel) UnmarshalJSON(b []byte) error {
	var pair []any
	if err := json.Unmarshal(b, &pair); err != nil {
		return err
	}
	if len(pair) != 2 {
		return fmt.Errorf("label %s wants a name and a sign", b)
	}
	l.Of, _ = pair[0].(string) // null names nobody
	sign, ok := pair[1].(float64)
	if !ok || sign != 1 && sign != -1 {
		return fmt.Errorf("label %s wants a sign of 1 or -1", b)
	}
	l.Sign = int(sign)
	return nil
}

// ReadCoded reads articles, one a line.
func ReadCoded(r io.Reader) ([]CodedArticle, error) {
	return records(r, func(a *CodedArticle) error {
		n := len([]rune(a.Text))
		for _, s := range a.Statements {
			if s.Content[0] < 0 || s.Content[0] >= s.Content[1] || s.Content[1] > n {
				return fmt.Errorf("article %s: statement %s: content %v is not inside a text of %d code points", a.ID, s.ID, s.Content, n)
			}
		}
		return nil
	})
}

// GivenStatement is what the engine gives for a statement.
type GivenStatement struct {
	Content                            [2]int
	Actor                              string   // name
	Speakers                           []string // ids
	Organization, Country, Party, Side string
	Stance, Outlook, Sentiment         int
	Certainty                          float64
	Frame                              string
	Positions, Evaluations             []CodedLabel
}

// sameContent is the least overlap, intersection over union, of a coded statement
// and the engine's.
const sameContent = .5

// FindCoded gives the index of the given content that overlaps a coded one best, -1
// where none does by half.
func FindCoded(coded [2]int, given [][2]int) int {
	best, at := 0.0, -1
	for i, g := range given {
		both := max(0, min(coded[1], g[1])-max(coded[0], g[0]))
		// of two equal ones the later, as the check has it
		if x := float64(both) / float64(max(1, coded[1]-coded[0]+g[1]-g[0]-both)); x >= best {
			best, at = x, i
		}
	}
	if best < sameContent {
		return -1
	}
	return at
}

// MacroAccuracy is how well one label is told.
type MacroAccuracy struct {
	MacroF1  float64 `json:"macro_f1"`
	Accuracy float64 `json:"accuracy"`
}

// PRF is precision, recall and their harmonic mean.
type PRF struct {
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

// CodedResult is the figures of the task coded. Shares are between 0 and 1; those of
// actors and labels are over coded statements that were found.
type CodedResult struct {
	Task           string        `json:"task"`
	Articles       int           `json:"articles"`
	N              int           `json:"n"` // statements coded as such
	Found          float64       `json:"found"`
	FalseKept      float64       `json:"false_kept"`
	Actor          float64       `json:"actor"`
	ActorPrecision float64       `json:"actor_precision"`
	Organization   float64       `json:"organization"`
	Country        float64       `json:"country"`
	CountryFalse   int           `json:"country_false"` // given where none is coded
	Party          float64       `json:"party"`
	PartyFalse     int           `json:"party_false"`
	Stance         MacroAccuracy `json:"stance"`
	Outlook        MacroAccuracy `json:"outlook"`
	Sentiment      MacroAccuracy `json:"sentiment"`
	Certainty      MacroAccuracy `json:"certainty"`
	Frame          MacroAccuracy `json:"frame"`
	Positions      PRF           `json:"positions"`
	Propositions   PRF           `json:"propositions"`
	PositionSign   float64       `json:"position_sign"`
	Evaluations    PRF           `json:"evaluations"`
}

// CodedCounter adds up coded articles.
type CodedCounter struct {
	articles                                 int
	n                                        map[string]int
	pairs                                    map[string][][2]string
	positionGold, positionGot, evGold, evGot map[codedKey]bool
}

// codedKey is a label of one coded statement.
type codedKey struct {
	statement, of string
	sign          int
}

// NewCodedCounter makes an empty one.
func NewCodedCounter() *CodedCounter {
	return &CodedCounter{
		n: map[string]int{}, pairs: map[string][][2]string{},
		positionGold: map[codedKey]bool{}, positionGot: map[codedKey]bool{}, evGold: map[codedKey]bool{}, evGot: map[codedKey]bool{},
	}
}

// Add counts one article with what the engine gives for it.
func (c *CodedCounter) Add(a *CodedArticle, given []GivenStatement) {
	c.articles++
	contents := make([][2]int, len(given))
	for i := range given {
		contents[i] = given[i].Content
	}
	for i := range a.Statements {
		s := &a.Statements[i]
		var hit *GivenStatement
		if at := FindCoded(s.Content, contents); at >= 0 {
			hit = &given[at]
			for _, p := range hit.Positions {
				c.positionGot[codedKey{s.ID, p.Of, p.Sign}] = true
			}
		}
		if s.Valid == 0 {
			c.count("false", true)
			c.count("false kept", hit != nil)
			continue
		}
		c.count("valid", true)
		for _, p := range s.Positions {
			c.positionGold[codedKey{s.ID, p.Of, p.Sign}] = true
		}
		for _, e := range s.Evaluations {
			if e.Of != "" {
				c.evGold[codedKey{s.ID, e.Of, e.Sign}] = true
			}
		}
		if hit != nil {
			c.count("found", true)
			c.found(s, hit)
		}
	}
}

func (c *CodedCounter) count(what string, yes bool) {
	if yes {
		c.n[what]++
	}
}

func (c *CodedCounter) found(s *CodedStatement, hit *GivenStatement) {
	for _, e := range hit.Evaluations {
		name := e.Of
		for _, q := range s.Evaluations {
			if e.Of != "" && SameName(q.Of, e.Of) {
				name = q.Of
				break
			}
		}
		c.evGot[codedKey{s.ID, name, e.Sign}] = true
	}
	ok := s.Actor != "" && (SameName(s.Actor, hit.Actor) || oneOfSeveral(s.Actor, hit))
	c.count("named", s.Actor != "")
	c.count("actor", ok)
	c.count("actor given", hit.Actor != "")
	c.count("actor given right", hit.Actor != "" && ok)
	if s.Organization != "" && s.Organization != "self" {
		c.count("organization coded", true)
		c.count("organization", SameName(s.Organization, hit.Organization))
	}
	for _, x := range []struct{ what, coded, given string }{{"country", s.Country, hit.Country}, {"party", s.Party, hit.Party}} {
		c.count(x.what+" coded", x.coded != "")
		c.count(x.what, x.coded != "" && x.coded == x.given)
		c.count(x.what+" false", x.coded == "" && x.given != "")
	}
	sure := func(x float64) string { return fmt.Sprint(x >= .5) }
	for _, x := range []struct{ what, coded, given string }{
		{"stance", fmt.Sprint(s.Stance), fmt.Sprint(hit.Stance)},
		{"outlook", fmt.Sprint(s.Outlook), fmt.Sprint(hit.Outlook)},
		{"sentiment", fmt.Sprint(s.Sentiment), fmt.Sprint(hit.Sentiment)},
		{"certainty", sure(s.Certainty), sure(hit.Certainty)},
		{"frame", s.Frame, hit.Frame},
	} {
		c.pairs[x.what] = append(c.pairs[x.what], [2]string{x.coded, x.given})
	}
}

// Result gives the figures, with three decimals.
func (c *CodedCounter) Result() CodedResult {
	r := CodedResult{
		Task: "coded", Articles: c.articles, N: c.n["valid"], Found: c.ratio("found", "valid"), FalseKept: c.ratio("false kept", "false"),
		Actor: c.ratio("actor", "named"), ActorPrecision: c.ratio("actor given right", "actor given"),
		Organization: c.ratio("organization", "organization coded"),
		Country:      c.ratio("country", "country coded"), CountryFalse: c.n["country false"],
		Party: c.ratio("party", "party coded"), PartyFalse: c.n["party false"],
		Stance: c.label("stance"), Outlook: c.label("outlook"), Sentiment: c.label("sentiment"),
		Certainty: c.label("certainty"), Frame: c.label("frame"),
		Positions: prfOf(c.positionGold, c.positionGot), Propositions: prfOf(unsigned(c.positionGold), unsigned(c.positionGot)),
		Evaluations: prfOf(c.evGold, c.evGot),
	}
	got, same, right := unsigned(c.positionGot), 0, 0
	for k := range unsigned(c.positionGold) {
		if got[k] {
			same++
		}
	}
	for k := range c.positionGold {
		if c.positionGot[k] {
			right++
		}
	}
	r.PositionSign = three(float64(right) / float64(max(1, same)))
	return r
}

func (c *CodedCounter) ratio(a, b string) float64 {
	return three(float64(c.n[a]) / float64(max(1, c.n[b])))
}

func (c *CodedCounter) label(what string) MacroAccuracy {
	gold, got, both := map[string]int{}, map[string]int{}, map[string]int{}
	right := 0
	for _, p := range c.pairs[what] {
		gold[p[0]]++
		got[p[1]]++
		if p[0] == p[1] {
			both[p[0]]++
			right++
		}
	}
	sum := 0.0
	for _, k := range slices.Sorted(maps.Keys(gold)) { // sums in the order of a map would not be the same twice
		sum += 2 * float64(both[k]) / float64(gold[k]+got[k])
	}
	return MacroAccuracy{three(sum / float64(max(1, len(gold)))), three(float64(right) / float64(max(1, len(c.pairs[what]))))}
}

func unsigned(keys map[codedKey]bool) map[codedKey]bool {
	all := make(map[codedKey]bool, len(keys))
	for k := range keys {
		all[codedKey{k.statement, k.of, 0}] = true
	}
	return all
}

func prfOf(gold, got map[codedKey]bool) PRF {
	both := 0
	for k := range gold {
		if got[k] {
			both++
		}
	}
	p, r := float64(both)/float64(max(1, len(got))), float64(both)/float64(max(1, len(gold)))
	return PRF{three(p), three(r), three(2 * p * r / max(1e-9, p+r))}
}

func three(x float64) float64 { return math.Round(x*1000) / 1000 }

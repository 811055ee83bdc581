package coding

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"readout/data/run"
	"readout/data/table"
)

// Added is the result of checking sheets: the codings to be added, and counts for the user.
type Added struct {
	Codings []table.Coding
	Actors  []table.Actor // actors that coders named and that no table has
	Same    int           // labels that are already in the folder
	Stale   int           // items whose article has another version than when they were drawn
	Items   int
	Unknown []string // names of actors that are neither in the lexicon nor in the tables
}

// Check makes codings of the rows of sheets; file gives the path of a row's sheet, for errors.
// With file and line it refuses ids that the folder does not have, propositions that the
// codebook lacks, text that differs from what was drawn, and an item that one coder has twice.
// A row without a time gets now.
func Check(c *run.Corpus, rows []Row, file func(row int) string, now time.Time) (*Added, error) {
	k, err := newChecker(c, rows)
	if err != nil {
		return nil, err
	}
	a := &Added{}
	seen := map[[3]string]int{}
	for i := range rows {
		r := &rows[i]
		key := [3]string{file(i), r.ID, r.Coder}
		if line, twice := seen[key]; twice {
			return nil, fmt.Errorf("%s: line %d: %s coded %s on line %d already", file(i), r.Line, r.Coder, r.ID, line)
		}
		seen[key] = r.Line
		if err := k.row(a, r, now.UTC().Truncate(time.Microsecond)); err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", file(i), r.Line, err)
		}
	}
	return a, nil
}

type checker struct {
	last         map[[3]string]string // last value by id, coder and field
	drawn        map[[2]string]*table.Draw
	statements   map[string]*measuredRow // by id: for items that were not drawn, and for their actors
	propositions map[string]bool
	byName       map[string]string // id of an actor by its name
	actors       map[string]bool
	sides        map[string]string // id of a side by its name in small letters
	versions     map[string]string // current version by article id
}

func newChecker(c *run.Corpus, rows []Row) (*checker, error) {
	k := &checker{last: map[[3]string]string{}, drawn: map[[2]string]*table.Draw{}, statements: map[string]*measuredRow{}, propositions: map[string]bool{},
		byName: map[string]string{}, actors: map[string]bool{}, sides: map[string]string{}, versions: map[string]string{}}
	codings, err := c.Codings()
	if err != nil {
		return nil, err
	}
	for i := range codings {
		x := &codings[i]
		k.last[[3]string{x.StatementID + "\x00" + x.VersionID, x.Coder, x.Field}] = x.Value
	}
	draws, err := c.Draws()
	if err != nil {
		return nil, err
	}
	for i := range draws {
		k.drawn[[2]string{draws[i].DrawID, draws[i].StatementID}] = &draws[i]
	}
	propositions, err := c.Propositions()
	if err != nil {
		return nil, err
	}
	for i := range propositions {
		k.propositions[propositions[i].PropositionID] = true
	}
	actors, err := c.Actors()
	if err != nil {
		return nil, err
	}
	for i := range actors {
		k.actors[actors[i].ActorID] = true
		if _, ok := k.byName[strings.ToLower(actors[i].Name)]; !ok || actors[i].Known {
			k.byName[strings.ToLower(actors[i].Name)] = actors[i].ActorID
		}
	}
	called, err := c.SideNames()
	if err != nil {
		return nil, err
	}
	for _, id := range slices.Sorted(maps.Keys(called)) {
		k.sides[strings.ToLower(called[id])] = id
	}
	for i := range rows {
		k.statements[rows[i].ID] = nil
	}
	for _, name := range []string{"statements", "candidates"} {
		if err := run.Each(c.Measured(), name, func(r *measuredRow) error {
			if _, ok := k.statements[r.StatementID]; ok {
				found := *r
				k.statements[r.StatementID] = &found
			}
			return nil
		}); err != nil {
			return nil, err
		}
	}
	type version struct {
		ArticleID string `parquet:"article_id"`
		VersionID string `parquet:"version_id"`
	}
	return k, run.Each(c, "articles", func(v *version) error {
		k.versions[strings.Clone(v.ArticleID)] = strings.Clone(v.VersionID)
		return nil
	})
}

func (k *checker) row(a *Added, r *Row, now time.Time) error {
	base := table.Coding{StatementID: r.ID, Coder: r.Coder, CodedAt: r.CodedAt}
	if r.CodedAt.IsZero() {
		base.CodedAt = now
	}
	if r.GuideVersion != "" {
		base.GuideVersion = &r.GuideVersion
	}
	s := k.statements[r.ID]
	switch d := k.drawn[[2]string{r.DrawID, r.ID}]; {
	case d != nil:
		if r.ContentHash != "" && r.ContentHash != d.ContentHash || r.VersionID != "" && r.VersionID != d.VersionID {
			return fmt.Errorf("%s: these are not the words that draw %s drew: the sheet was changed, or its rows were mixed up", r.ID, r.DrawID)
		}
		base.ArticleID, base.VersionID, base.DrawID, base.Probability = d.ArticleID, d.VersionID, &d.DrawID, &d.Probability
	case r.DrawID != "":
		return fmt.Errorf("%s: no draw %s of this folder drew it", r.ID, r.DrawID)
	case s == nil:
		return fmt.Errorf("%s: nothing in this folder has that id", r.ID)
	default:
		base.ArticleID, base.VersionID = s.ArticleID, s.VersionID
		if r.VersionID != "" { // the version that the coder read, though it may no longer be current
			base.VersionID = r.VersionID
		}
		if r.ContentHash != "" && r.ContentHash != table.TextHash(s.Content) {
			return fmt.Errorf("%s: its words are others now", r.ID)
		}
	}
	a.Items++
	if k.versions[base.ArticleID] != base.VersionID {
		a.Stale++
	}
	for _, f := range Fields() {
		v, ok := r.Values[f.Name]
		if !ok || f.Name != "valid" && f.Name != "note" && r.Values["valid"] == "0" {
			continue
		}
		v, err := k.value(a, f.Name, v, s)
		if err != nil {
			return err
		}
		key := [3]string{r.ID + "\x00" + base.VersionID, r.Coder, f.Name}
		if have, ok := k.last[key]; ok && have == v {
			a.Same++
			continue
		}
		k.last[key] = v
		x := base
		x.Field, x.Value = f.Name, v
		a.Codings = append(a.Codings, x)
	}
	return nil
}

// value converts a label to the form that is stored: actors and sides as ids. A proposition that the
// codebook lacks is an error.
func (k *checker) value(a *Added, field, v string, s *measuredRow) (string, error) {
	switch field {
	case "positions":
		for _, p := range run.SignedNames(v) {
			if !k.propositions[p[0]] {
				return "", fmt.Errorf("positions: the codebook has no proposition %q", p[0])
			}
		}
	case "actor":
		return k.actor(a, v, s)
	case "side":
		if id, ok := k.sides[strings.ToLower(v)]; ok {
			return id, nil
		}
	case "evaluations":
		if v == run.NoLabel {
			return v, nil
		}
		var parts []string
		for _, e := range run.SignedNames(v) {
			name := e[0]
			if id, ok := k.byName[strings.ToLower(name)]; ok {
				name = id
			}
			parts = append(parts, name+"="+e[1])
		}
		slices.Sort(parts)
		return strings.Join(parts, ","), nil
	}
	return v, nil
}

func (k *checker) actor(a *Added, v string, s *measuredRow) (string, error) {
	if v == SameActor || v == "same" || s != nil && s.ActorName != nil && strings.EqualFold(v, *s.ActorName) {
		if s == nil || s.ActorID == nil {
			return run.NoLabel, nil
		}
		return *s.ActorID, nil
	}
	if v == run.NoLabel || k.actors[v] {
		return v, nil
	}
	if id, ok := k.byName[strings.ToLower(v)]; ok {
		return id, nil
	}
	sum := sha256.Sum256([]byte("coded\x00" + v))
	id := "x-" + hex.EncodeToString(sum[:8])
	k.actors[id], k.byName[strings.ToLower(v)] = true, id
	a.Actors = append(a.Actors, table.Actor{ActorID: id, Name: v, Kind: "person"})
	a.Unknown = append(a.Unknown, v)
	return id, nil
}

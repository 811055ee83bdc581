package event

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"readout/analysis"
)

// rare knows a few common words.
type rare struct{}

func (rare) Rank(word string) int {
	return slices.Index([]string{"the", "of", "in", "and", "a", "after", "to", "on", "was", "said"}, word)
}

// written is a document of words, the first line its headline.
func written(text string) *analysis.Document {
	d := &analysis.Document{}
	d.Article, d.Text = &analysis.Article{Text: text, HeadlineEnd: max(0, strings.IndexByte(text, '\n'))}, text
	sentence := int32(0)
	for i := 0; i < len(text); {
		end := i
		for end < len(text) && text[end] != ' ' && text[end] != '\n' && text[end] != '.' {
			end++
		}
		if end > i {
			d.Tokens = append(d.Tokens, analysis.Token{Span: analysis.Span{Start: i, End: end}, Lower: strings.ToLower(text[i:end]), Sentence: sentence, Quote: -1})
		}
		if end < len(text) && text[end] != ' ' {
			sentence++
		}
		i = end + 1
	}
	return d
}

func article(id string, day int32, text string) *Article {
	title, _, _ := strings.Cut(text, "\n")
	return &Article{ID: id, Day: day, Title: title, Outlet: "Outlet " + id, Terms: Sketch(written(text), rare{}), Text: []byte(text)}
}

// grouped gives the members of each event as one line, in the order in which events end.
func grouped(t *testing.T, articles ...*Article) []string {
	t.Helper()
	f := NewFrequencies()
	for _, a := range articles {
		f.Add(a.Terms, a.Day)
	}
	slices.SortFunc(articles, Compare)
	var out []string
	g := NewGrouper(f, func(a, b []byte) bool { return string(a) == string(b) }, func(e *Event) error {
		line := e.Title + ":"
		for _, m := range e.Members {
			line += " " + m.ID
			if m.Copy {
				line += "*"
			}
		}
		out = append(out, line)
		return nil
	})
	for _, a := range articles {
		if err := g.Add(a); err != nil {
			t.Fatal(err)
		}
	}
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
	return out
}

const (
	ferry      = "Ferry talks in Portholm end\nHarbour minister Ana Okafor and the shipping union agreed in Portholm on a timetable for the island ferry. Okafor praised the crews."
	ferryToo   = "Okafor and crews settle Portholm ferry dispute\nThe island ferry sails again after Okafor and the shipping union signed a timetable in Portholm. Crews cheered."
	ruling     = "Court strikes down dredging permit\nJudge Lind ruled in Varna that the dredging permit of Baltmar was void. Fishermen of the lagoon had sued."
	rulingToo  = "Baltmar loses dredging case\nThe dredging permit that Baltmar held is void judge Lind ruled in Varna. Lagoon fishermen celebrated."
	footballer = "Rovers win the cup\nA late goal by Tomas Berg gave Rovers the cup. Coach Ivo Hale wept at the final whistle."
)

func TestArticlesOnOneOccurrenceAreOneEvent(t *testing.T) {
	got := grouped(t,
		article("a", 10, ferry), article("b", 11, ferryToo), article("c", 10, ruling), article("d", 10, rulingToo), article("e", 10, footballer))
	slices.Sort(got)
	want := []string{"Court strikes down dredging permit: c d", "Ferry talks in Portholm end: a b", "Rovers win the cup: e"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestAnEventEndsWithItsDays(t *testing.T) {
	for _, c := range []struct {
		name   string
		second int32
		events int
	}{
		{"the next day", 11, 1},
		{"three days later, on what may be the same", 13, 2},
		{"a month later, the same words", 40, 2},
		{"without a date", Undated, 2},
	} {
		if got := grouped(t, article("a", 10, ferry), article("b", c.second, ferryToo)); len(got) != c.events {
			t.Errorf("%s: events %q, want %d", c.name, got, c.events)
		}
	}
}

// In a folder whose articles have no days, they are on one matter sooner than the few
// without one are among dated articles of years.
func TestArticlesWithoutDaysAreOneEventWhereNoneHasOne(t *testing.T) {
	alone := []*Article{article("a", Undated, ferry), article("b", Undated, "Islanders wait at the quay\nTraders of Portholm fear for the season. Okafor and the shipping union will speak about the island ferry. Hotels stand empty.")}
	if got := grouped(t, alone...); len(got) != 1 {
		t.Errorf("events %q, want one", got)
	}
	among := alone
	for i := range 40 {
		among = append(among, article(fmt.Sprint("x", i), int32(100*i), fmt.Sprintf("Match %d\nplayer%d scored", i, i)))
	}
	if got := grouped(t, among...); slices.ContainsFunc(got, func(line string) bool { return strings.HasSuffix(line, " a b") }) {
		t.Errorf("events %q: a and b are one", got)
	}
}

func TestACopyBelongsToItsOriginalAndWeighsNothing(t *testing.T) {
	got := grouped(t, article("a", 10, ferry), article("b", 10, ferry), article("c", 11, ferry), article("d", 10, ferryToo))
	if len(got) != 1 || !strings.HasSuffix(got[0], ": a b* d c*") {
		t.Errorf("events %q, want one of a, its copies b and c, and d", got)
	}
}

func TestAnArticleWithoutWordsIsAnEventOfItsOwn(t *testing.T) {
	if got := grouped(t, article("a", 10, ""), article("b", 10, "")); len(got) != 2 {
		t.Errorf("events %q, want two", got)
	}
}

func TestASketchKeepsHeadlineAndNamesBeforeCommonWords(t *testing.T) {
	var words []string
	for i := range 200 {
		words = append(words, fmt.Sprintf("filler%c%c", 'a'+i%26, 'a'+i/26))
	}
	d := written("Portholm\n" + strings.Join(words, " ") + " near Okafor.")
	sketch := Sketch(d, rare{})
	if len(sketch) != MaxTerms*termSize {
		t.Fatalf("a sketch of %d bytes, want %d", len(sketch), MaxTerms*termSize)
	}
	kept := map[uint32]bool{}
	unpack(sketch, func(h uint32, _ float64) { kept[h] = true })
	for _, name := range []string{"Portholm\n", "x\ny Okafor"} {
		unpack(Sketch(written(name), rare{}), func(h uint32, w float64) {
			if w > 30 && !kept[h] {
				t.Errorf("the term of %q is not among the %d kept", name, MaxTerms)
			}
		})
	}
}

// Whatever order articles come in, and however similar they are, the events are
// the same: the order of Compare decides.
func TestNoOrderOfInputChangesAnEvent(t *testing.T) {
	rng := rand.New(rand.NewSource(7))
	names := []string{"Okafor", "Lind", "Berg", "Hale", "Portholm", "Varna", "Baltmar", "Rovers", "Sund", "Marek"}
	var all []*Article
	for i := range 120 {
		topic := rng.Intn(8)
		text := fmt.Sprintf("%s meets %s\n", names[topic], names[(topic+1)%len(names)])
		for range 30 {
			text += fmt.Sprintf("%s word%d. ", names[(topic+rng.Intn(3))%len(names)], topic*10+rng.Intn(14))
		}
		day := int32(rng.Intn(9))
		if i%10 == 0 {
			day = Undated
		}
		all = append(all, article(fmt.Sprintf("a%03d", i), day, text))
	}
	want := grouped(t, slices.Clone(all)...)
	if len(want) == len(all) || len(want) < 5 {
		t.Fatalf("%d events of %d articles: nothing is tested", len(want), len(all))
	}
	for range 20 {
		rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		if got := grouped(t, slices.Clone(all)...); !slices.Equal(got, want) {
			t.Fatalf("another order gives other events:\n%q\n%q", got, want)
		}
	}
}

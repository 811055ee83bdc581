package reader

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"readout/analysis"
	"readout/analysis/reader/kernel"
	"readout/analysis/segment"
	"readout/lexicon"
)

var embedded = sync.OnceValues(func() (*lexicon.Lexicon, error) { return lexicon.Load() })

func tinyReader(tb testing.TB, c Config, seed uint64) *Reader {
	tb.Helper()
	lex, err := embedded()
	if err != nil {
		tb.Fatal(err)
	}
	r, err := load(newTiny(seed).file(tb, nil), lex, c)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

const news = `Talks in the peace

The mediators left at noon. It rained.

The president, Anna Varga, said that "the talks are a good hope for peace" and that Tories fear a bad deal. She will not talk to Mr. Oduya of the ministry. The minister is in the war room.`

// article makes a document with a statement a content: the text of its source, its
// cue and its content, which must be in news.
func article(tb testing.TB, text string, statements ...[3]string) *analysis.Document {
	tb.Helper()
	lex, err := embedded()
	if err != nil {
		tb.Fatal(err)
	}
	attributed := analysis.Attributed{Segmented: *segment.New(lex).Segment(&analysis.Article{Title: "Talks of Anna Varga", Text: text})}
	find := func(part string) []analysis.Span {
		if part == "" {
			return nil
		}
		at := strings.Index(text, part)
		if at < 0 {
			tb.Fatalf("%q is not in the text", part)
		}
		return []analysis.Span{{Start: at, End: at + len(part)}}
	}
	for _, s := range statements {
		attributed.Attributions = append(attributed.Attributions, analysis.Attribution{Source: find(s[0]), Cue: find(s[1]), Content: find(s[2])})
	}
	d := analysis.NewDocument(&attributed)
	for i := range d.Statements {
		d.Statements[i].Target = analysis.Target{Text: "talks", Actor: -1, Span: find("the talks")[0]}
	}
	d.Actors = []analysis.Actor{{Name: "Anna Varga", Kind: "person"}, {Name: "Oduya", Kind: "person"}, {Name: "Ministry", Kind: "organization"}}
	for i, name := range []string{"Anna Varga", "Oduya", "ministry"} {
		d.Mentions = append(d.Mentions, analysis.Mention{Span: find(name)[0], Type: analysis.MentionName, Actors: []int{i}})
	}
	return d
}

var statements = [][3]string{
	{"Anna Varga", "said", `"the talks are a good hope for peace"`},
	{"Anna Varga", "said", "Tories fear a bad deal"},
	{"She", "", "She will not talk to Mr. Oduya of the ministry"},
}

func TestEvidenceSumsToTheScore(t *testing.T) {
	r := tinyReader(t, Config{TargetEvidence: true}, 1)
	d := article(t, news, statements...)
	r.Score(d)
	told := 0
	for i := range d.Statements {
		st := &d.Statements[i]
		for name, s := range map[string]analysis.Score{"sentiment": st.Sentiment, "stance": st.Stance, "outlook": st.Outlook, "certainty": st.Certainty, "toward": st.TargetSentiment} {
			if !s.Known() || len(s.Evidence) == 0 {
				t.Errorf("statement %d has no %s: %s", i, name, s.Abstained)
			}
			sum := 0.0
			for _, e := range s.Evidence {
				sum += e.Contribution
				if e.Span.Empty() {
					continue
				}
				told++
				if e.Term != d.Slice(e.Span) {
					t.Errorf("%s tells %q of %q", name, e.Term, d.Slice(e.Span))
				}
				if slices.Contains([]string{"Anna", "Varga", "Oduya", "Tories"}, e.Term) {
					t.Errorf("%s: the name %s is told as evidence", name, e.Term)
				}
			}
			if math.Abs(sum-s.Raw) > 1e-6 {
				t.Errorf("statement %d: evidence of %s adds up to %v, not %v", i, name, sum, s.Raw)
			}
			if log := math.Log(s.Prob); name == "certainty" && math.Abs(s.Value-1/(1+math.Exp(-s.Raw))) > 1e-6 || log > 0 {
				t.Errorf("certainty %v does not follow from %v", s.Value, s.Raw)
			}
		}
		if st.Validity == nil || st.Reading == nil || len(st.Frames) == 0 {
			t.Errorf("statement %d: no validity, reading or frame", i)
		}
	}
	if told < 10 {
		t.Errorf("only %d words are told", told)
	}
	if m := d.Statements[2].Reading.Mentions; len(m) != 2 || m[0].Mention != 1 || m[1].Mention != 2 {
		t.Errorf("mentions of the third statement: %+v", m)
	}
}

// Whom the sentences before a statement name, its source holds something of too.
func TestMentionsBeforeAStatement(t *testing.T) {
	r := tinyReader(t, Config{}, 1)
	d := article(t, news, statements...)
	r.Score(d)
	if m := d.Statements[2].Reading.Around; len(m) != 1 || m[0].Mention != 0 || m[0].Blame == 0 && m[0].Praise == 0 {
		t.Errorf("before the third statement: %+v", m)
	}
	if m := d.Statements[0].Reading.Around; len(m) != 0 {
		t.Errorf("before the first: %+v", m)
	}
	many := "Anna Varga" + strings.Repeat(" and Anna Varga", 20) + " left. \"the talks are over\" for Oduya of the ministry."
	d = article(t, many, [3]string{"", "", "the talks are over"})
	d.Mentions = nil
	for at := 0; len(d.Mentions) < 21; at += len(" and Anna Varga") {
		d.Mentions = append(d.Mentions, analysis.Mention{Span: analysis.Span{Start: at, End: at + len("Anna Varga")}, Type: analysis.MentionName, Actors: []int{0}})
	}
	r.Score(d)
	if n := len(d.Statements[0].Reading.Around); n == 0 || n > mostAround {
		t.Errorf("%d mentions around, at most %d are read", n, mostAround)
	}
}

// TestKernelsGiveTheSameBits reads the same article with every kernel, and its statements
// one by one.
func TestKernelsGiveTheSameBits(t *testing.T) {
	want := article(t, news, statements...)
	tinyReader(t, Config{}, 2).Score(want)
	strip := func(d *analysis.Document) string {
		var b strings.Builder
		for i := range d.Statements {
			st := d.Statements[i]
			words := st.Reading.AgreementWords(0)
			st.Reading.AgreementWords = nil
			fmt.Fprintf(&b, "%+v %v %+v %v\n", st, *st.Validity, *st.Reading, words)
		}
		return addresses.ReplaceAllString(b.String(), "")
	}
	text := strip(want)
	for _, set := range kernel.Sets() {
		d := article(t, news, statements...)
		tinyReader(t, Config{Kernel: set.Name}, 2).Score(d)
		if got := strip(d); got != text {
			t.Errorf("%s reads differently:\n%s\n%s", set.Name, got, text)
		}
	}
	r := tinyReader(t, Config{}, 2)
	for i := range statements {
		d := article(t, news, statements...)
		d.Statements = d.Statements[i : i+1]
		r.Score(d)
		if !reflect.DeepEqual(d.Statements[0].Stance, want.Statements[i].Stance) {
			t.Errorf("statement %d alone: %+v, among others %+v", i, d.Statements[0].Stance, want.Statements[i].Stance)
		}
	}
}

func TestWhatHasNoScore(t *testing.T) {
	r := tinyReader(t, Config{}, 3)
	r.heads["stance"].Threshold = 0.99 // neutral, which nobody is toward nothing
	d := article(t, news, statements...)
	d.Attributions[0].Silent = true
	d.Statements[1].Target = analysis.Target{Actor: -1}
	d.Attributions[2].Content = []analysis.Span{{Start: len(news) - 1, End: len(news)}}
	r.Score(d)
	for i, want := range []string{reasonSilent, reasonTarget, reasonEmpty} {
		if got := d.Statements[i].Stance.Abstained; got != want {
			t.Errorf("statement %d has no stance because of %q, not %q", i, got, want)
		}
	}
	if !d.Statements[1].Outlook.Known() {
		t.Errorf("no outlook because of %q", d.Statements[1].Outlook.Abstained)
	}
}

func TestPairAndTarget(t *testing.T) {
	r := tinyReader(t, Config{TargetEvidence: true}, 4)
	d := article(t, news)
	varga, oduya := d.Mentions[0].Span, d.Mentions[1].Span
	all := analysis.Span{End: len(d.Text)}
	both := r.Directed(d, []Pair{{all, varga, oduya}, {all, oduya, varga}, {analysis.Span{}, varga, oduya}})
	p, q := both[0], both[1]
	if both[2] != nil || len(p) != 3 || math.Abs(p[0]+p[1]+p[2]-1) > 1e-9 || slices.Equal(p, q) {
		t.Errorf("directed %v and %v", p, q)
	}
	if s := r.Toward(d, oduya); !s.Known() || s.Label == "" || len(s.Evidence) == 0 {
		t.Errorf("tone toward %s: %+v", d.Slice(oduya), s)
	}
	s := r.Tone(d, []analysis.Span{all})
	if e := s.Evidence; !s.Known() || len(e) == 0 {
		t.Errorf("tone of the whole: %+v", s)
	}
	if s := r.Tone(d, []analysis.Span{{Start: len(d.Text) - 1, End: len(d.Text)}}); s.Known() {
		t.Errorf("tone of a full stop: %+v", s)
	}
}

// The stance of a pair's sentences is that which a statement of the source has whose content they are.
func TestStanceOfAPairIsThatOfAStatement(t *testing.T) {
	r := tinyReader(t, Config{}, 6)
	const said = `The president, Anna Varga, said that "the talks are a good hope for peace" and that Tories fear a bad deal.`
	d := article(t, news, [3]string{"Anna Varga", "", said})
	r.Score(d)
	a := &d.Attributions[0]
	got := r.Stances(d, []Pair{{Within: a.Content[0], Source: a.Source[0]}, {}})
	if got[1] != nil {
		t.Errorf("a stance of no sentence: %v", got[1])
	}
	if s := d.Statements[0].Stance; !s.Known() || math.Abs(r.heads["stance"].value(got[0])-s.Value) > 1e-12 {
		t.Errorf("%v, of the statement %+v", got[0], s)
	}
}

// TestUsersWordsMoveScores lays a folder over the lexicon.
func TestUsersWordsMoveScores(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"valence.yaml": "hope: -0.9\n",
		"outlook.yaml": "- kind: skeptical\n  terms: [bad deal]\n",
		"frames.yaml":  "- kind: exclusion\n  terms: [talk to]\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	lex, err := lexicon.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	r := tinyReader(t, Config{}, 5)
	before := article(t, news, statements...)
	r.Score(before)
	if r.overlay, err = newOverlay(lex); err != nil {
		t.Fatal(err)
	}
	after := article(t, news, statements...)
	r.Score(after)
	if x, y := before.Statements[0].Sentiment, after.Statements[0].Sentiment; y.Raw >= x.Raw || y.Value >= x.Value {
		t.Errorf("sentiment with the word: %v (%v), without: %v (%v)", y.Value, y.Raw, x.Value, x.Raw)
	}
	if x, y := before.Statements[1].Outlook, after.Statements[1].Outlook; math.Abs(x.Raw-y.Raw-overlayOdds) > 1e-6 {
		t.Errorf("outlook %v without the phrase, %v with it", x.Raw, y.Raw)
	}
	if x, y := before.Statements[1].Stance, after.Statements[1].Stance; x.Raw != y.Raw {
		t.Errorf("stance moved from %v to %v", x.Raw, y.Raw)
	}
	shifts := r.overlay.shifts(after, after.Attributions[2].Content)
	if len(shifts) != 1 || shifts[0].frame != "exclusion" || shifts[0].evidence.Term != "talk to" || shifts[0].evidence.Modifier != "negation" || shifts[0].by > 0 {
		t.Errorf("a negated frame phrase: %+v", shifts)
	}
	if o, err := newOverlay(must(embedded())); o != nil || err != nil {
		t.Errorf("an overlay of nothing: %v, %v", o, err)
	}
}

func must[T any](x T, err error) T {
	if err != nil {
		panic(err)
	}
	return x
}

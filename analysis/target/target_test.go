package target_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"readout/analysis"
	"readout/analysis/actor"
	"readout/analysis/segment"
	"readout/analysis/target"
	"readout/lexicon"
)

// targetCases are texts with the source in square brackets and the content in
// curly ones; want is the issue, the phrase and the actor, "-" for none, "*" for any.
var targetCases = []struct{ name, text, want string }{
	{"talks", "[Lavrov] said {the talks in Geneva went well}.", "peace-talks | the talks in Geneva | *"},
	{"talks with a clause", "[Zelensky] rejects {any peace talks that exclude Kyiv}.", "participation | any peace talks that exclude Kyiv | *"},
	{"ceasefire", "[The envoy] said {the truce was holding}.", "ceasefire | the truce | -"},
	{"sanctions on a country", "[The minister] said {new sanctions on Iran would bite}.", "sanctions | new sanctions on Iran | iran"},
	{"summit", "[Peskov] said {a summit of the two presidents was not planned}.", "leaders-summit | a summit of the two presidents | *"},
	{"prisoners", "[The ministry] said {a prisoner exchange was near}.", "prisoners | a prisoner exchange | -"},
	{"tariffs", "[Brewers] said {the tariffs on cans hurt them}.", "trade | the tariffs on cans | -"},
	{"interest rates", "[The bank] said {interest rates would stay where they are}.", "monetary-policy | interest rates | -"},
	{"court", "[The lawyer] said {the verdict would be appealed}.", "court-case | the verdict | -"},
	{"climate", "[Glaciologists] said {climate change had melted the shelf}.", "climate | climate change | -"},
	{"whom one accuses", "[Trump] accused Iran of {lying}.", "* | * | iran"},
	{"subject of the content", "[Trump] said {Vladimir Putin had kept his word}.", "* | * | vladimir-putin"},
	{"not the speaker himself", "[Trump] said {he trusted Angela Merkel}.", "* | * | angela-merkel"},
	{"place is nobody", "[Trump] said {rain fell in Paris}.", "* | * | -"},
	{"it takes up the sentence before", "The ceasefire began at noon. [The envoy] said {it was holding}.", "ceasefire | The ceasefire | -"},
	{"small talk falls to the article's matter", "The ceasefire began at noon. The ceasefire held. [The envoy] said {he had slept}.", "ceasefire | * | -"},
	{"small talk far from the article's matter has none", "The ceasefire began at noon. The ceasefire held. Rain fell all day. Ships lay in the harbor. [The envoy] said {he had slept}.", "- | * | -"},
	{"a word that refers back", "The ceasefire began at noon. The ceasefire held. Rain fell all day. Ships lay in the harbor. [The envoy] said {this was good}.", "ceasefire | * | -"},
	{"a hint in an article on its matter", "The ceasefire began at noon. The ceasefire held. Rain fell all day. Ships lay in the harbor. [The envoy] said {the calm would last}.", "ceasefire | * | -"},
	{"collapse of a deal is no disaster", "[The minister] said {the deal had collapsed}.", "- | the deal | -"},
	{"the House is no housing", "[The clerk] said {House leaders had gone}.", "- | * | *"},
	{"a future is no market", "[The coach] said {her future was bright}.", "- | her future | -"},
	{"to sign a letter is no transfer", "[The mayor] said {she had signed the letter}.", "- | * | -"},
	{"a damaging report is no court case", "[The bank] said {the report was damaging}.", "- | the report | -"},
	{"fire from a stove is no dismissal", "[The baker] said {the fire was out}.", "- | the fire | -"},
	{"a name is no issue", "[The clerk] said {the Union Tavern was full}.", "- | the Union Tavern | *"},
	{"to do something", "[The mayor] promised {to repaint the old bridge}.", "- | the old bridge | -"},
	{"a date before the noun", "[The clerk] said {the March 3 call was short}.", "- | the March 3 call | -"},
	{"a date alone", "[The clerk] said {March 3 suited the jury}.", "* | the jury | -"},
	{"what one objects to", "[The mayor] objected {to nuclear power near the school}.", "* | nuclear power | -"},
	{"what one is opposed to", "[The mayor] was opposed {to public transport in the old town}.", "* | public transport | -"},
	{"what one agrees to", "[The mayor] agreed {to talks with the union}.", "* | talks | *"},
	{"a name that ends like a verb", "[The coach] said {Manfred was a danger to the game}.", "- | Manfred | *"},
	{"a subject that could be a verb", "[The coach] said {speed killed the project}.", "- | speed | -"},
	{"a day with a name", "[The cook] said {the Independence Day dinner was a joke}.", "- | the Independence Day dinner | *"},
	{"a newspaper of the times", "[The cook] said {the Harbour Times was wrong}.", "- | the Harbour Times | *"},
	{"what only holds a place", "[The cook] said {a lot depended on the oven}.", "- | the oven | -"},
	{"a noun that is a verb too", "[The baker] said {the legal fight would cost more than the oven}.", "* | the legal fight | -"},
	{"a verb that is a noun too", "[The baker] said {the ovens work at night}.", "* | the ovens | -"},
	{"what only holds a place in time", "[The baker] promised {in the meantime to rent the old oven}.", "* | the old oven | -"},
	{"a short form of a pronoun", "[The cook] said {they’ll clean the oven}.", "- | the oven | -"},
	{"a pronoun before its verb", "[The cook] said {this passed both tests}.", "* | both tests | -"},
	{"an article before a participle", "[The cook] said {this proposed menu was thin}.", "* | this proposed menu | -"},
	{"a noun that could be its verb", "[The coach] said {these claims are false}.", "* | these claims | -"},
	{"a greeting", "[The cook] said {hi}.", "* | - | -"},
	{"a word before the matter", "[The coach] said {“Look, the pitch was wet”}.", "* | the pitch | -"},
	{"what a naming verb calls it", "[The coach] called {the second whistle absurd}.", "* | the second whistle | -"},
	{"a name behind what it is called", "[The grower] called {the cider levy a mistake}.", "* | the cider levy | -"},
	{"a participle with its object", "[The judge] said {the lawyer questioning the widow was late}.", "* | the lawyer | *"},
	{"a gerund with its object", "[The fans] accused {the club of hiding the bill}.", "* | the bill | *"},
	{"a gerund behind of", "[The fans] accused {the club of hiding the ball}.", "* | the club | *"},
	{"a name in -ing", "[The envoy] said {Beijing “holds the rope”}.", "* | Beijing | *"},
	{"a gerund that is a noun", "[The trader] said {the cost of living had doubled}.", "* | the cost of living | *"},
	{"a time", "[The trader] said {this week the mill would close}.", "* | the mill | -"},
	{"a verb behind its subject", "[The coach] said {he would miss two games in the old park}.", "* | the old park | -"},
	{"a verb after to", "[The trader] promised to {assist the oven makers}.", "* | the oven makers | -"},
	{"a gerund that begins the content", "[The cook] said {scrubbing the old oven took days}.", "* | the old oven | -"},
	{"an adverb that begins the content", "[The cook] said {“Luckily the old oven held”}.", "* | the old oven | -"},
	{"a verb before an article", "[The cook] said {the apprentice resumes his work}.", "* | the apprentice | *"},
	{"an article before an article", "[The cook] said {such an oven is good}.", "* | such an oven | -"},
	{"a session that is called", "[The mayor] called {the second session}.", "* | the second session | -"},
	{"those remarks", "[The mayor] denied {those remarks}.", "* | those remarks | -"},
	{"an issue behind what it is called", "[The grower] called {the bill a mistake}.", "legislation | the bill | -"},
	{"all that was said", "[The cook] denied {that claim}.", "- | claim | -"},
	{"nothing known", "[The baker] said {her oven had cooled}.", "- | her oven | -"},
}

func TestTargets(t *testing.T) {
	s := newStages(t)
	for _, c := range targetCases {
		d := s.run(s.marked(c.text))
		got := &d.Statements[0].Target
		parts := []string{or(got.IssueID), or(got.Text), "-"}
		if got.Actor >= 0 {
			parts[2] = d.Actors[got.Actor].ID
		}
		for i, w := range strings.Split(c.want, " | ") {
			if w != "*" && w != parts[i] {
				t.Errorf("%s: %s\n got %s\nwant %s", c.name, c.text, strings.Join(parts, " | "), c.want)
				break
			}
		}
		sound(t, d)
	}
}

func or(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

type stages struct {
	segmenter *segment.Segmenter
	resolver  *actor.Resolver
	targeter  *target.Targeter
	lemmas    map[string]string // of forms of reporting verbs
}

func newStages(t testing.TB) stages {
	t.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	resolver, err := actor.New(lex)
	if err != nil {
		t.Fatal(err)
	}
	lemmas := map[string]string{}
	for i := range lex.Cues {
		if c := &lex.Cues[i]; c.Kind == "verb" {
			for _, form := range c.Inflected() {
				lemmas[form] = c.Lemma
			}
		}
	}
	return stages{segment.New(lex), resolver, target.New(lex), lemmas}
}

func (s stages) run(a *analysis.Attributed) *analysis.Document {
	d := s.resolver.Resolve(a)
	s.targeter.Target(d)
	return d
}

// marked attributes a text whose source and content are in brackets; a
// content without a source of its own is its author's.
func (s stages) marked(text string) *analysis.Attributed {
	var plain strings.Builder
	var at []analysis.Attribution
	var source []analysis.Span
	start, cue := 0, 0
	for _, r := range text {
		switch r {
		case '[', '{':
			start = plain.Len()
			if r == '{' {
				cue = start
			}
		case ']':
			source = []analysis.Span{{Start: start, End: plain.Len()}}
		case '}':
			a := analysis.Attribution{Source: source, Content: []analysis.Span{{Start: start, End: plain.Len()}}, Parent: -1, Inherits: -1}
			if word, class := cueBefore(plain.String(), source, cue); word.Len() > 0 {
				a.Cue, a.CueClass = []analysis.Span{word}, class
				a.CueLemma = s.lemmas[plain.String()[word.Start:word.End]]
			}
			if a.Content[0].Len() > 0 {
				at = append(at, a)
			}
		default:
			plain.WriteRune(r)
		}
	}
	return &analysis.Attributed{Segmented: *s.segmenter.Segment(&analysis.Article{ID: "a", Text: plain.String()}), Attributions: at}
}

// cueBefore is the word after the source, with the class of the one that has one here.
func cueBefore(text string, source []analysis.Span, content int) (analysis.Span, analysis.CueClass) {
	if len(source) == 0 || source[0].End >= content {
		return analysis.Span{}, ""
	}
	from := source[0].End + 1
	word, _, _ := strings.Cut(text[min(from, len(text)):content], " ")
	class := analysis.CueNeutral
	if word == "accused" {
		class = analysis.CueCriticize
	}
	return analysis.Span{Start: from, End: from + len(word)}, class
}

func sound(t *testing.T, d *analysis.Document) {
	t.Helper()
	for i := range d.Statements {
		g := &d.Statements[i].Target
		if g.Actor < -1 || g.Actor >= len(d.Actors) || g.Actor >= 0 && !slices.Contains(g.Actors, g.Actor) {
			t.Errorf("actor %d of %v", g.Actor, g.Actors)
		}
		if !g.Span.Empty() && d.Slice(g.Span) != g.Text {
			t.Errorf("text %q is not its span's %q", g.Text, d.Slice(g.Span))
		}
		if g.IssueID != "" && (len(g.Issues) == 0 || g.Issues[0] != g.IssueID) {
			t.Errorf("issue %q is not the first of %v", g.IssueID, g.Issues)
		}
	}
}

// FuzzTarget takes any text with brackets anywhere.
func FuzzTarget(f *testing.F) {
	for _, c := range targetCases {
		f.Add(c.text)
	}
	f.Add("{} [x]{“it} that {the")
	f.Add("] }") // a source and a content without a token
	s := newStages(f)
	f.Fuzz(func(t *testing.T, text string) {
		d := s.run(s.marked(text))
		sound(t, d)
		again := s.run(s.marked(text))
		for i := range d.Statements {
			if x, y := fmt.Sprint(d.Statements[i].Target), fmt.Sprint(again.Statements[i].Target); x != y {
				t.Errorf("two runs differ: %s, %s", x, y)
			}
		}
	})
}

func BenchmarkTarget(b *testing.B) {
	s := newStages(b)
	var text strings.Builder
	for range 10 {
		for _, c := range targetCases {
			text.WriteString(c.text + "\n\n")
		}
	}
	d := s.resolver.Resolve(s.marked(text.String()))
	for b.Loop() {
		s.targeter.Target(d)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(d.Statements)), "µs/statement")
}

package attribution_test

import (
	"fmt"
	"strings"
	"testing"

	"readout/analysis"
	"readout/analysis/attribution"
	"readout/analysis/segment"
	"readout/lexicon"
)

type finder struct {
	segmenter  *segment.Segmenter
	attributor *attribution.Attributor
}

func newFinder(t testing.TB) finder {
	t.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	a, err := attribution.New(lex)
	if err != nil {
		t.Fatal(err)
	}
	return finder{segment.New(lex), a}
}

func (f finder) find(text string) *analysis.Attributed {
	return f.attributor.Attribute(f.segmenter.Segment(&analysis.Article{Text: text}))
}

type finderCase struct{ name, text, want string }

// cases are those that attribution must get right. want is a list, parted by ‖,
// of "source > words of the content > what else must hold"; a source is met where
// it is named, also through the attribution it inherits from, "-" stands for any,
// and "!" before an entry means that there must be none such.
var cases = []finderCase{
	// 1. An aside between name and verb.
	{"aside with another name", "Dame Ruth Alder, who succeeded Piet Vos last spring, said the museum would reopen in June.", "Ruth Alder > the museum would reopen in June"},
	{"aside with an age", "Tomas Reyl, 34, said that the club had treated him fairly.", "Tomas Reyl > the club had treated him fairly"},
	{"aside with a role", "Hanna Lindqvist, chief economist at Nordbank, said that inflation would slow by autumn.", "Hanna Lindqvist > inflation would slow by autumn"},

	// 2. Quotations over paragraphs and odd marks.
	{"quotation over paragraphs", "“The first tests failed,” Dr. Amara Nwosu said.\n\n“We changed the filter in March. It held.\n\n“Now we wait for the winter,” she added.", "Nwosu > The first tests failed ‖ - > We changed the filter in March ‖ she > Now we wait for the winter"},
	{"odd number of marks", "\"The roof is safe, the mayor said. The school opens on Monday, she added.", "she > The school opens on Monday"},

	// 3. Floating statements.
	{"quoted sentence floats", "“We lost the ball too often,” coach Ida Brandt said.\n\n“We will train harder and we will be back next week.”", "Ida Brandt > We lost the ball too often ‖ Brandt > we will be back next week"},
	{"first person floats", "The bids were “far too low”, Marek Sobol told reporters on Friday.\n\nWe had expected a serious offer for all three sites.\n\nThe auction house declined to comment.", "Marek Sobol > far too low ‖ Marek Sobol > We had expected a serious offer > floating"},
	{"a narrator does not float", "I drove to the coast that morning. The mayor said the road was closed. I turned around and we went home. We slept until noon.", "mayor > the road was closed ‖ !mayor > We slept"},

	// 4. Pronouns and epithets.
	{"pronoun", "Prime Minister Ola Berg met farmers on Tuesday. He added that the subsidy would stay.", "He > the subsidy would stay"},
	{"epithet", "The striker cautioned that his knee was not yet healed.", "The striker > his knee was not yet healed"},

	// 5. Metonyms, organizations and collectives.
	{"metonym", "The Kremlin said the visit had been postponed.", "The Kremlin > the visit had been postponed"},
	{"organization", "The European Central Bank warned that growth would weaken.", "European Central Bank > growth would weaken"},
	{"collective", "Health officials said the outbreak was under control.", "Health officials > the outbreak was under control"},
	{"officials familiar", "Officials familiar with the inquiry said two tankers had been searched.", "Officials familiar with the inquiry > two tankers had been searched"},
	{"police", "Police said the driver was unhurt.", "Police > the driver was unhurt"},

	// 6. As-phrases and passives.
	{"passive with its agent", "The hearing, which took three hours, was described as fair by defence lawyers.", "defence lawyers > The hearing > descriptive ‖ defence lawyers > as fair"},
	{"passive with its agent and more", "The match, which went to penalties, was described as thrilling by both coaches, though the pitch was poor.", "both coaches > The match > descriptive"},
	{"passive criticism", "The new timetable was criticised by union leaders on Thursday.", "union leaders > The new timetable > descriptive"},
	{"described as", "The central bank described the quarter as “better than feared”.", "central bank > the quarter as “better than feared”"},

	// 7. Fragments and scare quotes.
	{"fragment", "The referee said the pitch was “a swamp” and should have been closed.", "The referee > the pitch was “a swamp”"},
	{"scare quotes are nobody's", "The so-called “ghost fleet” left the harbour at dawn.", "!- > ghost fleet"},

	// 8. Chains.
	{"chain", "Lena Orlow said that the minister had told lawmakers that the dam would hold.", "Lena Orlow > the minister had told lawmakers > depth 0 ‖ the minister > the dam would hold > depth 1"},

	// 9. Polarity.
	{"denied", "The company denied that it had dumped waste in the river.", "The company > it had dumped waste > denied"},
	{"declined", "The ministry declined to say whether the ship had been insured.", "The ministry > whether the ship had been insured > refused"},
	{"did not respond", "The bakery did not respond to a request for comment.", "The bakery > a request for comment > refused"},
	{"did not say", "Judge Marta Kohl did not say when she would rule.", "Marta Kohl > when she would rule > refused"},
	{"hypothetical", "If the board says that the figures are wrong, the sale will be off.", "the board > the figures are wrong > hypothetical"},
	{"did not deny", "The airline did not deny that the flight had been overbooked.", "The airline > the flight had been overbooked > affirmed"},

	// 10. Split and joint statements, according to.
	{"split over sentences", "“The vaccine works,” said Dr. Ines Prado. “It must now reach the villages.”", "Ines Prado > The vaccine works ‖ Ines Prado > It must now reach the villages ‖ !- > The vaccine works,” said"},
	{"split inside a sentence", "“The vaccine,” said the virologist Ines Prado, “must now reach the villages.”", "Ines Prado > The vaccine … must now reach the villages"},
	{"adding that", "“The strike is over,” the union said, adding that “the buses will run tomorrow”.", "the union > The strike is over ‖ - > the buses will run tomorrow"},
	{"joint", "Novak and Ferreira agreed to share the prize money.", "Novak and Ferreira > share the prize money"},
	{"according to", "According to the coast guard, the tanker was empty.", "the coast guard > the tanker was empty > according_to"},
	{"according to a name with an aside", "According to Dr. Tom Frey, formerly the director of the lake institute, the water is clean again.", "the director of the lake institute > the water is clean again ‖ !- > director of"},
	{"according to papers, then a name that denies", "According to court documents, Delgado denied taking the money and blamed a former partner.", "court documents > Delgado denied taking the money > according_to ‖ !court documents, Delgado > taking"},
	{"according to a name, then another", "According to Mayor Ana Ruiz, the driver, a man of 34, was drunk.", "Mayor Ana Ruiz > the driver"},
	{"speaker and verb last", "The ferry will not sail before Monday, harbour master Ines Prado has warned.", "Ines Prado > The ferry will not sail before Monday"},
	{"speaker and verb last, with a day and listeners", "The plant will cut 90 jobs, its manager told staff on Tuesday.", "its manager > The plant will cut 90 jobs"},
	{"what leads in is no content", "After the vote, the minister told reporters that rents would fall.", "the minister > that rents would fall ‖ !minister > After the vote"},
	{"according to, last", "The tanker was empty, according to the coast guard.", "the coast guard > The tanker was empty > according_to"},

	{"a predicate after another", "The rebels’ spokesman welcomed the exchange of lists but ruled out an early truce.", "spokesman > the exchange of lists ‖ spokesman > an early truce ‖ !- > lists but ruled"},
	{"three predicates", "Mayor Teresa Ruiz thanked the volunteers, promised a new shelter and criticised the board.", "Ruiz > the volunteers ‖ Ruiz > a new shelter ‖ Ruiz > the board ‖ !- > volunteers, promised"},
	{"a predicate after a clause and but", "Captain Lars Dekker admitted that his team had been lucky but praised the goalkeeper.", "Lars Dekker > that his team had been lucky ‖ Lars Dekker > the goalkeeper ‖ !- > lucky but praised"},
	{"what the verb is followed by is no content", "Oil could touch $100 by the autumn, Brant Capital said in a note to clients.", "Brant Capital > Oil could touch $100 by the autumn ‖ !Brant Capital > to clients"},
	{"a colon leads into the next paragraph", "The archbishop wrote in a letter to all parishes:\n\n“The poor cannot wait for our committees. Open the halls.”", "The archbishop > The poor cannot wait for our committees. Open the halls"},
	{"a colon leads into several paragraphs", "Bishop Oduya told mourners:\n\n“We have come to bury a friend. He did not seek office.\n\n“Let no one use this day for politics.”", "Bishop Oduya > We have come to bury a friend ‖ Bishop Oduya > Let no one use this day"},
	{"a demand", "The highway agency urged drivers to stay at home.", "The highway agency > drivers to stay at home"},

	// 11. Titles and names in every order.
	{"title before", "Finance Minister Aino Salo said the budget would be balanced.", "Aino Salo > the budget would be balanced"},
	{"title after", "Salo, the finance minister, said the budget would be balanced.", "Salo > the budget would be balanced"},
	{"Mr.", "“It was a bad game,” Mr. Duarte said.", "Mr. Duarte > It was a bad game"},

	// 12. Nominal cues and attitudes.
	{"expressed skepticism", "Analysts expressed skepticism about the merger.", "Analysts > the merger"},
	{"expressed interest", "Japan has expressed interest in buying the patents.", "Japan > buying the patents"},
	{"agreed to", "Norway and Sweden agreed to create a joint rescue service.", "Norway and Sweden > create a joint rescue service"},
	{"point of contention", "The stadium will have no roof, a point of contention for residents.", "residents > The stadium will have no roof > descriptive"},

	{"dateline", "LAGOS, Nigeria (Reuters) - Doctors in the north said on Friday that a strike was off.", "Doctors > that a strike was off ‖ !Lagos > - ‖ !Nigeria > -"},
	{"a place before the speaker", "The hearing ended on Monday. Outside court, Ines Prado, whose brother Rui was killed, said she was hopeful that the verdict would stand.", "Ines Prado > she was hopeful that the verdict would stand ‖ !Outside > -"},
	{"a relative clause behind the speaker", "The game was lost. After the match, Lena Voss, who coaches the youth team, said the pitch was unsafe.", "Lena Voss > the pitch was unsafe"},

	// 14. Headlines.
	{"headline with a colon", "Berg: budget is safe\n\nPrime Minister Ola Berg said on Monday that the budget was safe. Berg spoke in Oslo.", "Berg > budget is safe > headline"},
	{"headline, verb last", "Budget is safe, says Berg\n\nPrime Minister Ola Berg said on Monday that the budget was safe.", "Berg > Budget is safe > headline"},

	{"transcript", "Ana Reyes spoke to the head of the port.\n\nREYES: Why was the pier closed?\n\nMOLINA: It was not safe. The piles were rotten.\n\nREYES: When does it open?\n\nMOLINA: In June.", "MOLINA > It was not safe. The piles were rotten ‖ REYES > When does it open"},

	{"transcript in brackets", "We met the captain of the ferry.\n\n((WN)) What happened that night?\n\n((Ada Moll)) We lost one engine. Nobody was afraid.\n\nIt was a warm night.\n\n((WN)) And then?\n\n((Ada Moll)) We sang.", "Ada Moll > We lost one engine. Nobody was afraid ‖ Ada Moll > It was a warm night ‖ Ada Moll > We sang ‖ !WN > -"},
	{"initials that answer", "We met two captains.\n\n**Ada Moll:** Did the ferry sink?\n\n**JP:** It did not.\n\n**Ada Moll:** Who was on board?\n\n**JP:** Nobody was. Why do you ask?", "JP > It did not ‖ Ada Moll > Who was on board"},
	{"questions and answers", "Ten minutes with the new conductor.\n\nQ: Why did you leave?\n\nA: I wanted to build something.\n\nQ: What comes first?\n\nA: The seating. Then the repertoire.", "the new conductor > I wanted to build something ‖ the new conductor > The seating. Then the repertoire"},
	{"a noun that begins the clause is no cue", "Officials said support for the bridge was growing.", "Officials > support for the bridge was growing"},

	// 15. Possessives and surnames that are words.
	{"surname that is a word", "Blunt said the committee would vote on Friday.", "Blunt > the committee would vote on Friday"},
	{"possessive", "Kenya’s foreign minister said the border would stay open.", "Kenya’s foreign minister > the border would stay open"},

	// What says nothing.
	{"no statement", "The train left at nine. Snow fell on the hills, and the river froze.", "!- > train ‖ !- > river"},
	{"single quotation marks", "'The road is open again,' the mayor said.", "the mayor > The road is open again"},
	{"guillemets", "«The road is open again», the mayor said.", "the mayor > The road is open again"},
	{"speaker after", "“The comet will be visible for a week,” said astronomer Yusuf Halabi.", "Yusuf Halabi > The comet will be visible for a week"},
	{"told somebody", "Captain Joana Reis told the court that the radio had failed.", "Joana Reis > the radio had failed"},
	{"wrote", "“The data are weak,” Prof. Lund wrote in the journal.", "Prof. Lund > The data are weak"},
	{"market report", "Traders expect that copper prices will rise again.", "Traders > copper prices will rise again"},
	{"demand", "The unions demanded that the plant stay open.", "The unions > the plant stay open"},
}

func TestCases(t *testing.T) { checkCases(t, cases) }

// checkCases fails where a text's statements are not those that are wanted.
func checkCases(t *testing.T, list []finderCase) {
	t.Helper()
	f := newFinder(t)
	for _, c := range list {
		d := f.find(c.text)
		for _, want := range strings.Split(c.want, " ‖ ") {
			absent := strings.HasPrefix(want, "!")
			parts := strings.Split(strings.TrimPrefix(want, "!"), " > ")
			met := false
			for i := range d.Attributions {
				met = met || meets(d, i, parts)
			}
			if met == absent {
				t.Errorf("%s: %q: got\n%s", c.name, want, listing(d))
			}
		}
	}
}

func sourceText(d *analysis.Attributed, i int) string {
	a := &d.Attributions[i]
	if len(a.Source) == 0 && a.Inherits >= 0 {
		a = &d.Attributions[a.Inherits]
	}
	return joined(d, a.Source)
}

func joined(d *analysis.Attributed, spans []analysis.Span) string {
	var out []string
	for _, s := range spans {
		out = append(out, d.Slice(s))
	}
	return strings.Join(out, " … ")
}

func meets(d *analysis.Attributed, i int, parts []string) bool {
	a := &d.Attributions[i]
	content := joined(d, a.Content)
	plain := strings.NewReplacer(",” … “", " … ", "” … “", " … ").Replace(content)
	if parts[0] != "-" && !strings.Contains(sourceText(d, i), parts[0]) || !strings.Contains(content, parts[1]) && !strings.Contains(plain, parts[1]) {
		return false
	}
	if len(parts) < 3 {
		return true
	}
	switch parts[2] {
	case "floating":
		return a.Floating
	case "headline":
		return a.Headline
	case "depth 0":
		return a.Depth == 0
	case "depth 1":
		return a.Depth == 1 && a.Parent >= 0
	case "descriptive", "according_to":
		return string(a.Type) == parts[2]
	}
	return string(a.Polarity) == parts[2]
}

func listing(d *analysis.Attributed) string {
	var b strings.Builder
	for i := range d.Attributions {
		a := &d.Attributions[i]
		fmt.Fprintf(&b, "   %s > %s > %s (%s, %s, depth %d, %s, %.2f)\n", sourceText(d, i), joined(d, a.Cue), joined(d, a.Content), a.Type, a.Polarity, a.Depth, a.Rule, a.Confidence)
	}
	return b.String()
}

func FuzzAttribute(f *testing.F) {
	for _, c := range cases {
		f.Add(c.text)
	}
	f.Add("“a” said b “c\xff” \n\n: X said, said said \"that that")
	f.Add("\x9c,\xe2said Does r..“tt.”") // a source that is the first word
	f.Add(":\n\"000 0.")                 // a paragraph of a colon alone, and a quotation
	finder := newFinder(f)
	f.Fuzz(func(t *testing.T, text string) {
		checkShape(t, finder.find(text))
	})
}

// checkShape fails where an attribution breaks what the vocabulary promises.
func checkShape(t *testing.T, d *analysis.Attributed) {
	t.Helper()
	last := -1
	for i := range d.Attributions {
		a := &d.Attributions[i]
		if len(a.Content) == 0 || a.Rule == "" || a.Confidence <= 0 || a.Confidence > 1 || a.Type == "" || a.Polarity == "" || a.CueClass == "" {
			t.Fatalf("attribution %d is %+v", i, a)
		}
		if a.Content[0].Start < last {
			t.Fatalf("attribution %d stands out of order", i)
		}
		last = a.Content[0].Start
		for _, spans := range [][]analysis.Span{a.Source, a.Cue, a.Content} {
			at := 0
			for _, s := range spans {
				if s.Start < at || s.Empty() || s.End > len(d.Text) {
					t.Fatalf("attribution %d has span %v after %d in a text of %d", i, s, at, len(d.Text))
				}
				at = s.End
			}
		}
		if a.Parent >= len(d.Attributions) || a.Inherits >= len(d.Attributions) || a.Parent == i || a.Inherits == i || (a.Depth > 0) != (a.Parent >= 0) {
			t.Fatalf("attribution %d is linked to %d and %d at depth %d", i, a.Parent, a.Inherits, a.Depth)
		}
	}
}

func BenchmarkTagAndLink(b *testing.B) {
	f := newFinder(b)
	var text strings.Builder
	for range 20 {
		for _, c := range cases {
			text.WriteString(c.text + "\n\n")
		}
	}
	d := f.segmenter.Segment(&analysis.Article{Text: text.String()})
	tokens := 0
	for b.Loop() {
		f.attributor.Attribute(d)
		tokens += len(d.Tokens)
	}
	b.ReportMetric(float64(tokens)/b.Elapsed().Seconds(), "tokens/s")
}

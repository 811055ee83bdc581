package segment_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"readout/analysis"
	"readout/analysis/segment"
	"readout/lexicon"
)

func newSegmenter(t testing.TB) *segment.Segmenter {
	t.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	return segment.New(lex)
}

func cut(s *segment.Segmenter, text string) *analysis.Segmented {
	return s.Segment(&analysis.Article{Text: text})
}

// In these tables ‖ parts what is expected, so that a case is one line.
var sentenceCases = []struct{ name, text, want string }{
	{"stop", "The court rose. The judge left.", "The court rose.‖The judge left."},
	{"title", "Dr. Okafor met Sen. Lund on Jan. 5 in St. Paul.", "Dr. Okafor met Sen. Lund on Jan. 5 in St. Paul."},
	{"initials", "J. K. Moreno and P. Adeyemi lost.", "J. K. Moreno and P. Adeyemi lost."},
	{"country inside", "The U.S. Treasury sold bonds.", "The U.S. Treasury sold bonds."},
	{"country last", "They left the U.S. The plane was late.", "They left the U.S.‖The plane was late."},
	{"company", "Halden Inc. shares fell 4.5 percent.", "Halden Inc. shares fell 4.5 percent."},
	{"hour last", "It opens at 9 a.m. The queue was long.", "It opens at 9 a.m.‖The queue was long."},
	{"parties to a case", "He would overturn Gorse v. Lindhill. It stands.", "He would overturn Gorse v. Lindhill.‖It stands."},
	{"number", "It was No. 3 on the list. No. It was second.", "It was No. 3 on the list.‖No.‖It was second."},
	{"stop before the mark", "“We are late.” The train had gone.", "“We are late.”‖The train had gone."},
	{"question and its speaker", "“Is it over?” Marta Lindt asked. Nobody knew.", "“Is it over?” Marta Lindt asked.‖Nobody knew."},
	{"question, small letter", "\"Is it over?\" she asked.", "\"Is it over?\" she asked."},
	{"question, new sentence", "“Is it over?” The hall was silent.", "“Is it over?”‖The hall was silent."},
	{"stop after the mark", "He called it “a farce”. Nobody laughed.", "He called it “a farce”.‖Nobody laughed."},
	{"ellipsis inside", "The vote … was close.", "The vote … was close."},
	{"ellipsis ends", "And then they waited... The bell rang.", "And then they waited...‖The bell rang."},
	{"lost blank", "The talks failed.The envoy flew home.", "The talks failed.‖The envoy flew home."},
	{"address", "Write to desk@harbor.example or see www.harbor.example/a.b for more.", "Write to desk@harbor.example or see www.harbor.example/a.b for more."},
	{"brackets", "(The mine closed in 1998.) Nobody came back.", "(The mine closed in 1998.)‖Nobody came back."},
	{"no stop", "Rain stops play", "Rain stops play"},
	{"mixed marks", "Really?! Yes.", "Really?!‖Yes."},
	{"single newline", "The first line ends.\nThe second begins", "The first line ends.‖The second begins"},
	{"blank line", "No stop here\n\nbut a new block", "No stop here‖but a new block"},
	{"wrapped", "The harbour authority closed the northern\nbasin on Tuesday because the ice had come\nearlier than in any winter that the older\npilots could remember.", "The harbour authority closed the northern\nbasin on Tuesday because the ice had come\nearlier than in any winter that the older\npilots could remember."},
}

func TestSentences(t *testing.T) {
	s := newSegmenter(t)
	for _, c := range sentenceCases {
		d := cut(s, c.text)
		var got []string
		for _, x := range d.Sentences {
			got = append(got, d.Slice(x.Span))
		}
		if g := strings.Join(got, "‖"); g != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, g, c.want)
		}
	}
}

var tokenCases = []struct{ name, text, want string }{
	{"possessive", "Kenya's envoy", "Kenya|'s/p|envoy"},
	{"curly possessive", "Kenya’s envoys’ cars", "Kenya|’s/p|envoys|’/p|cars"},
	{"contraction", "It's late, don't go", "It's|late|,/.|don't|go"},
	{"hyphen", "a high-level, two-day visit", "a|high-level|,/.|two-day|visit"},
	{"numbers", "1,200 men, 4.5% and -3 on the 21st, 10:30", "1,200/n|men|,/.|4.5/n|%/.|and|-3/n|on|the|21st/n|,/.|10:30/n"},
	{"names", "O'Hara of AT&T", "O'Hara|of|AT&T"},
	{"stops inside", "the U.S. and Ph.D. work", "the|U.S.|and|Ph.D.|work"},
	{"dashes", "late—very late -- and long", "late|—/.|very|late|--/.|and|long"},
	{"address", "see https://a.example/x?y=1, now", "see|https://a.example/x?y=1|,/.|now"},
	{"handle", "@portwatch and #strike", "@portwatch|and|#strike"},
	{"quotes", "\"yes\" and «no»", "\"/<|yes|\"/>|and|«/<|no|»/>"},
	{"single quotes", "'We won the workers' vote,' he said", "'/<|We|won|the|workers|'/p|vote|,/.|'/>|he|said"},
	{"left out", "the '90s and 'em", "the|'90s/n|and|'em"},
	{"inches", "a 6'2\" keeper", "a|6'2/n|\"/.|keeper"},
	{"nested", "“He said ‘never’ twice”", "“/<|He|said|‘/<|never|’/>|twice|”/>"},
	{"TeX", "``yes'' she said", "``/<|yes|''/>|she|said"},
	{"not UTF-8", "a\xffb \xc3", "a|\xff/.|b|\xc3/."},
}

func TestTokens(t *testing.T) {
	s := newSegmenter(t)
	kinds := map[analysis.TokenKind]string{analysis.Number: "/n", analysis.Punct: "/.", analysis.OpenQuote: "/<", analysis.CloseQuote: "/>", analysis.Possessive: "/p"}
	for _, c := range tokenCases {
		d := cut(s, c.text)
		var got []string
		for _, x := range d.Tokens {
			got = append(got, d.Slice(x.Span)+kinds[x.Kind])
		}
		if g := strings.Join(got, "|"); g != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, g, c.want)
		}
	}
}

// Flags after a quotation: - not closed, + continues, ~ scare quote.
var quoteCases = []struct {
	name, text, want string
	warnings         int
}{
	{"plain", "“The bridge is safe,” the mayor said.", "“The bridge is safe,”", 0},
	{"straight", "\"The bridge\", he said, \"is safe.\"", "\"The bridge\"‖\"is safe.\"", 0},
	{"nested", "“She told me ‘go home’ and I went,” he said.", "“She told me ‘go home’ and I went,”‖‘go home’", 0},
	{"several paragraphs", "“One step is done.\n\n“The next comes in May,” the minister said.", "“One step is done.-‖“The next comes in May,”+", 0},
	{"only the last closed", "“One step is done.\n\nThe next comes in May,” the minister said.", "“One step is done.-‖The next comes in May,”+", 0},
	{"never closed", "The coach said “we were poor. The crowd went home early.", "“we were poor.-", 1},
	{"opened twice", "\"We were poor. He left early. \"We must train,\" he said.", "\"We were poor. He left early.-‖\"We must train,\"", 1},
	{"never opened", "We were poor,” the coach said.", "", 1},
	{"scare", "The so-called “experts” met again.", "“experts”~", 0},
	{"a name that somebody goes by", "A man who goes by the name “Bishop.” left early.", "“Bishop.”~", 0},
	{"known as", "The driver is known as “Old Fox” there.", "“Old Fox”~", 0},
	{"nickname", "Luis “Bull” Herrera won the bout.", "“Bull”~", 0},
	{"fragment", "The minister called the plan “dead”.", "“dead”", 0},
	{"apostrophes are none", "The workers' union and the players' club don't agree.", "", 0},
	{"low marks", "Er sagte: „Wir gehen nun nach Hause“ und ging.", "„Wir gehen nun nach Hause“", 0},
	{"guillemets", "Il a dit « nous partons ce soir » hier.", "« nous partons ce soir »", 0},
}

func TestQuotes(t *testing.T) {
	s := newSegmenter(t)
	for _, c := range quoteCases {
		d := cut(s, c.text)
		var got []string
		for _, q := range d.Quotes {
			x := d.Slice(q.Span)
			if !q.Closed {
				x += "-"
			}
			if q.Continues {
				x += "+"
			}
			if q.Scare {
				x += "~"
			}
			got = append(got, x)
		}
		if g := strings.Join(got, "‖"); g != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, g, c.want)
		}
		if len(d.Article.Warnings) != c.warnings {
			t.Errorf("%s: warnings %q, want %d", c.name, d.Article.Warnings, c.warnings)
		}
	}
}

var headlineCases = []struct{ name, text, want string }{
	{"first line", "Port strike enters second week\n\nThe dockers met on Monday.", "Port strike enters second week"},
	{"between paragraphs", "The dockers met.\nA long week\nThey will meet again.", "A long week"},
	{"a quoted line is none", "The dockers met.\n“No more delays”\nThey will meet again.", ""},
	{"a colon is none", "The dockers met.\nShe added:\nThey will meet again.", ""},
	{"the last line is none", "The dockers met.\nNew York", ""},
}

func TestHeadlines(t *testing.T) {
	s := newSegmenter(t)
	for _, c := range headlineCases {
		d := cut(s, c.text)
		var got []string
		for _, p := range d.Paragraphs {
			if p.Headline {
				got = append(got, d.Slice(p.Span))
			}
		}
		if g := strings.Join(got, "‖"); g != c.want {
			t.Errorf("%s: got %q, want %q", c.name, g, c.want)
		}
	}
}

func FuzzSegment(f *testing.F) {
	for _, c := range sentenceCases {
		f.Add(c.text)
	}
	for _, c := range tokenCases {
		f.Add(c.text)
	}
	for _, c := range quoteCases {
		f.Add(c.text)
	}
	s := newSegmenter(f)
	f.Fuzz(func(t *testing.T, text string) {
		checkShape(t, cut(s, text))
	})
}

// checkShape fails where the parts do not nest, overlap or miss a letter.
func checkShape(t *testing.T, d *analysis.Segmented) {
	t.Helper()
	at := 0
	for i, x := range d.Tokens {
		if x.Start < at || x.Empty() || x.End > len(d.Text) {
			t.Fatalf("token %d is %v after %d", i, x.Span, at)
		}
		for _, r := range d.Text[at:x.Start] {
			if r != utf8.RuneError && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9') {
				t.Fatalf("%q is in no token", d.Text[at:x.Start])
			}
		}
		s := d.Sentences[x.Sentence]
		if i < s.First || i >= s.Last || !s.Contains(x.Span) {
			t.Fatalf("token %d says sentence %d, which is %+v", i, x.Sentence, s)
		}
		if x.Quote >= 0 && !d.Quotes[x.Quote].Contains(x.Span) {
			t.Fatalf("token %d says quote %d, which is %+v", i, x.Quote, d.Quotes[x.Quote])
		}
		at = x.End
	}
	next := 0
	for i, p := range d.Paragraphs {
		if p.First != next || p.Last <= p.First {
			t.Fatalf("paragraph %d is %+v", i, p)
		}
		for j := p.First; j < p.Last; j++ {
			if s := d.Sentences[j]; s.Paragraph != i || !p.Contains(s.Span) || s.First >= s.Last {
				t.Fatalf("sentence %d is %+v in %+v", j, s, p)
			}
		}
		next = p.Last
	}
	for i, q := range d.Quotes {
		if q.First >= q.Last || !q.Contains(q.Inner) || q.Inner.Len() < 0 || q.Last > len(d.Tokens) {
			t.Fatalf("quote %d is %+v", i, q)
		}
	}
}

func BenchmarkSegment(b *testing.B) {
	s := newSegmenter(b)
	text := strings.Repeat("The envoy, who arrived on Monday, said that “the work has begun” and that Kenya's team would stay until Jan. 5. Nobody objected.\n\n", 200)
	b.SetBytes(int64(len(text)))
	tokens := 0
	for b.Loop() {
		tokens += len(cut(s, text).Tokens)
	}
	b.ReportMetric(float64(tokens)/b.Elapsed().Seconds(), "tokens/s")
}

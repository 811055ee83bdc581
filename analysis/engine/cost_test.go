package engine_test

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"readout/analysis"
	"readout/analysis/engine"
	"readout/lexicon"
)

// baits are texts that no newsroom prints: each is one thing over and over, or one
// thing without an end, which a rule that looks from every place to every other pays
// for with the square of the text. n is the number of bytes, roughly.
var baits = []struct {
	name string
	text func(n int) string
}{
	{"comma splices", over("Zelensky said talks were good., ")},
	{"one sentence of comma splices", over("Zelensky said talks were good, ")},
	{"reported reports", over("He said she told him ")},
	{"reported reports with commas", over("He said, she told him, ")},
	{"short sentences of pronouns", over("He met him. She saw her. They left them. ")},
	{"paragraphs of pronouns", over("He said he left.\n\nShe said they saw him.\n\n")},
	{"pronouns alone", over("he she they him her them ")},
	{"quotation marks alone", over(`"`)},
	{"short quotations", over("“a” ")},
	{"pairs of curly marks", over("“”")},
	{"nested quotations", over("“he said ‘she said ")},
	{"quotations never closed", over("“We won, he said. ")},
	{"paragraphs of quotations never closed", over("“We won, he said.\n\n")},
	{"quotations never opened", over("We won,” he said. ")},
	{"quotations that go on", over("“We won and we will win again.\n\n")},
	{"quotations and their speaker", over("“No,” he said. ")},
	{"floating quotations", over("“No more of this ever again.” ")},
	{"paragraphs of floating quotations", over("“No more of this ever again.”\n\n")},
	{"titles", over("President Minister Senator ")},
	{"titles of titles", over("the president of the bank of ")},
	{"hyphens", over("a-")},
	{"a word of hyphens", over("vice-president-elect-")},
	{"dashes", over("he said — ")},
	{"names in a list", func(n int) string { return strings.Join(people(n/14), ", ") + " said no." }},
	{"names joined by and", func(n int) string { return strings.Join(people(n/18), " and ") + " said no." }},
	{"names that each say something", func(n int) string { return strings.Join(people(n/24), " said no. ") + " said no." }},
	{"names one after the other", func(n int) string { return strings.Join(people(n/13), " ") }},
	{"paragraphs of names", func(n int) string { return strings.Join(people(n/22), " met her.\n\n") + " said no." }},
	{"one name over and over", func(n int) string { return strings.Repeat("Van ", n/4) + "said no." }},
	{"one surname joined by and", func(n int) string { return strings.Repeat("Smith and ", n/10) + "Smith said no." }},
	{"a surname of many people", func(n int) string { return strings.Join(namesakes(n/30), " said no. ") + " said no." }},
	{"a surname of many people, then alone", func(n int) string {
		return strings.Join(namesakes(n/60), " met. ") + " met. " + strings.Repeat("Smith said no. ", n/30)
	}},
	{"bodies that end alike", func(n int) string {
		return strings.Join(people(n/60), " Times met. The ") + " Times met. " + strings.Repeat("The Times said no. ", n/40)
	}},
	{"epithets", over("Senator Anna Lund met the senator. The Republican said no. The mother of two agreed. ")},
	{"quotations introduced by a paragraph", over("The bishop told mourners:\n\n“We won and we will win again.”\n\n")},
	{"quotations that introduce each other", over("“We won and we will win,” he said:\n\n")},
	{"inserted speakers", over("“We won,” Anna Lund, “and we will win again.”\n")},
	{"datelines", over("PARIS (Reuters) - The plan has failed, officials said.\n")},
	{"first person", over("We will win. I said no. We left. They did not. The sun rose. ")},
	{"cue verbs", over("said warned told denied ")},
	{"sources and cues", over("John said that ")},
	{"according to", over("according to Putin, ")},
	{"relative clauses", over("the man who said that the woman who knew that ")},
	{"passives", over("was said by was told by ")},
	{"one giant paragraph", over("The minister said on Monday that the plan had failed and that nobody would pay for it. ")},
	{"no stop", over("the minister said on Monday that the plan had failed and that nobody would pay for it ")},
	{"statements and nothing else", over("He said no. ")},
	{"closing clauses", over("The plan had failed and nobody would pay for it, Minister Anna Lund said on Monday.\n")},
	{"one letter", over("a")},
	{"one word", over("the ")},
	{"brackets", func(n int) string { return strings.Repeat("(", n/2) + strings.Repeat(")", n/2) + " he said." }},
	{"bracketed cues", over("(he said) ")},
	{"abbreviations", over("U.S. ")},
	{"numbers", over("12,000 ")},
	{"lines of one letter", over("a\n")},
	{"headings", over("No Deal Today\n")},
	{"a transcript", over("SMITH: The plan has failed.\n")},
	{"colons", over("Smith: no: ")},
	{"capitals", over("Foreign ")},
	{"possessives", over("Putin's ")},
	{"apostrophes", over("'a ")},
	{"addresses", over("http://a.example/")},
	{"pictures", over("😀")},
	{"combining marks", func(n int) string { return "e" + strings.Repeat("\u0301", n/2) }},
	{"tags", over("<b>he said ")},
	{"negations", over("not never no very good bad ")},
	{"sentences of negations", over("He said it was not never no very good bad. ")},
	{"many targets", over("Putin said Trump praised Zelensky and attacked Macron and Merz and Starmer ")},
	{"semicolons", over("he said; she said; ")},
	{"boxes of links", over("READ MORE: No\n\n")},
	{"blanks", func(n int) string { return "he said" + strings.Repeat(" ", n) + "no" }},
}

// TestCostsAreLinear holds every bait to it that four times the text takes no more
// than about four times the memory, counted in bytes allocated, and in a few more
// times the statements. Time follows what is allocated closely enough, and unlike
// time the count is the same on a busy machine. What a sentence may hold is bounded.
func TestCostsAreLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("takes ten seconds")
	}
	p := pipeline(t)
	p.Reader = unread{} // it costs the same a statement, some milliseconds
	for _, b := range baits {
		small, _ := analyse(t, p, b.text(16<<10))
		large, d := analyse(t, p, b.text(64<<10))
		if large > 5*small+8<<20 { // the pools of the stages are filled at one time or another
			t.Errorf("%s: four times the text allocates %.1f times as much (%d bytes for %d)", b.name, float64(large)/float64(small), large, small)
		}
		inside := map[int]int{}
		for i := range d.Attributions {
			if a := &d.Attributions[i]; len(a.Content) > 0 {
				inside[sentenceOf(d, a.Content[0].Start)]++
			}
		}
		for n, count := range inside {
			if count > 40 {
				t.Errorf("%s: %d statements in sentence %d", b.name, count, n)
			}
		}
		for n, s := range d.Sentences {
			if s.Last-s.First > 512 {
				t.Errorf("%s: sentence %d has %d words and marks", b.name, n, s.Last-s.First)
			}
		}
	}
}

// TestALongTextIsWarnedAbout looks for the warning of every bound, and for none
// where a text is only long.
func TestALongTextIsWarnedAbout(t *testing.T) {
	p := pipeline(t)
	p.Reader = unread{}
	for _, c := range []struct{ text, want string }{
		{strings.Repeat("the plan had failed and ", 200), "text without an end of a sentence was broken at 1 places"},
		{strings.Repeat("The plan had failed. ", 2000), "text without a line break was parted at 1 places"},
		{strings.Repeat("Zelensky said talks were good, ", 60), "left out "},
		{strings.Repeat("The plan had failed.\n\n", 2000), ""},
	} {
		_, d := analyse(t, p, c.text)
		got := strings.Join(d.Article.Warnings, "; ")
		if !strings.Contains(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%.30q...: warnings %q, want %q", c.text, got, c.want)
		}
	}
}

// unread leaves statements as they are.
type unread struct{}

func (unread) Score(*analysis.Document) {}

func pipeline(t *testing.T) *analysis.Pipeline {
	t.Helper()
	lex, err := lexicon.Load()
	if err != nil {
		t.Fatal(err)
	}
	p, err := engine.New(lex, engine.Config{NoBayes: true})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// analyse gives the bytes that were allocated on the way.
func analyse(t *testing.T, p *analysis.Pipeline, text string) (allocated uint64, d *analysis.Document) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	d, err := p.Analyze(context.Background(), &analysis.Article{ID: "a", Text: text})
	runtime.ReadMemStats(&after)
	if err != nil {
		t.Fatalf("%.40q...: %v", text, err)
	}
	return after.TotalAlloc - before.TotalAlloc, d
}

func sentenceOf(d *analysis.Document, at int) int {
	n, _ := slices.BinarySearchFunc(d.Sentences, at, func(s analysis.Sentence, at int) int { return cmp.Compare(s.End-1, at) })
	return n
}

func over(s string) func(int) string {
	return func(n int) string { return strings.Repeat(s, max(1, n/len(s))) }
}

// namesakes makes n people of one surname.
func namesakes(n int) []string {
	out := people(n)
	for i := range out {
		out[i] = strings.Fields(out[i])[1] + " Smith"
	}
	return out
}

// people makes n names that are all different.
func people(n int) []string {
	first := strings.Fields("Boran Kamik Lutar Midor Tosel Ragan Sehol Visten Nowick Dalin Pegar Zumar")
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("%s %s%s%s", first[i%12], first[i/12%12], strings.ToLower(first[i/144%12]), strings.ToLower(first[i/1728%12]))
	}
	return out
}

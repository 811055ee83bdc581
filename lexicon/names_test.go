package lexicon

import (
	"strings"
	"sync"
	"testing"
)

// embeddedLexicon is loaded once for all tests: it never changes.
var embeddedLexicon = sync.OnceValues(func() (*Lexicon, error) { return Load() })

func loaded(t testing.TB) *Lexicon {
	t.Helper()
	l, err := embeddedLexicon()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// nameCases: words of a text, how many of them the longest known name takes, and
// one thing that it means; "" where it means nothing.
var nameCases = []struct {
	text  string
	words int
	id    string
}{
	// transliterations and forms of one name
	{"Volodymyr Zelenskyy told the Bundestag", 2, "volodymyr-zelensky"},
	{"Zelenskiy", 1, "volodymyr-zelensky"},
	{"Sergei Lavrov arrived", 2, "sergey-lavrov"},
	{"Recep Tayyip Erdoğan", 3, "recep-tayyip-erdogan"},
	{"J.D. Vance", 2, "jd-vance"},
	{"J. D. Vance", 3, "jd-vance"},
	{"Xi Jinping", 2, "xi-jinping"},
	{"Arsène Wenger signed", 2, "arsene-wenger"},
	// a surname that others have is only a surname
	{"Johnson", 1, "boris-johnson"},
	{"Johnson", 1, "ron-johnson"},
	{"Xi", 1, "xi-jinping"},
	// capitals tell names from words
	{"will May resign", 0, ""},
	{"May resigns", 1, "theresa-may"},
	{"apple pie", 0, ""},
	{"Apple unveiled a phone", 1, "apple"},
	{"they told us nothing", 0, ""},
	{"who said so", 0, ""},
	{"Who said so", 0, ""},
	{"WHO said so", 1, "who"},
	{"Nato allies", 1, "nato"},
	{"NATO allies", 1, "nato"},
	{"Us and them", 0, ""},
	// full stops, possessives, ampersands
	{"U.S. officials", 1, "united-states"},
	{"US State Department", 3, "us-state-department"},
	{"McDonald 's sales", 2, "mcdonalds"},
	{"McDonald’s sales", 1, "mcdonalds"},
	{"Johnson & Johnson recalled", 3, "johnson-and-johnson"},
	{"AT&T shares", 1, "at-and-t"},
	{"AT & T shares", 3, "at-and-t"},
	{"Donald Trump Jr . said", 3, "donald-trump-jr"},
	// the longest name wins
	{"White House", 2, "white-house"},
	{"European Central Bank", 3, "ecb"},
	{"Bank of England", 3, "bank-of-england"},
	{"South Korean officials", 2, "south-korea"},
	{"Republic of the Congo", 4, "congo"},
	// seats of government, nationalities, people of a country
	{"Kyiv", 1, "ukraine"},
	{"Downing Street", 2, "downing-street"},
	{"Elysée", 1, "elysee"},
	{"Zhongnanhai", 1, "china"},
	{"Brussels", 1, "european-union"},
	{"Brussels", 1, "belgium"},
	{"Blue House", 2, "south-korea"},
	{"Ukrainians", 1, "ukraine"},
	{"Burkinabé minister", 1, "burkina-faso"},
	// roles, collectives, parties
	{"foreign minister", 2, "foreign-minister"},
	{"people familiar with the matter", 5, "sources"},
	{"Republicans", 1, "us-republicans"},
	{"Law and Justice", 3, "law-and-justice"},
	{"fans", 1, "fans"},
	// nobody
	{"Kirill Dmitriev", 0, ""},
	{", said", 0, ""},
	{"", 0, ""},
}

func TestNames(t *testing.T) {
	l := loaded(t)
	for _, c := range nameCases {
		n, refs := l.Names.Longest(strings.Fields(c.text))
		found := c.id == "" && len(refs) == 0
		for _, r := range refs {
			found = found || r.ID == c.id
		}
		if n != c.words || !found {
			t.Errorf("%q: %d words, %v; want %d words, %s", c.text, n, refs, c.words, c.id)
		}
	}
}

func FuzzNames(f *testing.F) {
	for _, c := range nameCases {
		f.Add(c.text)
	}
	l := loaded(f)
	f.Fuzz(func(t *testing.T, text string) {
		words := strings.Fields(text)
		n, refs := l.Names.Longest(words)
		if n < 0 || n > len(words) || (n == 0) != (len(refs) == 0) {
			t.Errorf("%q: %d words of %d, %d meanings", text, n, len(words), len(refs))
		}
	})
}

func TestSlug(t *testing.T) {
	for _, c := range []struct{ name, slug string }{
		{"Russian officials", "russian-officials"},
		{"Côte d'Ivoire", "cote-divoire"},
		{"Łódź", "lodz"},
		{"J. P. O'Neill, Jr.", "j-p-oneill-jr"},
		{" - ", ""},
	} {
		if got := Slug(c.name); got != c.slug {
			t.Errorf("%q is %q, want %q", c.name, got, c.slug)
		}
	}
}

func TestCollectiveOfACountry(t *testing.T) {
	l := loaded(t)
	for _, c := range []struct{ collective, country, id, name string }{
		{"officials", "russia", "russian-officials", "Russian officials"},
		{"officials", "united-states", "american-officials", "American officials"},
		{"fans", "brazil", "brazilian-fans", "Brazilian fans"},
		{"sources", "", "sources", "sources"},
	} {
		id, name := l.Collective(c.collective).Of(l.Country(c.country))
		if id != c.id || name != c.name {
			t.Errorf("%s of %s: %s, %s", c.collective, c.country, id, name)
		}
	}
}

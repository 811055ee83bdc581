package lexicon

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// folder writes files into a new folder.
func folder(t testing.TB, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// faultCases: one file of a user, and where and what is wrong with it.
var faultCases = []struct{ what, file, text, fault string }{
	{"a key that there is not", "actors.yaml", "- id: a\n  nmae: A\n  name: A\n", `actors.yaml:2:3: unknown key "nmae": is "name" meant?`},
	{"a key that is not there", "actors.yaml", "- id: a\n", `actors.yaml:1:3: key "name" is missing`},
	{"a key twice", "actors.yaml", "- id: a\n  name: A\n  name: B\n", `actors.yaml:3:3: key "name" stands twice`},
	{"a list for a value", "actors.yaml", "- id: a\n  name: [A]\n", `actors.yaml:2:9: wants text, not a list`},
	{"a value for a list", "actors.yaml", "- id: a\n  name: A\n  aliases: B\n", `actors.yaml:3:12: wants a list, not "B"`},
	{"nothing for a name", "actors.yaml", "- id: a\n  name:\n", `actors.yaml:2:8: wants text, not nothing`},
	{"truth for a name", "actors.yaml", "- id: a\n  name: true\n", `actors.yaml:2:9: wants text, not "true"`},
	{"a word for a number", "roles.yaml", "- id: a\n  name: boatswain\n  rank: high\n", `roles.yaml:3:9: wants a whole number, not "high"`},
	{"a word for true", "roles.yaml", "- id: a\n  name: boatswain\n  unique: often\n", `roles.yaml:3:11: wants true or false, not "often"`},
	{"a rank that there is not", "roles.yaml", "- id: a\n  name: boatswain\n  rank: 9\n", `roles.yaml:3:9: rank 9 is not between 1 and 5`},
	{"a bad date", "actors.yaml", "- id: a\n  name: A\n  terms:\n  - {role: mayor, from: 2014-13-01}\n", `actors.yaml:4:25: "2014-13-01" is no date: write 2014, 2014-03 or 2014-03-18`},
	{"an end before the beginning", "actors.yaml", "- id: a\n  name: A\n  terms:\n  - {role: mayor, from: 2014, to: 2013-05}\n", `actors.yaml:4:35: ends on 2013-05-01, not after it began on 2014-01-01`},
	{"terms that overlap", "actors.yaml", "- id: a\n  name: A\n  terms:\n  - {role: mayor, from: 2014}\n  - {role: mayor, from: 2015}\n", `actors.yaml:5:5: overlaps the other term as mayor`},
	{"two in one office", "actors.yaml", "- id: a\n  name: A\n  terms:\n  - {role: chancellor, of: germany, from: 2020}\n", `actors.yaml:4:5: overlaps with angela-merkel, chancellor of germany 2005-11-22 to 2021-12-08: only one can be it at a time`},
	{"an unknown role", "actors.yaml", "- id: a\n  name: A\n  terms:\n  - {role: wizard}\n", `actors.yaml:4:12: unknown role "wizard"`},
	{"an unknown country", "actors.yaml", "- id: a\n  name: A\n  country: atlantis\n", `actors.yaml:3:12: unknown country "atlantis"`},
	{"an unknown party", "actors.yaml", "- id: a\n  name: A\n  party: whigs\n", `actors.yaml:3:10: unknown side "whigs"`},
	{"an unknown gender", "actors.yaml", "- id: a\n  name: A\n  gender: x\n", `actors.yaml:3:11: unknown gender "x": it is one of m, f`},
	{"an id that is none", "actors.yaml", "- id: An Actor\n  name: A\n", `actors.yaml:1:7: id "An Actor" wants to be lower-case letters, digits and hyphens: "an-actor"`},
	{"an id that is a country's", "organizations.yaml", "- id: norway\n  name: Norway Inc\n  kind: company\n", `organizations.yaml:1:7: id "norway" is a country's`},
	{"an id twice", "actors.yaml", "- id: a\n  name: A\n- id: a\n  name: B\n", `actors.yaml:3:3: id a stands twice in this file`},
	{"a name that another has", "actors.yaml", "- id: a\n  name: A Lavrov\n  aliases: [Second, Lavrov]\n", `actors.yaml:3:21: "Lavrov" is a name of sergey-lavrov too`},
	{"a name that another has in other spelling", "actors.yaml", "- id: a\n  name: Recep Tayyip Erdoğan\n", `actors.yaml:2:9: "Recep Tayyip Erdoğan" is a name of recep-tayyip-erdogan too`},
	{"a former name that is no alias", "organizations.yaml", "- id: a\n  name: Bexley Cider\n  kind: company\n  former: [{name: Old Bexley, to: 2015}]\n", `organizations.yaml:4:19: former name "Old Bexley" is not among the aliases`},
	{"former names out of order", "organizations.yaml", "- id: a\n  name: Bexley Cider\n  kind: company\n  aliases: [Old Bexley, Bex]\n  former: [{name: Old Bexley, to: 2015}, {name: Bex, to: 2012}]\n", `organizations.yaml:5:42: former name "Bex" ends no later than the one before it`},
	{"an unknown kind", "organizations.yaml", "- id: a\n  name: A\n  kind: gang\n", `organizations.yaml:3:9: unknown kind "gang"`},
	{"an unknown parent", "sides.yaml", "- id: a\n  name: A\n  kind: party\n  parent: b\n", `sides.yaml:4:11: unknown side "b"`},
	{"a side in a circle", "sides.yaml", "- id: a\n  name: A\n  kind: party\n  parent: b\n- id: b\n  name: B\n  kind: party\n  parent: a\n", `sides.yaml:4:11: side "a" is its own parent`},
	{"an issue without phrases", "issues.yaml", "- id: a\n  name: A\n  description: d\n  phrases: []\n  favor: f\n  against: g\n", `issues.yaml:4:12: wants one phrase at least`},
	{"a phrase that is a gap", "issues.yaml", "- id: a\n  name: A\n  description: d\n  phrases: [b, ... c]\n  favor: f\n  against: g\n", `issues.yaml:4:16: phrase "... c" wants a word at its beginning and its end`},
	{"nothing to remove", "actors.yaml", "- id: nobody-of-that-name\n  remove: true\n", `actors.yaml:1:3: there is no entry "nobody-of-that-name" to remove`},
	{"no YAML", "actors.yaml", "- id: a\n  name: 'A\n", `actors.yaml:3:1: not YAML`},
	{"a mapping for a list", "actors.yaml", "id: a\n", `actors.yaml:1:1: wants a list, not keys with values`},
	{"a word twice", "english/target.yaml", "placeholders:\n- heap\n- heap\n", `english/target.yaml:3:3: "heap" stands twice in the list`},
	{"a word with a capital", "english/calendar.yaml", "days: [Yesteryear]\n", `english/calendar.yaml:1:8: "Yesteryear" wants lower case`},
	{"a list of words that there is not", "english/target.yaml", "placeholder: [heap]\n", `english/target.yaml:1:1: unknown key "placeholder": is "placeholders" meant?`},
	{"an English file that there is not", "english/targets.yaml", "placeholders: [heap]\n", `english/targets.yaml: no such lexicon file: the names are abbreviations.yaml, actors.yaml`},
	{"a file that there is not", "actor.yaml", "- id: a\n", `actor.yaml: no such lexicon file: the names are abbreviations.yaml, actors.yaml`},
}

func TestFaults(t *testing.T) {
	for _, c := range faultCases {
		dir := folder(t, map[string]string{c.file: c.text})
		_, err := Load(dir)
		var faults Faults
		if !errors.As(err, &faults) {
			t.Errorf("%s: the error is %v", c.what, err)
			continue
		}
		found := strings.ReplaceAll(faults[0].String(), dir+string(filepath.Separator), "")
		if !strings.HasPrefix(found, c.fault) {
			t.Errorf("%s:\n got %s\nwant %s", c.what, found, c.fault)
		}
	}
}

// All faults of all files are told at once, each with its line.
func TestEveryFaultIsTold(t *testing.T) {
	dir := folder(t, map[string]string{
		"actors.yaml": `- id: one
  name: One
  nationality: russia
- id: two
  name: Two
  country: lemuria
  terms:
    - {role: wizard, of: russia, from: 2015}
    - {role: mayor, of: russia, from: yesterday}
`,
		"sides.yaml": `- {id: three, name: Three, kind: clique}
- {name: Four, kind: party}
- {name: Five, kind: party}
`,
	})
	_, err := Load(dir)
	want := strings.Join([]string{
		"lexicon: 7 faults",
		"DIR/actors.yaml:3:3: unknown key \"nationality\": the keys are aliases, ambiguous, common, country, gender, id, name, party, side, surnames, terms, titles",
		"  |   nationality: russia",
		"  |   ^",
		"DIR/actors.yaml:6:12: unknown country \"lemuria\"",
		"  |   country: lemuria",
		"  |            ^",
		"DIR/actors.yaml:8:14: unknown role \"wizard\"",
		"  |     - {role: wizard, of: russia, from: 2015}",
		"  |              ^",
		"DIR/actors.yaml:9:39: \"yesterday\" is no date: write 2014, 2014-03 or 2014-03-18",
		"  |     - {role: mayor, of: russia, from: yesterday}",
		"  |                                       ^",
		"DIR/sides.yaml:1:34: unknown kind \"clique\": it is one of armed-group, body, country, movement, party, union",
		"  | - {id: three, name: Three, kind: clique}",
		"  |                                  ^",
		"DIR/sides.yaml:2:3: key \"id\" is missing",
		"  | - {name: Four, kind: party}",
		"  |   ^",
		"DIR/sides.yaml:3:3: key \"id\" is missing",
		"  | - {name: Five, kind: party}",
		"  |   ^",
	}, "\n")
	got := ""
	if err != nil {
		got = strings.ReplaceAll(err.Error(), dir, "DIR")
	}
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestOverlay(t *testing.T) {
	l, err := Load(folder(t, map[string]string{
		"actors.yaml": `
- id: kirill-dmitriev # new
  name: Kirill Dmitriev
  country: russia
  terms:
    - {role: envoy, of: russia, from: 2025-02-23}
- id: sergey-lavrov # extended
  aliases: [Sergej Lawrow]
- id: dmitry-peskov # in the place of the old one
  replace: true
  name: Dmitry S Peskov
- id: yuri-ushakov # gone
  remove: true
`,
		"issues.yaml": `
- id: trade
  name: Commerce
  phrases: [quota]
`,
		"english/target.yaml": "placeholders: [heap, lot]\n",
		"models/stub.bin":     "weights",
	}))
	if err != nil {
		t.Fatal(err)
	}
	if h := l.Holders("envoy", "russia", day(t, "2025-03-01")); len(h) != 1 || h[0].Actor.Name != "Kirill Dmitriev" {
		t.Errorf("the new envoy is %v", h)
	}
	a := l.Actor("sergey-lavrov")
	if a.Gender != "m" || !slices.Contains(a.Aliases, "Lavrov") || !slices.Contains(a.Aliases, "Sergej Lawrow") {
		t.Errorf("the extended actor is %+v", a)
	}
	if a := l.Actor("dmitry-peskov"); a.Gender != "" || len(a.Terms) != 0 {
		t.Errorf("the replaced actor is %+v", a)
	}
	if l.Actor("yuri-ushakov") != nil || len(l.Names.Named("Ushakov")) > 0 {
		t.Error("the removed actor is still there")
	}
	if i := l.Issue("trade"); i.Name != "Commerce" || !slices.Contains(i.Phrases, "quota") || !slices.Contains(i.Phrases, "trade deal") {
		t.Errorf("the extended issue is %+v", i)
	}
	if p := l.English.Target.Placeholders; !p["heap"] || !p["lot"] || !p["time"] || p["talks"] {
		t.Errorf("the extended list of words is %v", p)
	}
	if b, err := l.Model("stub"); err != nil || string(b) != "weights" {
		t.Errorf("the model is %q, %v", b, err)
	}
	if plain := loaded(t); l.SHA256 == plain.SHA256 || l.Version != plain.Version+"+overlay" {
		t.Errorf("hash %s and version %s do not tell of the overlay", l.SHA256, l.Version)
	}
}

// The hash follows the content alone.
func TestHash(t *testing.T) {
	one := map[string]string{"actors.yaml": "- id: a\n  name: A Person\n"}
	load := func(files map[string]string) string {
		l, err := Load(folder(t, files))
		if err != nil {
			t.Fatal(err)
		}
		return l.SHA256
	}
	if first, second := load(one), load(one); first != second {
		t.Error("the same files in another folder have another hash")
	}
	if load(one) == load(map[string]string{"actors.yaml": "- id: a\n  name: B Person\n"}) {
		t.Error("other files have the same hash")
	}
}

func TestOverlayThatIsNone(t *testing.T) {
	for what, dir := range map[string]string{
		"no folder":             filepath.Join(t.TempDir(), "missing"),
		"a folder without file": t.TempDir(),
	} {
		if _, err := Load(dir); err == nil {
			t.Errorf("%s loads", what)
		}
	}
}

// What is exported can be laid over again and changes nothing but the hash.
func TestExport(t *testing.T) {
	dir := folder(t, map[string]string{"actors.yaml": "- id: a-person\n  name: A Person\n"})
	files, err := Export(dir)
	if err != nil {
		t.Fatal(err)
	}
	copied := map[string]string{}
	for _, f := range files {
		copied[f.Name] = string(f.Data)
	}
	l, err := Load(folder(t, copied))
	if err != nil {
		t.Fatal(err)
	}
	if l.Actor("a-person") == nil || len(l.Actors) != len(loaded(t).Actors)+1 {
		t.Errorf("%d actors, want one more than %d", len(l.Actors), len(loaded(t).Actors))
	}
}

func TestLookup(t *testing.T) {
	l := loaded(t)
	for _, c := range []struct{ asked, section, id string }{
		{"sergey-lavrov", "actors", "sergey-lavrov"},
		{"Lavrov", "actors", "sergey-lavrov"},
		{"the GOP", "", ""},
		{"GOP", "sides", "us-republicans"},
		{"Moscow", "countries", "russia"},
		{"sanctions", "issues", "sanctions"},
		{"foreign secretary", "roles", "foreign-minister"},
	} {
		found := l.Lookup(c.asked)
		if c.id == "" {
			if len(found) != 0 {
				t.Errorf("%s is %v", c.asked, found)
			}
			continue
		}
		if !slices.ContainsFunc(found, func(e Entry) bool { return e.Section == c.section && e.ID == c.id }) {
			t.Errorf("%s is not among what %q means: %v", c.id, c.asked, found)
		}
	}
}

// A file may be anything; reading it ends, with faults or without.
func FuzzFile(f *testing.F) {
	for _, c := range faultCases {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		l := &Lexicon{}
		ld := &loader{lexicon: l, collector: &collector{}, roots: map[string]*yaml.Node{}}
		ld.sections = l.sections()
		ld.lay(*ld.section("actors.yaml"), parse("actors.yaml", []byte(text)))
		ld.decode()
		l.link()
		ld.check()
		var faults Faults
		if err := ld.err(); err != nil && !errors.As(err, &faults) {
			t.Errorf("%v", err)
		}
		for _, x := range faults {
			if x.File != "actors.yaml" || x.Line > len(text)+2 {
				t.Errorf("fault at no place of the file: %+v", x)
			}
		}
	})
}

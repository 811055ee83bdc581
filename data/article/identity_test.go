package article

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// TestIdentity: two records are one article or two, and one version of it or two.
func TestIdentity(t *testing.T) {
	for _, c := range []struct {
		name, before, after string
		sameID, sameVersion bool
	}{
		{"the same words", `{"text":"It sails."}`, `{"text":"It sails."}`, true, true},
		{"white space laid out otherwise", `{"title":"Sea","text":"It sails.\n\nIt rains."}`, `{"title":" Sea ","text":"It  sails.\r\nIt rains.\n"}`, true, false},
		{"another text", `{"title":"Sea","text":"It sails."}`, `{"title":"Sea","text":"It sinks."}`, false, false},
		{"another title", `{"title":"Sea","text":"It sails."}`, `{"title":"Lake","text":"It sails."}`, false, false},
		{"another outlet", `{"outlet":"Post","text":"It sails."}`, `{"outlet":"Courier","text":"It sails."}`, false, false},
		{"another day", `{"date":"2025-02-18","text":"It sails."}`, `{"date":"2025-02-19","text":"It sails."}`, false, false},
		{"another hour of the day", `{"date":"2025-02-18T08:00:00Z","text":"It sails."}`, `{"date":"2025-02-18T09:30:00Z","text":"It sails."}`, true, false},
		{"another author", `{"author":"A. Reed","text":"It sails."}`, `{"author":"B. Moss","text":"It sails."}`, true, false},
		{"words that could be title or text", `{"title":"Sea","text":"sails."}`, `{"title":"Sea sails","text":"It"}`, false, false},
		{"a text under an id changed", `{"id":"7","text":"It sails."}`, `{"id":"7","text":"It sinks."}`, true, false},
		{"a text under a url changed", `{"url":"http://x.example/1","text":"It sails."}`, `{"url":"http://x.example/1","text":"It sinks."}`, true, false},
		{"url told from another only by tracking", `{"url":"http://www.x.example/1?utm_source=a","text":"A b."}`, `{"url":"https://x.example/1#top","text":"A b."}`, true, false},
		{"url with a slash behind it", `{"url":"http://x.example/1/","text":"A b."}`, `{"url":"https://X.example:443/1","text":"A b."}`, true, false},
		{"another url", `{"url":"http://x.example/1","text":"A b."}`, `{"url":"http://x.example/2","text":"A b."}`, false, false},
		{"another id", `{"id":"1","text":"A b."}`, `{"id":"2","text":"A b."}`, false, true},
		{"a number for an id", `{"id":1,"text":"A b."}`, `{"id":"1","text":"A b."}`, true, true},
		{"an id that says there is none", `{"id":"NA","text":"It sails."}`, `{"id":"NA","text":"It rains."}`, false, false},
		{"a url that says there is none", `{"url":"null","text":"It sails."}`, `{"url":"null","text":"It rains."}`, false, false},
		{"a url that leads nowhere", `{"url":"#","text":"It sails."}`, `{"url":"#","text":"It rains."}`, false, false},
		{"the outlet's front page", `{"url":"https://www.post.example/","text":"It sails."}`, `{"url":"https://www.post.example/","text":"It rains."}`, false, false},
		{"the outlet's front page for a source", `{"source":"https://post.example","text":"It sails."}`, `{"source":"https://post.example","text":"It rains."}`, false, false},
		{"half a url", `{"url":"https://","text":"It sails."}`, `{"url":"https://","text":"It rains."}`, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			read := func(content string) (id, version string) {
				got, faults := collect(t, Options{}, write(t, t.TempDir(), "a.ndjson", content))
				if len(got) != 1 {
					t.Fatalf("%d articles of %q: %v", len(got), content, faults)
				}
				return got[0].ID, got[0].VersionID
			}
			id, version := read(c.before)
			id2, version2 := read(c.after)
			if (id == id2) != c.sameID || (version == version2) != c.sameVersion {
				t.Errorf("ids %s %s, versions %s %s", id, id2, version, version2)
			}
		})
	}
}

// TestIdentityIsNoPlace: what an article is told by does not depend on the format, the
// file, the record or whether it comes as a stream.
func TestIdentityIsNoPlace(t *testing.T) {
	const body = "The harbour council met on Tuesday. Its chair said the ferry would sail."
	object := `{"title":"Ferry returns","text":"` + body + `"}`
	folder := t.TempDir()
	for name, content := range map[string]string{
		"a/001.txt":      "Ferry returns\n\n" + body,
		"b/001.txt":      "Ferry returns\r\n\r\n" + body + "\r\n",
		"c.md":           "---\ntitle: Ferry returns\n---\n" + body,
		"d.ndjson":       `{"text":"It rains in the hills."}` + "\n" + object,
		"e.json":         "[" + object + "]",
		"f.csv":          "title,text\nFerry returns," + body + "\n",
		"2025-02-18.txt": "Ferry returns\n\n" + body,
		"h/deep/i.md":    "# Ferry returns\n\n" + body,
	} {
		write(t, folder, name, content)
	}
	ids := map[string][]string{}
	articles, faults := collect(t, Options{}, folder)
	if len(articles) != 9 || len(faults) > 0 {
		t.Fatalf("%d articles, %v", len(articles), faults)
	}
	for _, a := range articles {
		ids[a.ID] = append(ids[a.ID], a.Path)
	}
	for l := range Lines(context.Background(), strings.NewReader("\n"+object+"\n"), Options{}) {
		if l.Article != nil {
			ids[l.Article.ID] = append(ids[l.Article.ID], "the stream")
		}
	}
	if len(ids) != 2 || len(ids[articles[0].ID]) != 9 {
		t.Errorf("the same article has several ids: %v", ids)
	}
}

// TestIdentityByPath: a file that is edited in place stays one article.
func TestIdentityByPath(t *testing.T) {
	folder := t.TempDir()
	t.Chdir(folder)
	read := func(input, content string) (ids []string) {
		write(t, folder, "day1/a.txt", content)
		articles, _ := collect(t, Options{IDs: IDsFromPath}, input)
		for _, a := range articles {
			ids = append(ids, a.ID)
		}
		return ids
	}
	before := read("day1/a.txt", "It sails.")
	for _, input := range []string{"day1/a.txt", "./day1/a.txt", "day1", filepath.Join(folder, "day1"), "day?/*.txt"} {
		if after := read(input, "It sinks."); len(after) != 1 || after[0] != before[0] {
			t.Errorf("%s: %v, before the change %v", input, after, before)
		}
	}
	write(t, folder, "day2/a.txt", "It sails.")
	write(t, folder, "day2/b.ndjson", `{"text":"It rains."}`+"\n"+`{"text":"It rains."}`+"\n"+`{"id":"7","text":"It rains."}`)
	articles, _ := collect(t, Options{IDs: IDsFromPath}, ".")
	ids := map[string]bool{}
	for _, a := range articles {
		ids[a.ID] = true
	}
	if len(articles) != 5 || len(ids) != 5 || !ids["7"] {
		t.Errorf("%d ids of %d articles: %v", len(ids), len(articles), ids)
	}
	// A stream lies nowhere: its articles are told by what is in them.
	for _, in := range []string{`{"text":"It sails."}`, `{"text":"It sinks."}`} {
		for item := range Read(context.Background(), []string{"-"}, Options{IDs: IDsFromPath, Stdin: strings.NewReader(in)}) {
			if ids[item.Article.ID] {
				t.Errorf("%s replaces another article", in)
			}
			ids[item.Article.ID] = true
		}
	}
}

// TestFaultsAreFound: a fault of a record says by which id, or by which line, it is found.
func TestFaultsAreFound(t *testing.T) {
	hash := func(line string) string {
		h := sha256.Sum256([]byte(line))
		return "line-" + hex.EncodeToString(h[:])
	}
	long := `{"text":"` + strings.Repeat("long ", 300_000) + `"}`
	russian := "Министр сказал, что переговоры не были лёгкими, но он доволен, и что в мае они встретятся снова."
	for _, c := range []struct{ name, file, content, want string }{ // line, record and id of the fault
		{"broken JSON", "a.ndjson", `{"text":"It sails."}` + "\n\n{]\n", "3 2 " + hash("{]")},
		{"broken JSON with a line end of Windows", "a.ndjson", "\r\n{]\r\n", "2 1 " + hash("{]")},
		{"no text under an id", "a.ndjson", `{"text":"It sails."}` + "\n" + `{"id":"n-7","title":"Rain"}`, "2 2 n-7"},
		{"no text and no id", "a.ndjson", `{"lede":"Rain"}`, "1 1 " + hash(`{"lede":"Rain"}`)},
		{"another language under an id", "a.ndjson", `{"id":"n-8","text":"` + russian + `"}`, "1 1 n-8"},
		{"a line over the limit", "a.ndjson", `{"text":"It sails."}` + "\n" + long + "\n", "2 2 " + hash(long)},
		{"too few fields", "a.csv", "id,text\n1,It sails.\n\"2\n3\"\n", "3 2 " + hash("2\n3")},
		{"an empty text in a table", "a.csv", "id,text\n1,It sails.\n2,NA\n", "3 2 2"},
		{"an empty text in a table without ids", "a.csv", "title,text\nSea,It sails.\nSky,null\n", "3 2 " + hash("Sky\tnull")},
		{"in a JSON array", "a.json", `[{"text":"It sails."},{"lede":"Rain"}]`, "0 2 " + hash(`{"lede":"Rain"}`)},
		{"a whole file", "a.txt", " \n", "0 0 "},
		{"a whole file with an id", "a.md", "---\nid: n-9\n---\n" + russian, "0 0 n-9"},
	} {
		t.Run(c.name, func(t *testing.T) {
			opts := Options{Languages: []string{"en"}, Limits: Limits{LineBytes: 1 << 20}}
			var got []string
			p := write(t, t.TempDir(), c.file, c.content)
			for item := range Read(context.Background(), []string{p}, opts) {
				if f := item.Fault; f != nil {
					got = append(got, fmt.Sprint(item.Line, f.RecordNo, " ", f.ID))
				}
			}
			if len(got) != 1 || got[0] != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestMissingValues: what exports write where there is nothing is no text, title or outlet.
func TestMissingValues(t *testing.T) {
	for _, mark := range []string{"NA", "null", "NULL", "None", "NaN", "nan", "<NA>", "N/A", "#N/A", `\N`, " NA "} {
		for file, content := range map[string]string{
			"a.csv":    "title,outlet,text\n%[1]s,%[1]s,It sails on Monday.\nSea,Post,%[1]s\n",
			"a.ndjson": `{"title":%[2]q,"outlet":%[2]q,"text":"It sails on Monday."}` + "\n" + `{"title":"Sea","outlet":"Post","text":%[2]q}` + "\n",
		} {
			articles, faults := collect(t, Options{}, write(t, t.TempDir(), file, fmt.Sprintf(content, mark, mark)))
			if len(articles) != 1 || articles[0].Title != "" || articles[0].Outlet != "" || len(faults) != 1 || faults[0].Code != CodeNoText {
				t.Errorf("%q in %s: %+v, %v", mark, file, articles, faults)
			}
		}
		if articles, _ := collect(t, Options{}, write(t, t.TempDir(), "a.txt", mark+"\n")); len(articles) > 0 {
			t.Errorf("a file of %q is an article", mark)
		}
	}
	articles, _ := collect(t, Options{}, write(t, t.TempDir(), "a.csv", "outlet,source,text\nNA,Nan Daily,\"NA said nothing, and None too.\"\n"))
	if len(articles) != 1 || articles[0].Outlet != "Nan Daily" {
		t.Errorf("%+v", articles)
	}
}

// TestKeysThatDifferInCase: of two keys that are one in lower case the same counts every time.
func TestKeysThatDifferInCase(t *testing.T) {
	for _, c := range []struct{ name, file, content, want string }{
		{"the first in the order of bytes", "a.ndjson", `{"Text":"It rains.","TEXT":"It sails."}`, "It sails."},
		{"the one in lower case", "a.ndjson", `{"TEXT":"It rains.","text":"It sails.","Text":"It snows."}`, "It sails."},
		{"one that holds something", "a.ndjson", `{"TEXT":"","Text":"It sails.","text":null}`, "It sails."},
		{"in an array", "a.json", `[{"Body":"It rains.","BODY":"It sails."}]`, "It sails."},
		{"in front matter", "a.md", "---\nOutlet: Rain\nOUTLET: Post\n---\nIt sails.", "It sails. Post"},
		{"in a header line, the first", "a.csv", "Text,TEXT\nIt sails.,It rains.\n", "It sails."},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := write(t, t.TempDir(), c.file, c.content)
			for range 20 {
				articles, faults := collect(t, Options{}, p)
				if len(articles) != 1 {
					t.Fatalf("%v", faults)
				}
				if got := strings.TrimSpace(articles[0].Text + " " + articles[0].Outlet); got != c.want {
					t.Fatalf("%q, want %q", got, c.want)
				}
			}
		})
	}
}

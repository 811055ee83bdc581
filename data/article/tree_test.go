//go:build unix

package article

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"
)

func link(t *testing.T, target, at string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(at), 0o755), os.Symlink(target, at)); err != nil {
		t.Fatal(err)
	}
}

// TestLinksInFolders: what links lead to outside of an input folder, or of the folder that
// a pattern begins with, is read when asked for alone. What is named is taken at its word.
func TestLinksInFolders(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	secret := write(t, dir, "elsewhere/secret.txt", "The secret stays, said the keeper.")
	write(t, dir, "in/a.txt", "The ferry sails, said the captain.")
	write(t, dir, "in/sub/b.txt", "The pier opens, said the mayor.")
	link(t, "../elsewhere/secret.txt", "in/out.txt")
	link(t, secret, "in/sub/absolute.txt")
	link(t, "sub/b.txt", "in/within.txt")
	link(t, filepath.Join(dir, "in", "a.txt"), "in/sub/within-absolute.txt")
	link(t, "../../elsewhere/../elsewhere/secret.txt", "in/sub/winding.txt")
	link(t, "../elsewhere", "in/folder")
	link(t, "loop.txt", "in/loop.txt")
	link(t, "in", "alias")
	all := []string{"a.txt", "b.txt", "within.txt", "within-absolute.txt"}
	for _, c := range []struct {
		input  string
		follow bool
		want   []string
		secret int // how often it was read
	}{
		{"in", false, all, 0},
		{"in", true, all, 3},
		{"alias", false, all, 0},
		{"in/**/*.txt", false, all, 0},
		{"in/*.txt", false, []string{"a.txt", "within.txt"}, 0},
		{"in/*.txt", true, []string{"a.txt", "within.txt"}, 1},
		{"in/*/secret.txt", false, nil, 0},
		{"in/out.txt", false, nil, 1},
		{"in/folder", false, nil, 1},
	} {
		t.Run(fmt.Sprint(c.input, " ", c.follow), func(t *testing.T) {
			articles, faults := collect(t, Options{FollowLinks: c.follow}, c.input)
			var got []string
			secrets := 0
			for _, a := range articles {
				if strings.Contains(a.Text, "secret") {
					secrets++
				} else {
					got = append(got, filepath.Base(a.Path))
				}
			}
			slices.Sort(got)
			want := slices.Clone(c.want)
			slices.Sort(want)
			if !slices.Equal(got, want) || secrets != c.secret {
				t.Errorf("%v and %d secrets, want %v and %d; %v", got, secrets, want, c.secret, faults)
			}
			for _, f := range faults {
				if f.Code != CodeUnreadable && f.Code != CodeNotFound || strings.Contains(f.Message, "secret") {
					t.Errorf("%v", f)
				}
			}
		})
	}
}

// TestNamesThatAreNoUTF8: files, folders and members of archives with such names are
// read; what is shown of them is UTF-8, tells one from another and leads back to them.
func TestNamesThatAreNoUTF8(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, name := range []string{"in/a\xff.txt", "in/a\xfe.txt", "in/d\xe9/b.md", "in/50%.txt", "in/50%\xff.txt"} {
		write(t, dir, name, "The ferry of "+fmt.Sprintf("%x", name)+" sails, said the captain.")
	}
	write(t, dir, "in/bad\xff.ndjson", "{]\n")
	for _, inputs := range [][]string{{"in"}, {"in/*"}, {"in/**/*"}, {"in/a\xff.txt", "in/a\xfe.txt", "in/d\xe9", "in/50%.txt", "in/50%\xff.txt", "in/bad\xff.ndjson"}} {
		articles, faults := collect(t, Options{}, inputs...)
		var got []string
		for _, a := range articles {
			got = append(got, a.Path)
			warned := strings.Contains(strings.Join(a.Warnings, "; "), "not UTF-8")
			if warned != (a.Path != "in/50%.txt") {
				t.Errorf("%s: warnings %q", a.Path, a.Warnings)
			}
			if _, err := os.Stat(PathShownAs(a.Path)); err != nil {
				t.Errorf("%s leads to nothing: %v", a.Path, err)
			}
		}
		slices.Sort(got)
		if s := strings.Join(got, " "); s != "in/50%.txt in/50%25%FF.txt in/a%FE.txt in/a%FF.txt in/d%E9/b.md" {
			t.Errorf("%q: %s", inputs, s)
		}
		if len(faults) != 1 || faults[0].Path != "in/bad%FF.ndjson" {
			t.Errorf("%q: %v", inputs, faults)
		}
	}
}

// TestInvalidUTF8FromOutside: whatever field of whatever format holds it, what comes out is
// UTF-8; an id and a URL stay what they were, percent-encoded, and a warning says so.
func TestInvalidUTF8FromOutside(t *testing.T) {
	warc := func(address string) string {
		body := "The talks in Riyadh went well, Foreign Minister Teodor Valk said on Monday."
		return fmt.Sprintf("WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", address, len(body), body)
	}
	filler := strings.Repeat("Zoë café naïve – ", 3) // so that the file is told to be UTF-8
	for _, c := range []struct{ name, file, content, field, want string }{
		{"URL of a WARC record", "a.warc", warc("http://a.b/\xe9"), "url", "http://a.b/%E9"},
		{"another byte in its place", "a.warc", warc("http://a.b/\xe8"), "url", "http://a.b/%E8"},
		{"a control character in a URL", "a.ndjson", `{"url":"http://a.b/\u0001x","text":"The ferry sails."}`, "url", "http://a.b/%01x"},
		{"text of a CSV cell", "a.csv", "title,text\n" + filler + ",It \xff sails.\n", "text", "It \ufffd sails."},
		{"outlet of a CSV cell", "a.csv", "outlet,text\nP\xffst," + filler + "\n", "outlet", "P\ufffdst"},
		{"author of a CSV cell", "a.csv", "author,text\nP\xffst," + filler + "\n", "author", "P\ufffdst"},
		{"title of a CSV cell", "a.csv", "title,text\nP\xffst," + filler + "\n", "title", "P\ufffdst"},
		{"id of a CSV cell", "a.csv", "id,text\n5%\xff," + filler + "\n", "id", "5%25%FF"},
		{"url of a CSV cell", "a.csv", "url,text\nhttp://a.b/\xff?q=%20," + filler + "\n", "url", "http://a.b/%FF?q=%20"},
		{"date of a CSV cell", "a.csv", "date,text\n\xff," + filler + "\n", "date", ""},
		{"a line of NDJSON", "a.ndjson", `{"outlet":"P` + "\xff" + `st","text":"` + filler + `"}`, "outlet", "P\ufffdst"},
	} {
		t.Run(c.name, func(t *testing.T) {
			articles, faults := collect(t, Options{}, write(t, t.TempDir(), c.file, c.content))
			if len(articles) != 1 {
				t.Fatal(faults)
			}
			a := articles[0]
			got := map[string]string{"url": a.URL, "outlet": a.Outlet, "author": a.Author, "title": a.Title, "id": a.ID, "date": "", "text": ""}
			if c.field == "text" && strings.Contains(a.Text, c.want) {
				got["text"] = c.want
			}
			if got[c.field] != c.want {
				t.Errorf("%s is %q, want %q", c.field, got[c.field], c.want)
			}
			for _, s := range append([]string{a.ID, a.URL, a.Outlet, a.Author, a.Title, a.Text, a.Path, a.VersionID}, a.Warnings...) {
				if !utf8.ValidString(s) {
					t.Errorf("%q is not UTF-8", s)
				}
			}
			if len(a.Warnings) == 0 {
				t.Error("no warning")
			}
		})
	}
	for _, c := range []struct{ file, content string }{
		{"a.csv", "ti\xfftle,b\xffdy\nx,y\n"},
		{"a.warc", "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.b/\xe9\r\nContent-Length: 4\r\n\r\n\xff\xfe\xfd\xfc\r\n\r\n"},
		{"a.ndjson", "{\"a\xff\":" + strings.Repeat("é", 9) + "\n"},
		{"a\xff.x", ""},
	} {
		_, faults := collect(t, Options{}, write(t, t.TempDir(), c.file, c.content))
		if len(faults) == 0 {
			t.Errorf("%q: no fault", c.content)
		}
		for _, f := range faults {
			if !utf8.ValidString(f.Message) || !utf8.ValidString(f.Path) || !utf8.ValidString(f.ID) {
				t.Errorf("%q is not UTF-8", f.Error())
			}
		}
	}
}

// TestFilesThatAreNoArticles: in a folder, or an archive, only names of formats and
// contents that leave no doubt are read; a file that is named is taken at its word.
func TestFilesThatAreNoArticles(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{
		"a.txt": storyText, "B.TXT": storyText, "c.md": storyText, "d.txt.gz": string(packed[1].pack([]byte(storyText))),
		"page":       "<!doctype html><html><head><title>Ferry</title></head><body><article><p>" + strings.Repeat(storyText+" ", 5) + "</p></article></body></html>",
		"part-00000": `{"text":"` + storyText + `"}`,
		"main.go":    "package sample\n\n// Package sample says that it is one.\n", "x.ris": "TY  - NEWS\nTI  - x\nER  -\n", "x.bib": "@article{x, title = {The pier opens}}\n",
		"LICENSE": "The licence says that you may do what you want.\n", "Makefile": "all:\n\techo said\n", "conf.yaml": "---\nname: said the mayor\n", "style.css": "p { color: red }\n",
	} {
		write(t, dir, "in/"+name, content)
	}
	articles, faults := collect(t, Options{}, filepath.Join(dir, "in"))
	var read, left []string
	for _, a := range articles {
		read = append(read, filepath.Base(a.Path))
	}
	for _, f := range faults {
		left = append(left, filepath.Base(f.Path))
		if f.Code != CodeFormat {
			t.Errorf("%v", f)
		}
	}
	if got := strings.Join(read, " "); got != "B.TXT a.txt c.md d.txt.gz page part-00000" {
		t.Errorf("read %s", got)
	}
	if got := strings.Join(left, " "); got != "LICENSE Makefile conf.yaml main.go style.css x.bib x.ris" {
		t.Errorf("set aside %s", got)
	}
	for _, name := range []string{"main.go", "LICENSE"} {
		if articles, faults := collect(t, Options{}, filepath.Join(dir, "in", name)); len(articles) != 1 {
			t.Errorf("%s as named: %v", name, faults)
		}
	}
	if articles, _ := collect(t, Options{Format: "text"}, filepath.Join(dir, "in")); len(articles) != 13 {
		t.Errorf("%d articles with a format given", len(articles))
	}
}

// TestOnlyAndNotFound: what is to be read again is read wherever it lies, and what no
// input leads to any more is a fault.
func TestOnlyAndNotFound(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, name := range []string{"in/a.txt", "in/b.txt", "full/c.txt", "globbed.md", "odd\xff.txt"} {
		write(t, dir, name, storyText)
	}
	inputs := []string{"in", "full", "*.md", "odd\xff.txt", "gone.txt"}
	only := map[string]bool{"in/a.txt": true, "in/gone.txt": true, "full": true, "*.md": true, "odd%FF.txt": true, "gone.txt": true, "other/x.txt": true}
	articles, faults := collect(t, Options{Only: only}, inputs...)
	var got []string
	for _, a := range articles {
		got = append(got, a.Path)
	}
	for _, f := range faults {
		got = append(got, f.Path+" "+f.Code)
	}
	if s := strings.Join(got, ", "); s != "in/a.txt, full/c.txt, globbed.md, odd%FF.txt, gone.txt not_found, in/gone.txt not_found, other/x.txt not_found" {
		t.Error(s)
	}
}

// TestDamagedWARC: every record that cannot be read leaves a fault, whatever stands around it.
func TestDamagedWARC(t *testing.T) {
	record := func(head string, length int, body string) string {
		return fmt.Sprintf("%s\r\nWARC-Target-URI: http://a.example/%d\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", head, length, length, body)
	}
	body := "The ferry sails, said the captain."
	good := record("WARC/1.0\r\nWARC-Type: conversion", len(body), body)
	for _, c := range []struct {
		name, in string
		articles int
	}{
		{"a version that is none", good + record("WARC/1.C-Type: conversion", 5, "hello") + good, 1},
		{"no type", good + record("WARC/1.0", 5, "hello") + good, 1},
		{"a length that is too short", good + record("WARC/1.0\r\nWARC-Type: conversion", 5, body) + good, 2},
		{"a length that is too long", good + record("WARC/1.0\r\nWARC-Type: conversion", 5000, body), 1},
		{"a header line that is none", good + "WARC/1.0\r\nWARC-Type conversion\r\nContent-Length: 5\r\n\r\nhello\r\n\r\n", 1},
		{"no length", good + "WARC/1.0\r\nWARC-Type: conversion\r\n\r\nhello\r\n\r\n", 1},
		{"cut in the header", good + "WARC/1.0\r\nWARC-Ty", 1},
		{"a broken response", good + record("WARC/1.0\r\nWARC-Type: response", 5, "hello") + good, 2},
		{"text behind the last record", good + "hello", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			articles, faults := collect(t, Options{}, write(t, t.TempDir(), "a.warc", c.in))
			if len(articles) < c.articles || len(faults) == 0 {
				t.Errorf("%d articles, %v", len(articles), faults)
			}
		})
	}
}

// TestPipesEndWithTheContext: a named pipe that nobody writes to, or that a writer leaves
// open, holds no reader that is told to stop.
func TestPipesEndWithTheContext(t *testing.T) {
	for _, written := range []bool{false, true} {
		pipe := filepath.Join(t.TempDir(), "feed.ndjson")
		if err := syscall.Mkfifo(pipe, 0o600); err != nil {
			t.Skip("no named pipes here:", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		if written {
			go func() {
				f, err := os.OpenFile(pipe, os.O_WRONLY, 0)
				if err == nil {
					_, _ = f.WriteString(`{"text":"The ferry sails, said the captain."}` + "\n")
					<-t.Context().Done()
					_ = f.Close()
				}
			}()
		}
		done := make(chan bool)
		go func() {
			for range Read(ctx, []string{pipe}, Options{}) {
			}
			close(done)
		}()
		time.Sleep(50 * time.Millisecond)
		cancel()
		select {
		case <-done:
		case <-time.After(30 * time.Second):
			t.Fatalf("still waiting; something was written: %v", written)
		}
	}
}

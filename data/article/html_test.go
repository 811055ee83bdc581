package article

import (
	"os"
	"strings"
	"testing"
)

// TestPageMetadata: where a page says its headline, date, byline and outlet.
func TestPageMetadata(t *testing.T) {
	story := "<p>" + stories[0].Text + "</p><p>" + strings.Repeat("The quay has stood since the storm, the office said. ", 12) + "</p>"
	for _, c := range []struct{ name, head, before, after, want string }{
		{"JSON-LD of an article", `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry returns","datePublished":"2025-02-18T09:00:00Z","author":[{"@type":"Person","name":"A. Reed"},{"name":"B. Moss"}],"publisher":{"name":"Harbour Post"}}</script>`, "", "", "Ferry returns|2025-02-18|A. Reed, B. Moss|Harbour Post"},
		{"JSON-LD in a graph, the article before the page", `<script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2001-01-01"},{"@type":["Article"],"headline":"Ferry returns","datePublished":"2025-02-18"}]}</script>`, "", "", "Ferry returns|2025-02-18||"},
		{"a date that is none is passed over", `<script type="application/ld+json">{"@type":"Article","datePublished":"-0001-11-30T00:00:00+00:00"}</script><meta name="date" content="18 Feb 2025"><title>Ferry returns</title>`, "", "", "Ferry returns|2025-02-18||"},
		{"Open Graph", `<meta property="og:title" content="Ferry returns"><meta property="og:site_name" content="Harbour Post"><meta property="article:published_time" content="2025-02-18T09:00:00+03:00"><meta name="author" content="By A. Reed">`, "", "", "Ferry returns|2025-02-18|A. Reed|Harbour Post"},
		{"the title element, without the outlet", `<title>Ferry returns to the old quay | Harbour Post</title>`, "", "", "Ferry returns to the old quay|||"},
		{"the first heading", `<title>Ferry returns - News</title>`, "<h1>Ferry returns</h1>", "", "Ferry returns|||"},
		{"a time element by the heading", "", `<h1>Ferry returns</h1><time datetime="2025-02-18">Tuesday</time>`, "", "Ferry returns|2025-02-18||"},
		{"byline and date by their classes", "", `<h1>Ferry returns</h1><p class="byline">By A. Reed</p><p class="date">Feb. 18, 2025</p>`, "", "Ferry returns|2025-02-18|A. Reed|"},
		{"those of another story far below are not its own", "", `<h1>Ferry returns</h1>`, strings.Repeat(story, 4) + `<p class="byline">By C. Fenn</p><p class="date">Feb. 20, 2025</p>`, "Ferry returns|||"},
		{"the date in the address", `<link rel="canonical" href="https://post.example/2025/02/18/ferry">`, `<h1>Ferry returns</h1>`, "", "Ferry returns|2025-02-18||"},
		{"broken JSON-LD is passed over", `<script type="application/ld+json">{"@type":"Article","headline":</script><title>Ferry returns to the quay</title>`, "", "", "Ferry returns to the quay|||"},
	} {
		t.Run(c.name, func(t *testing.T) {
			html := "<!DOCTYPE html><html><head>" + c.head + "</head><body><article>" + c.before + story + "</article>" + c.after + "</body></html>"
			got, faults := collect(t, Options{}, write(t, t.TempDir(), "a.html", html))
			if len(got) != 1 {
				t.Fatalf("faults %v", faults)
			}
			a := got[0]
			day := ""
			if !a.PublishedAt.IsZero() {
				day = a.PublishedAt.Format("2006-01-02")
			}
			if s := a.Title + "|" + day + "|" + a.Author + "|" + a.Outlet; s != c.want {
				t.Errorf("got  %s\nwant %s", s, c.want)
			}
		})
	}
}

// TestPageText: what of a page is story.
func TestPageText(t *testing.T) {
	p := func(s string) string { return "<p>" + s + "</p>" }
	long := strings.TrimSpace(strings.Repeat("The ferry has run, with few breaks, since the great storm. ", 6))
	for _, c := range []struct{ name, in, want string }{
		{"paragraphs", p(long) + p("“It will sail,” she said."), long + "\n\n“It will sail,” she said."},
		{"links and emphasis are words of their line", p(long) + p(`The <a href="/c">council</a> <em>met</em>.`), long + "\n\nThe council met."},
		{"one line break is a space, two end a paragraph", p(long) + p("It sails<br>at noon.<br><br>It rains."), long + "\n\nIt sails at noon.\n\nIt rains."},
		{"headings inside stay", p(long) + "<h2>The bill</h2>" + p("It costs much."), long + "\n\nThe bill\n\nIt costs much."},
		{"a heading with nothing below it goes", p(long) + "<h2>More from us</h2>", long},
		{"captions and credits go", p(long) + `<figure><img src="a"><figcaption>The quay</figcaption></figure><div class="photo-credit">A. Reed</div>`, long},
		{"appeals go", p(long) + p("Sign up for our daily newsletter") + p("Follow us on Twitter") + p("Read more: The bridge falls"), long},
		{"a line that is a link goes, one with a link stays", p(long) + p(`<a href="/x">The bridge that fell in the storm</a>`) + p(`He told <a href="/x">the Moor News</a> so.`), long + "\n\nHe told the Moor News so."},
		{"a story in a box named like furniture stays", `<div class="promo-content">` + p(long) + p("It rains.") + "</div>", long + "\n\nIt rains."},
		{"who is quoted in a block signs it", p(long) + "<blockquote><p>It will sail.</p><cite>A. Reed, harbour master</cite></blockquote>", long + "\n\nIt will sail.\n\n— A. Reed, harbour master"},
		{"a footer signs once", p(long) + "<blockquote><p>It will sail.</p><footer>— <cite>A. Reed</cite></footer></blockquote>", long + "\n\nIt will sail.\n\n— A. Reed"},
		{"a work that is cited inside signs nothing", p(long) + "<blockquote><p>In <cite>The Quay</cite> she wrote that it sails.</p></blockquote>", long + "\n\nIn The Quay she wrote that it sails."},
		{"a row of a table is a line", p(long) + "<table><tr><td>A. Reed</td><td>“It will sail.”</td></tr><tr><td>B. Moss</td><td>“It will not.”</td></tr></table>" + p("It rains."), long + "\n\nA. Reed | “It will sail.”\n\nB. Moss | “It will not.”\n\nIt rains."},
		{"quotations stay", p(long) + "<blockquote><p>It will sail.</p></blockquote>", long + "\n\nIt will sail."},
	} {
		t.Run(c.name, func(t *testing.T) {
			html := "<!DOCTYPE html><html><head><title>Ferry returns to the quay</title></head><body><article><h1>Ferry returns to the quay</h1>" + c.in + "</article></body></html>"
			got, faults := collect(t, Options{}, write(t, t.TempDir(), "a.html", html))
			if len(got) != 1 {
				t.Fatalf("faults %v", faults)
			}
			if text := strings.TrimSpace(got[0].Text[got[0].HeadlineEnd:]); text != c.want {
				t.Errorf("got  %q\nwant %q", text, c.want)
			}
		})
	}
}

// TestRealPages: ten raw pages give headline, date and body.
func TestRealPages(t *testing.T) {
	const folder = "../../../shared/eval/pages"
	if _, err := os.Stat(folder); err != nil {
		t.Skip("the raw pages are not here: ../shared/eval is missing")
	}
	got, faults := collect(t, Options{Languages: []string{"en"}}, folder)
	if len(got) != 10 || len(faults) > 0 {
		t.Errorf("%d articles, faults %v", len(got), faults)
	}
	for _, a := range got {
		if a.Title == "" || a.PublishedAt.IsZero() || len(a.Text) < 1000 || a.Outlet == "" || a.URL == "" {
			t.Errorf("%s: title %q, date %v, outlet %q, %d bytes", a.Path, a.Title, a.PublishedAt, a.Outlet, len(a.Text))
		}
	}
}

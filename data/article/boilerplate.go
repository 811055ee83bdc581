package article

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// furniture are words in class and id attributes of what stands around and
// inside an article without being its text.
var furniture = regexp.MustCompile(`(?i)(?:^|[-_ ]|\b)(?:` + strings.Join([]string{
	`(?:photo|image|img|media|video|figure|gallery|wp)?[-_]?captions?(?:[-_]?(?:text|content|wrap\w*))?`, `credits?`, `copyright`,
	`related(?:[-_]?\w+)?`, `recirc\w*`, `recommend\w*`, `read[-_]?(?:more|next|also)`, `more[-_]?(?:stories|news|from|on)`, `also[-_]?like`,
	`newsletters?`, `subscri(?:be|ption)\w*`, `sign[-_]?up`, `promo\w*`, `paywall`, `donat\w*`,
	`shar(?:e|ing)(?:[-_]?\w+)?`, `social(?:[-_]?\w+)?`, `follow[-_]?us`, `disqus\w*`, `comments?(?:[-_]?\w+)?`,
	`breadcrumbs?`, `cookies?(?:[-_]\w+)*`, `consent`, `gdpr`, `ad(?:vert\w*|s)?[-_]?(?:slot|unit|wrap\w*|container)?`, `sponsor\w*`, `taboola`, `outbrain`,
	`author[-_]?(?:bio|box|info|card|desc\w*)`, `about[-_]?(?:the[-_]?)?author`, `post[-_]?author`, `byline`, `dateline`, `timestamp`,
	`tags?[-_]?(?:list|links|cloud)`, `post[-_]?tags`, `entry[-_]?meta`, `print[-_]?header`, `print[-_]?only`, `skip[-_]?(?:link|nav|to)\w*`,
	`slideshow`, `gallery`, `carousel`, `toolbar`, `site[-_]?nav`, `rollover\w*`, `tooltip`, `popover`, `rail(?:[-_]\w+)*`, `teaser\w*`, `screen[-_]?reader[-_]?text`, `visually[-_]?hidden`, `sr[-_]?only`,
}, "|") + `)(?:$|[-_ ]|\b)`)

// holds are words in class and id attributes of what holds the story.
var holds = regexp.MustCompile(`(?i)(?:entry|article|story|post|page|main)[-_]?(?:content|body|text|copy)|articlebody|twitter-tweet`)

// strip takes out of a page what is never article text, before the article is
// looked for in it; what holds a good part of the page's paragraphs stays. By
// names also takes out what its class or id calls furniture.
func strip(doc *html.Node, byNames bool) {
	all := paragraphLetters(doc)
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; {
			next := c.NextSibling
			if c.DataAtom == atom.Footer && n.DataAtom == atom.Blockquote { // it names who is quoted
				c.DataAtom, c.Data = atom.Cite, "cite"
			}
			if c.Type == html.CommentNode || c.Type == html.ElementNode && removable(c, byNames) && (all == 0 || paragraphLetters(c)*4 < all) {
				n.RemoveChild(c)
			} else {
				walk(c)
			}
			c = next
		}
	}
	walk(doc)
	splitAtBreaks(doc)
}

// splitAtBreaks makes two paragraphs of one that holds an empty line.
func splitAtBreaks(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.P {
			splitAtBreaks(c)
			continue
		}
		for b := c.FirstChild; b != nil; b = b.NextSibling {
			second := nextWords(b.NextSibling)
			if b.DataAtom != atom.Br || second == nil || second.DataAtom != atom.Br {
				continue
			}
			rest := &html.Node{Type: html.ElementNode, DataAtom: atom.P, Data: "p"}
			for second.NextSibling != nil {
				moved := second.NextSibling
				c.RemoveChild(moved)
				rest.AppendChild(moved)
			}
			n.InsertBefore(rest, c.NextSibling)
			break
		}
	}
}

// nextWords passes over white space.
func nextWords(n *html.Node) *html.Node {
	for n != nil && n.Type == html.TextNode && strings.TrimSpace(n.Data) == "" {
		n = n.NextSibling
	}
	return n
}

func removable(n *html.Node, byNames bool) bool {
	switch n.DataAtom {
	case atom.Html, atom.Head, atom.Body, atom.Article, atom.Main, atom.Title, atom.Meta, atom.Link, atom.Base:
		return false
	case atom.Script, atom.Style, atom.Figcaption, atom.Nav, atom.Footer, atom.Aside, atom.Form, atom.Button,
		atom.Select, atom.Textarea, atom.Iframe, atom.Svg, atom.Noscript, atom.Template, atom.Object, atom.Canvas, atom.Audio, atom.Video:
		return true
	}
	named := false
	for _, a := range n.Attr {
		switch a.Key {
		case "class", "id":
			if holds.MatchString(a.Val) {
				return false
			}
			named = named || byNames && furniture.MatchString(camel.ReplaceAllString(a.Val, "$1-$2"))
		case "itemprop":
			if a.Val == "articleBody" {
				return false
			}
		case "hidden":
			named = true
		case "aria-hidden":
			named = named || a.Val == "true"
		case "style":
			named = named || strings.Contains(strings.ReplaceAll(a.Val, " ", ""), "display:none")
		case "role":
			switch a.Val {
			case "navigation", "complementary", "contentinfo", "search", "dialog", "alert":
				named = true
			}
		}
	}
	return named && !(n.FirstChild != nil && hasTweet(n))
}

// camel finds where newsCaption is news-Caption.
var camel = regexp.MustCompile(`([a-z])([A-Z])`)

// hasTweet reports whether a short post is quoted directly below n: what people
// say there is part of the story, though its box is called "social".
func hasTweet(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Blockquote && strings.Contains(attribute(c, "class"), "tweet") {
			return true
		}
	}
	return false
}

// paragraphLetters is how many bytes of text stand in paragraphs below n.
func paragraphLetters(n *html.Node) int {
	total := 0
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.DataAtom == atom.P {
			total += len(letters(n))
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return total
}

// letters is the text below n.
func letters(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.TextNode {
			b.WriteString(strings.TrimSpace(n.Data))
		}
		if n.DataAtom == atom.Script || n.DataAtom == atom.Style {
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return b.String()
}

// notice is how lines begin that speak about the article, the page or other
// articles, and are no part of the story.
var notice = regexp.MustCompile(`(?i)^\W*(?:` + strings.Join([]string{
	`(?:read|see|watch|listen|learn|find out|hear|discover)(?: it)? (?:more|next|also|now|here)\b`, `read:`, `see:`, `watch:`, `listen:`, `related(?: \w+)?:`, `related (?:articles?|stories|topics|content|news|coverage|links)\b`, `more:`, `more (?:from|on|stories|news|great|about) `,
	`you (?:may|might|can) also (?:like|read|be interested)`, `(?:also|don.t miss|must)[- ](?:read|see|watch)?:`, `recommended(?: \w+)?:?$`, `(?:most )?(?:popular|trending)\b.{0,20}$`,
	`advertisements?\b.{0,30}$`, `adverts?$`, `sponsored\b.{0,30}$`, `story continues\b`, `article continues\b`, `continue reading\b`, `(?:the )?post .{0,200} (?:appeared|was published) first on\b`,
	`(?:sign up|subscribe|register)\b.{0,200}(?:newsletter|email|inbox|magazine|podcast|channel|updates|today|now|here|stay)\b`, `get (?:the|our|your|all|more|\w+ delivered)\b.{0,120}(?:newsletter|inbox|app|delivered|email|updates)\b`, `subscribe\.?$`, `sign (?:in|up)\.?$`, `log in\.?$`,
	`(?:follow|like|join|find|contact|email|reach)\b(?: \w+){0,5} (?:on|at|via) (?:twitter|facebook|instagram|x|telegram|linkedin|youtube|whatsapp|@)`, `follow @`, `share (?:this|on|via)\b`, `share$`, `tweet$`, `print$`, `(?:leave|post|add) a (?:comment|reply)\b`, `comments?\W*$`, `\d+ comments?\W*$`, `tell us what you think`,
	`(?:image|photo|picture|video|graphic|illustration)s?(?: (?:credit|source|caption|copyright|by|courtesy))?s?\s*:`, `(?:image|photo|media) (?:credit|source|caption|copyright|playback)`, `(?:photo|picture|image|illustration)s? (?:by|courtesy of|via)\b`, `\((?:image|photo|picture|credit)s?\b`, `credit\s*:`, `getty images`, `in this .{0,40}\bphoto\b`, `.{0,60}\bpublished .{0,60}\d{4}.{0,20}$`, `file photo`,
	`(?:first |originally |last )?(?:published|updated|posted|modified)(?: on| at)?:? .{0,10}\d.{0,60}$`, `(?:this (?:article|story|post|piece|report) )?(?:was )?originally (?:published|appeared)\b`, `(?:copyright|©)\b?`, `all rights reserved`,
	`(?:click|tap) (?:here|below)\b`, `(?:skip|back) to (?:content|main|top)\b`, `this slideshow requires`, `this post may contain affiliate`, `(?:we|this (?:web)?site) uses? cookies`, `your browser does not\b`, `please enable javascript`, `don.t miss\b`, `want more (?:stories|news|like)`, `scroll down`, `loading\W*$`, `caption$`, `close$`, `image \d+ of \d+`, `\d+ min(?:ute)?s? read\b`,
	`(?:tags|topics|filed under|categories|in this (?:article|story))\s*:`, `correction policy`, `hide caption`, `toggle caption`, `enlarge this image`,
	`(?:have|got) (?:a|any) (?:tip|news|story|question)s?\b.{0,60}\?`, `send (?:us )?(?:your|a) (?:tip|news|stor)`, `by signing up\b`, `download (?:the|our) .{0,40}\bapp\b`, `what do you think\?`,
}, "|") + `)`)

// endOfStory is how headings and lines begin after which the rest of a page is
// about other stories.
var endOfStory = regexp.MustCompile(`(?i)^\W*(?:more (?:great )?[\w ]{0,20}stories|you (?:may|might) also like|related (?:articles|stories|posts|news|content)|recommended (?:for you|stories|articles|reading)|read next|most (?:read|popular|viewed)|trending(?: now| stories)?|(?:about the author|leave a (?:comment|reply))|more (?:from|on) [\w. ]{1,40}|top stories|latest (?:news|stories))\W*$`)

// tidy drops the blocks that are no part of the story.
func tidy(blocks []block, r record) []string {
	title, author := oneLine(r.title), oneLine(r.author)
	length := 0
	for _, b := range blocks {
		length += len(b.text)
	}
	var kept []block
	seen := 0
	for _, b := range blocks {
		seen += len(b.text)
		if len(b.text) < 400 && endOfStory.MatchString(b.text) && seen*2 > length {
			break
		}
		if dropped(b, title, author) {
			continue
		}
		kept = append(kept, b)
	}
	// A heading with nothing below it announced what was dropped.
	for len(kept) > 0 && kept[len(kept)-1].heading {
		kept = kept[:len(kept)-1]
	}
	out := make([]string, len(kept))
	for i, b := range kept {
		out[i] = b.text
	}
	return out
}

func dropped(b block, title, author string) bool {
	switch {
	case title != "" && strings.EqualFold(b.text, title):
		return true
	case b.tag == "h1":
		return true
	case author != "" && len(b.text) < len(author)+20 && strings.Contains(strings.ToLower(b.text), strings.ToLower(author)):
		return true
	case len(b.text) < 400 && (authorsIn(b.text) != "" || notice.MatchString(b.text)):
		return true
	case b.linked*10 >= len(b.text)*8 && len(b.text) < 200 && !strings.ContainsAny(b.text[len(b.text)-1:], ".!?”\""):
		return true // nothing but a link to another page
	case !hasLetter(b.text), len(b.text) < 60 && isDate(b.text):
		return true
	case strings.HasPrefix(b.text, "By ") && len(b.text) < 120 && !strings.HasSuffix(b.text, ".") && strings.ContainsAny(b.text, "0123456789|/"):
		return true
	}
	return false
}

func isDate(s string) bool {
	_, err := ParseDate(s)
	return err == nil
}

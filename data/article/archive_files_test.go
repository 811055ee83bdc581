package article

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"fmt"
	"html"
	"strings"
	"unicode/utf16"
)

// The layouts of archives that are text, with the documents of papers filled in.
const (
	nexisOlder = `
                               1 of 2 DOCUMENTS



                              {outlet0}

                            February 18, 2025 Tuesday
                              Late Edition - Final

{title0}

BYLINE: By {author0}; Pia Holm contributed reporting.

SECTION: Section A; Column 0; Foreign Desk; Pg. 1

LENGTH: 46 words

DATELINE: HARLOW

{a0}

{b0}

URL: http://www.herald.example/

LOAD-DATE: February 19, 2025

LANGUAGE: ENGLISH

GRAPHIC: PHOTOS: The quay, said to be the oldest, on Monday. (PHOTOGRAPH BY A. REED)

PUBLICATION-TYPE: Newspaper


                      Copyright 2025 The Harlow Herald Company
                              All Rights Reserved


                               2 of 2 DOCUMENTS



                              {outlet1}

                              March 4, 2025 Tuesday

{title1}

BYLINE: {author1}

LENGTH: 45 words

{a1}

{b1}

LOAD-DATE: March 5, 2025

LANGUAGE: ENGLISH


                        Copyright 2025 Port Post Limited
                              All Rights Reserved
`
	nexisUni = `User Name: a.reader@university.example
Date and Time: Friday, May 2, 2025 10:21:00 AM CEST
Job Number: 250000001

Documents (2)

1. {title0}
Client/Matter: -None-
Search Terms: quay
2. {title1}
Client/Matter: -None-

Page 1 of 2
{title0}
{outlet0}
February 18, 2025 Tuesday

Copyright 2025 The Harlow Herald Company All Rights Reserved

Section: Section A; Column 0; Foreign Desk; Pg. 1
Length: 46 words
Byline: By {author0}
Highlight: The mayor says that the town cannot go on, and the council agrees.
Dateline: HARLOW
Body

{a0}

{b0}

Graphic

PHOTO: The quay, said to be the oldest.
Classification

Language: ENGLISH
Publication-Type: Newspaper
Subject: CITY GOVERNMENT (90%); MAYORS (89%)
Load-Date: February 19, 2025

End of Document

Page 2 of 2
{title1}
{outlet1}
March 4, 2025 Tuesday 9:30 PM GMT

Copyright 2025 Port Post Limited All Rights Reserved

Section: SPORT; Pg. 40
Length: 45 words
Byline: {author1}
Body

{a1}

{b1}

Load-Date: March 5, 2025

End of Document
`
	factivaText = `{title0}

By {author0}
46 words
18 February 2025
09:30
{outlet0}
HH
A1
English
(c) 2025 The Harlow Herald Company. All Rights Reserved.

{a0}

{b0}

Document HH00000020250218el2i00{n}x

{title1}

{author1}
45 words
4 March 2025
{outlet1}
PP
English
Copyright 2025. Port Post Limited.

{a1}

{b1}

Document PP00000020250304el3400{n}y
`
	factivaHTML = `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html><head><title>Factiva</title><style>.x{}</style></head><body><div id="contentWrapper">
<div class="article enArticle"><div id="article-HH00000020250218el2i00{n}x"><div id="hd"><span class='enHeadline'>{title0}</span></div><div class="author">By {author0}</div><div>46 words</div><div>18 February 2025</div><div>09:30</div><div>{outlet0}</div><div>HH</div><div>A1</div><div>English</div><div>(c) 2025 The Harlow Herald Company. All Rights Reserved.</div>
<p class="articleParagraph enarticleParagraph" >{a0}</p><p class="articleParagraph enarticleParagraph" >{b0}</p><p>Document HH00000020250218el2i00{n}x</p></div></div>
<div class="article enArticle"><div id="article-PP00000020250304el3400{n}y"><div id="hd"><span class='enHeadline'>{title1}</span></div><div class="author">{author1}</div><div>45 words</div><div>4 March 2025</div><div>{outlet1}</div><div>PP</div><div>English</div><div>Copyright 2025. Port Post Limited.</div>
<p class="articleParagraph enarticleParagraph" >{a1}</p><p class="articleParagraph enarticleParagraph" >{b1}</p><p>Document PP00000020250304el3400{n}y</p></div></div>
</div></body></html>`
	factivaCodedHTML = `<html><head><title>Factiva</title></head><body>
<div class="article enArticle"><table><tr><td class="index"><b>SE</b>&nbsp;</td><td>Foreign Desk</td></tr><tr class="articleParagraph enarticleParagraph"><td class="index"><b>HD</b>&nbsp;</td><td><span class='enHeadline'>{title0}</span></td></tr>
<tr><td class="index"><b>BY</b>&nbsp;</td><td>By {author0}</td></tr><tr><td class="index"><b>WC</b>&nbsp;</td><td>46 words</td></tr><tr><td class="index"><b>PD</b>&nbsp;</td><td>18 February 2025</td></tr><tr><td class="index"><b>ET</b>&nbsp;</td><td>09:30</td></tr><tr><td class="index"><b>SN</b>&nbsp;</td><td>{outlet0}</td></tr>
<tr><td class="index"><b>LA</b>&nbsp;</td><td>English</td></tr><tr><td class="index"><b>CY</b>&nbsp;</td><td>(c) 2025 The Harlow Herald Company.</td></tr><tr><td class="index"><b>LP</b>&nbsp;</td><td><p>{a0}</p></td></tr><tr><td class="index"><b>TD</b>&nbsp;</td><td><p>{b0}</p></td></tr>
<tr><td class="index"><b>NS</b>&nbsp;</td><td>gpol : Politics</td></tr><tr><td class="index"><b>RE</b>&nbsp;</td><td>uk : United Kingdom</td></tr><tr><td class="index"><b>PUB</b>&nbsp;</td><td>The Harlow Herald Company, who said so</td></tr><tr><td class="index"><b>AN</b>&nbsp;</td><td>Document HH00000020250218el2i00{n}x</td></tr></table></div>
<div class="article enArticle"><table><tr><td><b>HD</b>&nbsp;</td><td><span class='enHeadline'>{title1}</span></td></tr><tr><td><b>BY</b>&nbsp;</td><td>{author1}</td></tr><tr><td><b>WC</b>&nbsp;</td><td>45 words</td></tr><tr><td><b>PD</b>&nbsp;</td><td>4 March 2025</td></tr><tr><td><b>SN</b>&nbsp;</td><td>{outlet1}</td></tr>
<tr><td><b>LP</b>&nbsp;</td><td><p>{a1}</p></td></tr><tr><td><b>TD</b>&nbsp;</td><td><p>{b1}</p></td></tr><tr><td><b>AN</b>&nbsp;</td><td>Document PP00000020250304el3400{n}y</td></tr></table></div></body></html>`
	proquestText = `____________________________________________________________

Report Information from ProQuest
May 02 2025 10:21
____________________________________________________________

Table of contents

1. {title0}....................................................... 1
2. {title1}....................................................... 2
____________________________________________________________

Document 1 of 2

{title0}

Author: Kestrel, Ada.

Publication info: {outlet0} ; Harlow [Harlow]18 Feb 2025: A.1.

ProQuest document link

Abstract: The mayor said that the quay was losing money.

Links: http://resolver.example/openurl?x=1

Full text: {a0}

{b0}

Credit: {author0}

Subject: City government; Mayors

Location: Harlow

Title: {title0}

Publication title: {outlet0}; Harlow

Pages: A.1

Publication year: 2025

Publication date: Feb 18, 2025

Publisher: The Harlow Herald Company

Country of publication: United Kingdom, Harlow

ISSN: 01234567

Source type: Newspapers

Language of publication: English

ProQuest document ID: 310000{n}01

Document URL: {url0}

Copyright: Copyright The Harlow Herald Company Feb 18, 2025

Last updated: 2025-02-19

Database: International Newsstream

____________________________________________________________

Document 2 of 2

{title1}

Author: Halvorsen, Pim

Publication info: {outlet1} ; Port [Port]04 Mar 2025: 40.

Full text: {a1}

{b1}

Title: {title1}

Publication title: {outlet1}; Port

Publication date: Mar 4, 2025

ProQuest document ID: 310000{n}02

Document URL: {url1}

Database: International Newsstream

____________________________________________________________

Contact ProQuest

Copyright 2025 ProQuest LLC. All rights reserved. - Terms and Conditions
`
	rssFeed = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>All the news</title><atom:link href="https://herald.example/feed" rel="self"/><link>https://herald.example</link><language>en-GB</language><image><title>Logo</title><url>https://herald.example/l.png</url></image>
<item><title>{title0}</title><link>{url0}</link><guid isPermaLink="false">h-{n}</guid><pubDate>Tue, 18 Feb 2025 09:30:00 +0000</pubDate><dc:creator><![CDATA[{author0}]]></dc:creator><source url="https://herald.example/feed">{outlet0}</source><media:title>A picture of the quay</media:title><media:description>The quay</media:description>
<description><![CDATA[<p>Short.</p>]]></description><content:encoded><![CDATA[<p>{a0}</p><p>{b0}</p>]]></content:encoded></item>
<item><title>{title1}</title><link>{url1}</link><guid>{url1}</guid><pubDate>Tue, 4 Mar 2025 09:30:00 GMT</pubDate><author>desk@port.example ({author1})</author><source>{outlet1}</source>
<description>&lt;p&gt;{a1}&lt;/p&gt;&lt;p&gt;{b1}&lt;/p&gt;</description></item></channel></rss>`
	atomFeed = `<?xml version="1.0" encoding="utf-8"?>
<!-- made by hand -->
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>{outlet0}</title><id>urn:x:feed</id><link rel="self" href="https://herald.example/atom"/>
<entry><title type="html">{title0}</title><id>urn:x:{n}</id><link rel="enclosure" href="https://herald.example/a.mp3"/><link rel="alternate" href="{url0}"/><published>2025-02-18T09:30:00Z</published><updated>2025-02-20T09:30:00Z</updated><author><name>{author0}</name><uri>https://herald.example/ada</uri></author>
<summary>Short.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{a0}</p><p>{b0}</p></div></content></entry>
<entry><title>{title1}</title><id>{url1}</id><updated>2025-03-04T09:30:00Z</updated><author><name>{author1}</name></author><source><title>{outlet1}</title></source>
<content type="html">&lt;p&gt;{a1}&lt;/p&gt; &lt;p&gt;{b1}&lt;/p&gt;</content></entry></feed>`
	mailPlain = "Return-Path: <news@herald.example>\r\nReceived: from a.example by b.example;\r\n\tTue, 18 Feb 2025 09:31:00 +0000\r\nDate: Tue, 18 Feb 2025 09:30:00 +0000\r\nFrom: {outlet0} <news@herald.example>\r\nTo: reader@university.example\r\nSubject: {title0}\r\nMessage-ID: <{n}@herald.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"b1\"\r\n\r\nThis is a message in several parts.\r\n--b1\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n---------- Forwarded message ---------\r\nFrom: Press Office <press@herald.example>\r\nSubject: Quay vote said to split council\r\nTo: <reader@university.example>\r\n\r\n{a0}\r\n\r\n{b0}\r\n\r\n-- \r\nThe desk said hello\r\n\r\n--b1\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>{a0}</p>\r\n--b1--\r\n"
	mailHTML  = "From: \"{outlet1}\" <news@port.example>\r\nDate: Tue, 4 Mar 2025 09:30:00 +0000\r\nSubject: {title1}\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><head><style>p {}</style></head><body><p>{a1}</p><p>{b1}</p></body></html>\r\n"
	plain0    = "{title0}\n\nBy {author0}\n\n{a0}\n\n{b0}\n"
	plain1    = "{title1}\n\nBy {author1}\n\n{a1}\n\n{b1}\n"
)

// rtfOf writes text as rich text, with all that word processors put around it.
func rtfOf(text string) []byte {
	var b strings.Builder
	b.WriteString(`{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}}{\colortbl;\red0\green0\blue0;}{\stylesheet{\s0 Normal;}}{\info{\title Delivery said}{\author A. Nobody}}{\*\generator A word processor;}{\header Page said {\field{\*\fldinst PAGE}{\fldrslt 1}}\par}\uc1\pard\f0\fs24 `)
	for _, line := range strings.Split(text, "\n") {
		for _, r := range line {
			switch {
			case r == '\\' || r == '{' || r == '}':
				fmt.Fprintf(&b, `\%c`, r)
			case r == '“':
				b.WriteString(`\ldblquote `)
			case r == '”':
				b.WriteString(`\'94`)
			case r > 126:
				for _, u := range utf16.Encode([]rune{r}) {
					fmt.Fprintf(&b, `\u%d?`, int16(u))
				}
			default:
				b.WriteRune(r)
			}
		}
		b.WriteString("\\par\r\n")
	}
	b.WriteString("}")
	return []byte(b.String())
}

// docxOf writes text as a Word document, a paragraph a line.
func docxOf(text string) []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`)
	for _, line := range strings.Split(text, "\n") {
		half := len(line) / 2
		for half > 0 && line[half]&0xc0 == 0x80 {
			half--
		}
		fmt.Fprintf(&b, `<w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr><w:r><w:t xml:space="preserve">%s</w:t></w:r><w:del><w:r><w:delText>said nobody</w:delText></w:r></w:del><w:r><w:instrText> HYPERLINK "x" </w:instrText><w:t xml:space="preserve">%s</w:t></w:r></w:p>`, html.EscapeString(line[:half]), html.EscapeString(line[half:]))
	}
	b.WriteString(`<w:sectPr/></w:body></w:document>`)
	return zipOf("[Content_Types].xml", `<Types/>`, "word/document.xml", b.String(), "word/header1.xml", `<w:hdr><w:t>Nobody said so.</w:t></w:hdr>`)
}

func zipOf(namesAndBytes ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(namesAndBytes); i += 2 {
		w, err := z.Create(namesAndBytes[i])
		if err != nil {
			panic(err)
		}
		_, _ = w.Write([]byte(namesAndBytes[i+1]))
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// xlsxOf writes papers as ProQuest's workbook: strings in a table of their own and
// beside the cells, days as numbers that a format shows as days.
func xlsxOf() []byte {
	header := []string{"Title", "Abstract", "StoreId", "Authors", "pubdate", "pubtitle", "DocumentURL", "Full text"}
	var shared, rows strings.Builder
	n := 0
	cell := func(ref, text string) string {
		fmt.Fprintf(&shared, "<si><t xml:space=\"preserve\">%s</t></si>", html.EscapeString(text))
		n++
		return fmt.Sprintf(`<c r="%s" t="s"><v>%d</v></c>`, ref, n-1)
	}
	rows.WriteString(`<row r="1">`)
	for i, h := range header {
		rows.WriteString(cell(fmt.Sprintf("%c1", 'A'+i), h))
	}
	rows.WriteString(`</row>`)
	for i, p := range papers {
		row := i + 2
		fmt.Fprintf(&rows, `<row r="%d">%s<c r="C%d"><v>%d</v></c><c r="D%d" t="inlineStr"><is><r><t>%s</t></r></is></c><c r="E%d" s="1"><v>%d</v></c>%s%s%s</row>`,
			row, cell(fmt.Sprintf("A%d", row), p.title), row, 3100000001+10*fileNo+i, row, p.author, row, []int{45706, 45720}[i],
			cell(fmt.Sprintf("F%d", row), p.outlet), cell(fmt.Sprintf("G%d", row), p.url), cell(fmt.Sprintf("H%d", row), p.paragraphs[0]+"\n\n"+p.paragraphs[1]))
	}
	rows.WriteString(`<row r="9"><c r="A9" s="1"/></row>`)
	return zipOf(
		"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="About" sheetId="1" r:id="rId1"/><sheet name="Articles" sheetId="2" r:id="rId2"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>`,
		"xl/styles.xml", `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml", `<sst>`+shared.String()+`</sst>`,
		"xl/worksheets/sheet1.xml", `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Exported from ProQuest</t></is></c></row></sheetData></worksheet>`,
		"xl/worksheets/sheet2.xml", `<worksheet><sheetData>`+rows.String()+`</sheetData></worksheet>`)
}

// mhtmlOf writes one of papers as the page that a browser saves.
func mhtmlOf(i int) []byte {
	p := papers[i]
	page := fmt.Sprintf(`<!DOCTYPE html><html><head><title>%s | %s</title><meta property="og:site_name" content="%s"><meta property="article:published_time" content="%s"><meta name="author" content="%s"></head><body><nav><a href="/">Home</a></nav><article><h1>%s</h1><p>%s</p><p>%s</p></article></body></html>`,
		p.title, p.outlet, p.outlet, p.day, p.author, p.title, p.paragraphs[0], p.paragraphs[1])
	var folded strings.Builder
	for s := base64.StdEncoding.EncodeToString([]byte(page)); s != ""; {
		n := min(76, len(s))
		folded.WriteString(s[:n] + "\r\n")
		s = s[n:]
	}
	return fmt.Appendf(nil, "From: <Saved by Blink>\r\nSnapshot-Content-Location: %s\r\nSubject: %s\r\nDate: Fri, 2 May 2025 10:21:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----M\"\r\n\r\n\r\n------M\r\nContent-Type: text/html; charset=utf-8\r\nContent-ID: <frame-1@mhtml.blink>\r\nContent-Transfer-Encoding: base64\r\nContent-Location: %s\r\n\r\n%s\r\n------M\r\nContent-Type: text/css\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: cid:css\r\n\r\np {}\r\n------M--\r\n",
		p.url, p.title, p.url, folded.String())
}

// pdfOf writes one of papers as a PDF of two pages in one of the fonts that every
// reader has: lines of 60 letters, a head and a number on each page.
func pdfOf(i int) []byte {
	p := papers[i]
	var pages [2]strings.Builder
	winAnsi := strings.NewReplacer("“", `\223`, "”", `\224`, "’", `\222`)
	y := 700
	put := func(page, size, y int, text string) {
		fmt.Fprintf(&pages[page], "BT /F1 %d Tf 72 %d Td (%s) Tj ET\n", size, y, winAnsi.Replace(text))
	}
	for n := range pages {
		put(n, 9, 760, p.outlet+" 2025")
		put(n, 9, 40, fmt.Sprint(n+1))
	}
	put(0, 20, y, p.title)
	y -= 40
	put(0, 11, y, "By "+p.author)
	for n, paragraph := range p.paragraphs {
		y -= 28
		page, line := 0, ""
		for _, word := range strings.Fields(paragraph) {
			if len(line)+len(word) > 60 {
				put(page, 11, y, line)
				y -= 14
				line = ""
				if n == 1 { // the second page begins inside a sentence
					page, y = 1, 700
				}
			}
			line = strings.TrimSpace(line + " " + word)
		}
		put(page, 11, y, line)
	}
	widths := strings.TrimSpace(strings.Repeat("500 ", 224))
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 7 0 R >> >> /Contents 5 0 R >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 7 0 R >> >> /Contents 6 0 R >>",
		pdfStream(pages[0].String()), pdfStream(pages[1].String()),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 255 /Widths [" + widths + "] >>",
	}
	return pdfFile(objects)
}

func pdfStream(content string) string {
	return fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(content), content)
}

// pdfFile puts numbered objects, the first of them the catalogue, into a file.
func pdfFile(objects []string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	offsets := make([]int, len(objects))
	for n, o := range objects {
		offsets[n] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", n+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
	return b.Bytes()
}

func flateStream(content string) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = z.Write([]byte(content))
	_ = z.Close()
	return fmt.Sprintf("<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream", b.Len(), b.String())
}

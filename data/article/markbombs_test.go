package article

import (
	"runtime"
	"strconv"
	"strings"
	"testing"
)

// TestMarksWithoutEnd: text formats whose marks, keys or elements would fill the memory
// of their parsers are set aside before they do.
func TestMarksWithoutEnd(t *testing.T) {
	over := strings.Repeat
	word := func(body string) string {
		return string(zipOf("[Content_Types].xml", "<Types/>", "word/document.xml", `<w:document xmlns:w="w"><w:body>`+body+`</w:body></w:document>`))
	}
	sheet := func(parts ...string) string {
		all := map[string]string{
			"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>`,
			"xl/worksheets/sheet1.xml":   `<worksheet><sheetData><row><c t="inlineStr"><is><t>text</t></is></c></row></sheetData></worksheet>`,
			parts[0]:                     parts[1],
		}
		list := []string{"[Content_Types].xml", "<Types/>"}
		for _, name := range []string{"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"} {
			list = append(list, name, first(all[name], "<none/>"))
		}
		return string(zipOf(list...))
	}
	for _, c := range []struct{ name, file, content, code string }{
		{"brackets", "a.md", over("[", 1<<20), CodeTooLarge},
		{"emphasis", "a.md", over("*a **b ", 1<<18), CodeTooLarge},
		{"lines of a list", "a.md", over("- a\n", 1<<18), CodeTooLarge},
		{"table cells", "a.md", "|a|b|\n|-|-|\n" + over("|a|b|\n", 1<<17), CodeTooLarge},
		{"quotations in quotations", "a.md", over("> ", 5000) + "a", CodeTooDeep},
		{"lists in lists", "a.md", over("- ", 5000) + "a", CodeTooDeep},
		{"numbered lists in lists", "a.md", over("1. ", 5000) + "a", CodeTooDeep},
		{"front matter", "a.md", "---\n" + over("k: v\n", 1<<17) + "---\n\n" + saidInRiyadh, CodeTooLarge},
		{"front matter that repeats itself", "a.md", "---\na: &a [x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b, *b, *b]\nd: &d [*c, *c, *c, *c, *c, *c, *c, *c]\ne: [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d, *d]\n---\n\n" + saidInRiyadh, CodeSyntax},
		{"keys", "a.ndjson", `{` + over(`"k":1,`, 1<<18) + `"text":"It sails."}`, CodeTooLarge},
		{"keys of objects inside", "a.json", `{"text":"It sails.","a":[` + over(`{"k":1},`, 1<<18) + `1]}`, CodeTooLarge},
		{"lines", "a.txt", over("a\n", 3<<20), CodeTooLarge},
		{"lines of old Macs", "a.txt", over("a\r", 3<<20), CodeTooLarge},
		{"elements of Word", "a.docx", word(over("<w:tbl>", 1<<18)), CodeTooDeep},
		{"attributes of Word", "a.docx", word("<w:p " + over(`a=">" `, 1<<18) + "/>"), CodeTooLarge},
		{"elements of a sheet", "a.xlsx", sheet("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>"+over("<x>", 1<<18)), CodeTooDeep},
		{"columns", "a.csv", over("c,", 1<<20) + "text\n" + over(",", 1<<20) + saidInRiyadh, CodeTooLarge},
		{"columns of tabs", "a.tsv", "text" + over("\tc", 1<<10) + "\n" + over("\t", 1<<20) + saidInRiyadh, CodeTooLarge},
		{"elements of a cell", "a.xlsx", sheet("xl/sharedStrings.xml", "<sst><si>"+over("<r>", 1<<18)), CodeTooDeep},
		{"parts of a workbook", "a.xlsx", sheet("xl/_rels/workbook.xml.rels", "<Relationships>"+numbered(`<Relationship Id="r#" Target="a"/>`, 1<<14)+"</Relationships>"), CodeTooLarge},
		{"formats of a workbook", "a.xlsx", sheet("xl/styles.xml", "<styleSheet>"+numbered(`<numFmt numFmtId="#" formatCode="a"/>`, 1<<14)+"</styleSheet>"), CodeTooLarge},
		{"elements of a feed", "a.rss", `<rss version="2.0"><channel><item>` + over("<a>", 1<<19), CodeTooLarge},
		{"attributes of a feed", "a.rss", `<rss version="2.0"><channel><item ` + over("a='1' ", 1<<18) + ">", CodeTooLarge},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := write(t, t.TempDir(), c.file, c.content)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, faults := collect(t, Options{}, path)
			runtime.ReadMemStats(&after)
			if got := codesOf(faults); got != c.code {
				t.Errorf("faults %v, want %s", faults, c.code)
			}
			if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 96 {
				t.Errorf("%d MB were allocated for a file of %d kB", mb, len(c.content)>>10)
			}
		})
	}
}

// numbered repeats a part with a number for "#".
func numbered(part string, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Replace(part, "#", strconv.Itoa(i), 1))
	}
	return b.String()
}

package analysis

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestCodePointCountsRunesBeforeAByteOffset(t *testing.T) {
	for _, text := range []string{
		"", "plain ascii", "“Talks went well,” he said.", "Київ і Москва", "👩‍🚀 up",
		strings.Repeat("é", 200), strings.Repeat("a", 63) + "€" + strings.Repeat("b", 70),
		strings.Repeat("日本", 100) + "x", "bad \xff\xfe bytes \xc3",
	} {
		d := &Segmented{Text: text}
		for i := range text {
			if got, want := d.CodePoint(i), utf8.RuneCountInString(text[:i]); got != want {
				t.Fatalf("CodePoint(%d) in %.20q = %d, want %d", i, text, got, want)
			}
		}
		if got, want := d.CodePoint(len(text)), utf8.RuneCountInString(text); got != want {
			t.Errorf("CodePoint(end) in %.20q = %d, want %d", text, got, want)
		}
	}
}

func FuzzCodePoint(f *testing.F) {
	f.Add("“went well”", 5)
	f.Fuzz(func(t *testing.T, text string, at int) {
		if at < 0 || at > len(text) || !utf8.ValidString(text) || (at < len(text) && !utf8.RuneStart(text[at])) {
			t.Skip()
		}
		d := &Segmented{Text: text}
		if got, want := d.CodePoint(at), utf8.RuneCountInString(text[:at]); got != want {
			t.Fatalf("CodePoint(%d) = %d, want %d", at, got, want)
		}
	})
}

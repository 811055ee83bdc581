package article

import (
	"strings"
	"testing"
)

var insertedCases = []struct{ name, text, want string }{
	{"headlines glued to the full name", "Senator Ann Lee Ann (Annie) Mae LeeLee visits mill Mill town votes MORE spoke first.", "Senator Ann Lee spoke first."},
	{"possessive after the box", "Coach Olaf Brandt Olaf Piet BrandtCup final: who plays? MORE’s team won.", "Coach Olaf Brandt’s team won."},
	{"a title and a surname", "Governor Tisdale Marla Jane TisdaleTisdale signs herring bill 12 ports protest MORE said no.", "Governor Tisdale said no."},
	{"digits and quotation marks open the headline", "Judge Kofi Addo Kofi AddoAddo2 jurors leave 'A farce' MORE (R-Ohio) rose.", "Judge Kofi Addo (R-Ohio) rose."},
	{"a name without middle names, with its blank", "The banker Ida Quist Ida Quist Rates may fall MORE waited.", "The banker Ida Quist waited."},
	{"a middle name, with its blank", "The banker Ida Quist Ida Ruth Quist Rates may fall MORE waited.", "The banker Ida Quist waited."},
	{"two boxes in a line", "Ann Lee Ann Mae LeeMill news MORE met Bo Risk Bo T. RiskHarbor news MORE twice.", "Ann Lee met Bo Risk twice."},
	{"a page's line", "Rain fell.\n\nADVERTISEMENT\n\nSnow followed.", "Rain fell.\n\nSnow followed."},
	{"a player that did not load", "Rain fell.\n\nMedia playback is unsupported on your device Media caption “It was wet,” she says\n\nSnow followed.", "Rain fell.\n\nSnow followed."},
	{"a caption with its owner", "Image copyright Tarnhelm Press Image caption The glacier in May\n\nRain fell.", "Rain fell."},
	{"more in capitals is no box", "The banner said MORE JOBS and the mayor agreed.", "The banner said MORE JOBS and the mayor agreed."},
	{"a name said twice", "“Ann Lee,” cried Ann Lee, and MORE was cut.", "“Ann Lee,” cried Ann Lee, and MORE was cut."},
	{"capitals inside a name", "Ms. McBride of PayPal wants MORE.", "Ms. McBride of PayPal wants MORE."},
	{"advertisement as a word", "The advertisement ran for a week.", "The advertisement ran for a week."},
	{"nothing inserted keeps its blank lines", "One.\n\n\n\nTwo.", "One.\n\n\n\nTwo."},
}

func TestWithoutInsertions(t *testing.T) {
	for _, c := range insertedCases {
		got, _, _ := withoutInsertions(c.text)
		if got != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

// FuzzWithoutInsertions takes any text: what is left is in it, in order.
func FuzzWithoutInsertions(f *testing.F) {
	for _, c := range insertedCases {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, lines, boxes := withoutInsertions(text)
		if lines == 0 && boxes == 0 && got != text {
			t.Errorf("changed without saying so: %q", got)
		}
		rest := text
		for _, word := range strings.Fields(got) {
			for _, r := range word {
				k := strings.IndexRune(rest, r)
				if k < 0 {
					t.Fatalf("%q is not what is left of %q", got, text)
				}
				rest = rest[k+1:]
			}
		}
	})
}

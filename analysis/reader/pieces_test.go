package reader

import (
	"strings"
	"testing"
)

// TestCut gives each piece as the vocabulary writes it, with the text that it stands for.
func TestCut(t *testing.T) {
	p, err := newPieces([]byte(tinyWords()))
	if err != nil {
		t.Fatal(err)
	}
	names := make([]string, len(p.ids))
	for name, id := range p.ids {
		names[id] = name
	}
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"  \t\n", ""},
		{"The talks", "the=The talks=talks"},
		{"hoped", "hope=hope ##d=d"},
		{"don't", "d=d ##o=o ##n=n '=' t=t"},
		{"good-bad.", "good=good -=- bad=bad .=."},
		{"wár\u200b", "war=wár"},
		{"wa\u0301r", "war=wa\u0301r"},
		{"pea\u00adce", "peace=pea\u00adce"},
		{"İs", "is=İs"},
		{"東京 is", "[UNK]=東 [UNK]=京 is=is"},
		{"warß", "[UNK]=warß"},
		{strings.Repeat("a", 101), "[UNK]=" + strings.Repeat("a", 101)},
		{"\u00a0war\ufffd\x00s", "war=war ##s=s"},
	} {
		var got []string
		for _, piece := range p.Cut(c.text, nil) {
			got = append(got, names[piece.ID]+"="+c.text[piece.Start:piece.End])
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q: %q, not %q", c.text, strings.Join(got, " "), c.want)
		}
	}
}

func TestVocabularyWithoutMarks(t *testing.T) {
	if _, err := newPieces([]byte("[UNK]\n[CLS]\nthe\n")); err == nil || !strings.Contains(err.Error(), "[SEP]") {
		t.Errorf("a vocabulary without [SEP]: %v", err)
	}
}

func FuzzCut(f *testing.F) {
	p, err := newPieces([]byte(tinyWords()))
	if err != nil {
		f.Fatal(err)
	}
	f.Add("The talks failed, \"he\" said.")
	f.Add("\xff\xfe ab\u0301 東 İ ﷺ")
	f.Fuzz(func(t *testing.T, text string) {
		last := int32(0)
		for _, piece := range p.Cut(text, nil) {
			if piece.Start < last && piece.Word || piece.End < piece.Start || int(piece.End) > len(text) {
				t.Fatalf("%q: piece at %d to %d after %d", text, piece.Start, piece.End, last)
			}
			last = piece.Start
		}
	})
}

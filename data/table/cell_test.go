package table

import "testing"

func TestCell(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""}, {"north-shore", "north-shore"}, {"a=b", "a=b"}, {"'quoted'", "'quoted'"}, {"(=1)", "(=1)"}, {"5", "5"},
		{"=1+0", "'=1+0"}, {"+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"}, {"-2+3", "'-2+3"}, {"@SUM(A1)", "'@SUM(A1)"},
		{"\t=1", "'\t=1"}, {"\r=1", "'\r=1"}, {"\nsaid", "'\nsaid"}, {" =1", "' =1"}, {"\u00a0@x", "'\u00a0@x"}, {"＝1", "'＝1"}, {"－1", "'－1"},
		{"– said", "– said"},
	} {
		got := Cell(c.text)
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
		if back := FromCell(got); back != c.text {
			t.Errorf("%q comes back as %q", c.text, back)
		}
	}
}

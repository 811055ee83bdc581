package lexicon

import "testing"

func TestEmbeddedLoads(t *testing.T) {
	l, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if len(l.SHA256) != 64 {
		t.Errorf("hash %q", l.SHA256)
	}
	n, refs := l.Names.Longest([]string{"US", "State", "Department", "said"})
	if n != 3 || len(refs) != 1 || refs[0].ID != "us-state-department" {
		t.Errorf("US State Department is %v over %d words", refs, n)
	}
}

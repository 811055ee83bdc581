package reports

import (
	"os"
	"testing"
)

func TestDump(t *testing.T) {
	s := load(t, harbour)
	f, _ := os.Create("/tmp/browser/harbour.html")
	if err := s.HTML(f); err != nil {
		t.Fatal(err)
	}
}

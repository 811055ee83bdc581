package reports

import (
	"encoding/json"
	"testing"
)

func TestDump(t *testing.T) {
	s := load(t, harbour)
	b, _ := json.MarshalIndent(s, "", " ")
	t.Log(string(b))
}

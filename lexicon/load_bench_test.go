package lexicon

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func BenchmarkLoad(b *testing.B) {
	b.Run("embedded", func(b *testing.B) {
		for b.Loop() {
			if _, err := Load(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("overlay of 20000 actors", func(b *testing.B) {
		dir := b.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "actors.yaml"), []byte(manyActors(20000)), 0o600); err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if _, err := Load(dir); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func manyActors(n int) string {
	var s strings.Builder
	for i := range n {
		fmt.Fprintf(&s, `- id: member-%d
  name: Member Person%d
  aliases: [M. Person%d, Membre Personne%d]
  gender: f
  country: russia
  terms:
    - {role: lawmaker, of: state-duma, from: 2016-10-05, to: 2021-10-12}
`, i, i, i, i)
	}
	return s.String()
}

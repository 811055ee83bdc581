package article

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func TestLines(t *testing.T) {
	for _, c := range []struct {
		name string
		in   io.Reader
		want string // a letter each: Article, Fault, Break, Cut
	}{
		{"articles and batches", strings.NewReader("{\"text\":\"It sails.\"}\n{\"text\":\"It rains.\"}\n\n{\"text\":\"It snows.\"}\n"), "AABA"},
		{"a fault between", strings.NewReader("{\"text\":\"It sails.\"}\n{]\n{\"text\":\"It snows.\"}\n"), "AFA"},
		{"no line end last", strings.NewReader("{\"text\":\"It sails.\"}"), "A"},
		{"ends inside a record", strings.NewReader("{\"text\":\"It sails.\"}\n{\"text\":\"It r"), "AC"},
		{"a last record without text is whole", strings.NewReader("{\"title\":\"Rain\"}"), "F"},
		{"breaks off", io.MultiReader(strings.NewReader("{\"text\":\"It sails.\"}\n"), iotest.ErrReader(errors.New("gone"))), "AC"},
		{"nothing", strings.NewReader(""), ""},
		{"a byte at a time", iotest.OneByteReader(strings.NewReader("{\"text\":\"It sails.\"}\n\n")), "AB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got strings.Builder
			for l := range Lines(context.Background(), c.in, Options{}) {
				switch {
				case l.Break:
					got.WriteByte('B')
				case l.Cut:
					got.WriteByte('C')
				case l.Fault != nil:
					got.WriteByte('F')
				case l.Article != nil:
					got.WriteByte('A')
				}
			}
			if got.String() != c.want {
				t.Errorf("%s, want %s", got.String(), c.want)
			}
		})
	}
}

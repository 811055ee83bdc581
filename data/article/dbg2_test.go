package article

import (
	"context"
	"fmt"
	"testing"
)

func TestPagesDbg(t *testing.T) {
	for i := range Read(context.Background(), []string{"../../../shared/eval/pages"}, Options{}) {
		if i.Fault != nil {
			fmt.Println("FAULT", i.Fault)
			continue
		}
		a := i.Article
		fmt.Printf("=== %s\n T %q\n D %v A %q O %q U %s L %s W %v len %d\n", a.Path, a.Title, a.PublishedAt, a.Author, a.Outlet, a.URL, a.Language, a.Warnings, len(a.Text))
		rest := a.Text[a.HeadlineEnd:]
		fmt.Printf("  %.300q\n  ... %.300q\n", rest, rest[max(0, len(rest)-300):])
	}
}

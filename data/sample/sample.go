// Package sample is the embedded corpus that `readout run --sample` reads: seven
// short articles on the Riyadh talks of February 2025 and what came after, in
// the voices of seven invented outlets. The quotations are public record; every
// other sentence was written for readout, with the constructions on which
// attribution fails most often.
package sample

import "embed"

// Files holds the articles as Markdown with front matter, named by day and outlet.
//
//go:embed *.md
var Files embed.FS

package main

import (
	"bufio"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"readout/lexicon"
)

// wordWanted is what gets a vector: plain lower-case words, also hyphenated.
var wordWanted = regexp.MustCompile(`^(?:[a-z]|[a-z][a-z'.-]*[a-z])$`)

func wordsCommand() *cli.Command {
	return &cli.Command{
		Name:  "words",
		Usage: "pack word vectors into a model",
		Description: `The vectors are text in GloVe's format: a word and its figures a line, the most
common word first.

Example:
   readout-train words --vectors vectors.txt --out words.bin`,
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "vectors", Required: true, Usage: "vectors in GloVe's text `FILE` format"},
			&cli.IntFlag{Name: "size", Value: 25000, Usage: "how many `WORDS` to keep, at most 65535"},
			&cli.StringFlag{Name: "out", Required: true, Usage: "model `FILE` to write"},
		},
		Action: func(c *cli.Context) error {
			words, err := readVectors(c.String("vectors"), c.Int("size"))
			if err != nil {
				return err
			}
			out, err := os.Create(c.String("out"))
			if err != nil {
				return err
			}
			if _, err := words.WriteTo(out); err != nil {
				out.Close()
				return fmt.Errorf("%s: %w", c.String("out"), err)
			}
			return out.Close()
		},
	}
}

func readVectors(path string, size int) (*lexicon.Words, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var names []string
	var vectors [][]float32
	in := bufio.NewScanner(f)
	in.Buffer(nil, 1<<20)
	for line := 1; in.Scan() && len(names) < size; line++ {
		parts := strings.Fields(in.Text())
		if len(parts) < 2 || !wordWanted.MatchString(parts[0]) {
			continue
		}
		v := make([]float32, len(parts)-1)
		for i, p := range parts[1:] {
			x, err := strconv.ParseFloat(p, 32)
			if err != nil {
				return nil, fmt.Errorf("%s:%d: %w", path, line, err)
			}
			v[i] = float32(x)
		}
		names, vectors = append(names, parts[0]), append(vectors, v)
	}
	if err := in.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return lexicon.QuantiseWords(names, vectors)
}

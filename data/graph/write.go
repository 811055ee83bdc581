package graph

import (
	"bufio"
	"encoding/csv"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"readout/data/table"
)

// names are what an edge's two counts are called.
func (n *Network) names() (yes, no string) {
	switch n.Kind {
	case Agreement:
		return "congruence", "conflict"
	case Evaluations:
		return "praise", "blame"
	}
	return "agree", "disagree"
}

// GraphML writes the network as visone, Gephi and igraph read it.
func (n *Network) GraphML(w io.Writer) error {
	out := bufio.NewWriter(w)
	yes, no := n.names()
	fmt.Fprint(out, xml.Header, `<graphml xmlns="http://graphml.graphdrawing.org/xmlns">`, "\n")
	for _, k := range [][3]string{{"label", "node", "string"}, {"kind", "node", "string"}, {"side", "node", "string"}, {yes, "edge", "int"}, {no, "edge", "int"}, {"weight", "edge", "double"}} {
		fmt.Fprintf(out, "  <key id=%q for=%q attr.name=%q attr.type=%q/>\n", k[0], k[1], k[0], k[2])
	}
	mode := "undirected"
	if n.Directed {
		mode = "directed"
	}
	fmt.Fprintf(out, "  <graph edgedefault=%q>\n", mode)
	for _, v := range n.Nodes {
		fmt.Fprintf(out, "    <node id=\"%s\"><data key=\"label\">%s</data><data key=\"kind\">%s</data><data key=\"side\">%s</data></node>\n",
			escaped(v.ID), escaped(v.Label), v.Kind, escaped(v.Side))
	}
	for i, e := range n.Edges {
		fmt.Fprintf(out, "    <edge id=\"e%d\" source=\"%s\" target=\"%s\"><data key=%q>%d</data><data key=%q>%d</data><data key=\"weight\">%d</data></edge>\n",
			i, escaped(e.From), escaped(e.To), yes, e.For, no, e.Against, e.Weight())
	}
	fmt.Fprint(out, "  </graph>\n</graphml>\n")
	return out.Flush()
}

// escaped makes text safe in XML: its marks as entities, what XML has no place for left out.
func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, s)))
	return b.String()
}

// EdgesCSV writes a row an edge.
func (n *Network) EdgesCSV(w io.Writer) error {
	yes, no := n.names()
	label := map[string]*Node{}
	for i := range n.Nodes {
		label[n.Nodes[i].ID] = &n.Nodes[i]
	}
	rows := [][]string{{"source", "target", "source_label", "target_label", "source_side", "target_side", yes, no, "weight"}}
	for i := range n.Edges {
		e := &n.Edges[i]
		a, b := label[e.From], label[e.To]
		rows = append(rows, []string{e.From, e.To, a.Label, b.Label, a.Side, b.Side, strconv.Itoa(e.For), strconv.Itoa(e.Against), strconv.Itoa(e.Weight())})
	}
	return writeCSV(w, rows)
}

// MatrixCSV writes a row a source and a column a target with the balance of each
// edge; an empty cell is no edge.
func (n *Network) MatrixCSV(w io.Writer) error {
	cells := map[[2]string]int{}
	from, to := map[string]bool{}, map[string]bool{}
	for i := range n.Edges {
		e := &n.Edges[i]
		cells[[2]string{e.From, e.To}] = e.Weight()
		from[e.From], to[e.To] = true, true
		if !n.Directed { // a matrix of who agrees with whom is the same both ways
			cells[[2]string{e.To, e.From}] = e.Weight()
			from[e.To], to[e.From] = true, true
		}
	}
	var sources, targets []string
	for _, v := range n.Nodes {
		if from[v.ID] {
			sources = append(sources, v.ID)
		}
		if to[v.ID] {
			targets = append(targets, v.ID)
		}
	}
	slices.Sort(sources)
	slices.Sort(targets)
	rows := [][]string{append([]string{"id"}, targets...)}
	for _, a := range sources {
		row := []string{a}
		for _, b := range targets {
			cell := ""
			if x, ok := cells[[2]string{a, b}]; ok {
				cell = strconv.Itoa(x)
			}
			row = append(row, cell)
		}
		rows = append(rows, row)
	}
	return writeCSV(w, rows)
}

// writeCSV puts an apostrophe before what a spreadsheet would take for a formula.
func writeCSV(w io.Writer, rows [][]string) error {
	for _, row := range rows {
		for i, cell := range row {
			if _, err := strconv.Atoi(cell); err != nil {
				row[i] = table.Cell(cell)
			}
		}
	}
	return csv.NewWriter(w).WriteAll(rows)
}

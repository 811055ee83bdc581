// Package help makes every help text of a program that imports it fit a terminal of 80 columns.
package help

import (
	"bytes"
	"io"
	"regexp"
	"strings"

	"github.com/urfave/cli/v2"

	"readout/reports"
)

// Width is the columns that a help text has.
const Width = 80

const usageColumn = 28 // where the usage of a flag or command begins

var (
	// entry is a line of a list of flags or commands: its name and its usage.
	entry = regexp.MustCompile(`^( {3,5}-{0,2}[a-z][^ ]*(?: [^ ]+)*?(?: \[[^\]]*\])?)  +(\S.*)$`)
	// repeated is how the library writes that a flag may stand several times.
	repeated = regexp.MustCompile(`^(.*?) \[ .* \]$`)
	// quotedDefault is how the library writes the default of a text; settings have no quotes.
	quotedDefault = regexp.MustCompile(`\(default: "([^"]*)"\)$`)
	listHead      = regexp.MustCompile(`^(?:GLOBAL OPTIONS|OPTIONS|COMMANDS):`)
)

// init narrows what the library prints: its printer is one variable for the whole program.
func init() {
	plain := cli.HelpPrinter
	cli.HelpPrinter = func(w io.Writer, template string, data any) {
		var b bytes.Buffer
		plain(&b, template, data)
		_, _ = io.WriteString(w, narrow(b.String()))
	}
}

// narrow folds help texts to Width columns: flags and commands with their usage
// in a column, other lines as they are indented.
func narrow(help string) string {
	var out strings.Builder
	list := false
	lines := strings.Split(strings.TrimRight(help, "\n"), "\n")
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		if !list { // a paragraph with a line that is too long is folded anew
			end, wide := i, false
			for end < len(lines) && isProse(lines[end]) {
				wide = wide || len(lines[end]) > Width
				end++
			}
			if wide {
				line = "   " + strings.Join(strings.Fields(strings.Join(lines[i:end], " ")), " ")
				i = end - 1
			}
		}
		line = strings.TrimRight(line, " ")
		if line != "" && line[0] != ' ' {
			list = listHead.MatchString(line)
		}
		line = strings.TrimSuffix(line, " (default: false)")
		line = quotedDefault.ReplaceAllString(line, "(default: $1)")
		m := entry.FindStringSubmatch(line)
		switch {
		case list && m != nil:
			name, usage := m[1], m[2]
			if twice := repeated.FindStringSubmatch(name); twice != nil {
				name = twice[1] + " ..."
			}
			at := name + strings.Repeat(" ", max(0, usageColumn-len(name)))
			if len(name)+2 > usageColumn {
				out.WriteString(name + "\n")
				at = strings.Repeat(" ", usageColumn)
			}
			for _, part := range reports.Wrap(usage, Width-usageColumn) {
				out.WriteString(at + part + "\n")
				at = strings.Repeat(" ", usageColumn)
			}
		case len(line) > Width:
			text := strings.TrimLeft(line, " ")
			indent := line[:len(line)-len(text)]
			for _, part := range reports.Wrap(text, Width-len(indent)) {
				out.WriteString(indent + part + "\n")
			}
		default:
			out.WriteString(line + "\n")
		}
	}
	return out.String()
}

// isProse reports whether a line is running text: indented as a description is.
func isProse(line string) bool {
	return strings.HasPrefix(line, "   ") && !strings.HasPrefix(line, "    ") && strings.TrimSpace(line) != ""
}

package main

import (
	"bytes"
	"io"
	"regexp"
	"strings"

	"github.com/urfave/cli/v2"

	"readout/reports"
)

const (
	helpWidth  = 80
	helpColumn = 28 // where the usage of a flag or command begins
)

var (
	// helpEntry is a line of a list of flags or commands: its name and its usage.
	helpEntry = regexp.MustCompile(`^( {3,5}-{0,2}[a-z][^ ]*(?: [^ ]+)*?(?: \[[^\]]*\])?)  +(\S.*)$`)
	// helpTwice is how the library writes that a flag may stand several times.
	helpTwice = regexp.MustCompile(`^(.*?) \[ .* \]$`)
	// quotedDefault is how the library writes the default of a text; settings have no quotes.
	quotedDefault = regexp.MustCompile(`\(default: "([^"]*)"\)$`)
	helpList      = regexp.MustCompile(`^(?:GLOBAL OPTIONS|OPTIONS|COMMANDS):`)
)

// init makes every help text fit a terminal of 80 columns.
func init() {
	plain := cli.HelpPrinter
	cli.HelpPrinter = func(w io.Writer, template string, data any) {
		var b bytes.Buffer
		plain(&b, template, data)
		_, _ = io.WriteString(w, narrow(b.String()))
	}
}

// narrow folds help texts to helpWidth columns: flags and commands with their usage
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
				wide = wide || len(lines[end]) > helpWidth
				end++
			}
			if wide {
				line = "   " + strings.Join(strings.Fields(strings.Join(lines[i:end], " ")), " ")
				i = end - 1
			}
		}
		line = strings.TrimRight(line, " ")
		if line != "" && line[0] != ' ' {
			list = helpList.MatchString(line)
		}
		line = strings.TrimSuffix(line, " (default: false)")
		line = quotedDefault.ReplaceAllString(line, "(default: $1)")
		m := helpEntry.FindStringSubmatch(line)
		switch {
		case list && m != nil:
			name, usage := m[1], m[2]
			if twice := helpTwice.FindStringSubmatch(name); twice != nil {
				name = twice[1] + " ..."
			}
			at := name + strings.Repeat(" ", max(0, helpColumn-len(name)))
			if len(name)+2 > helpColumn {
				out.WriteString(name + "\n")
				at = strings.Repeat(" ", helpColumn)
			}
			for _, part := range reports.Wrap(usage, helpWidth-helpColumn) {
				out.WriteString(at + part + "\n")
				at = strings.Repeat(" ", helpColumn)
			}
		case len(line) > helpWidth:
			text := strings.TrimLeft(line, " ")
			indent := line[:len(line)-len(text)]
			for _, part := range reports.Wrap(text, helpWidth-len(indent)) {
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

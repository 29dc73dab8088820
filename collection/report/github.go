package report

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lazy"
)

// githubStream prints workflow commands, which GitHub Actions shows at the lines
// of a pull request. Source: GitHub's documentation, "Workflow commands for
// GitHub Actions"; the escapes are those of the actions toolkit.
type githubStream struct{ w io.Writer }

func (githubStream) Prepare(files []File) {
	for i := range files {
		files[i].release()
	}
}

func (s githubStream) File(f File) error {
	var b strings.Builder
	for _, d := range f.Diagnostics {
		command := string(d.Severity)
		if d.Severity == diagnostic.Info {
			command = "notice"
		}
		message := d.Message
		if d.Help != "" {
			message += "\n" + d.Help
		}
		place := fmt.Sprintf("line=%d,endLine=%d", d.Line, d.EndLine)
		if d.Line == d.EndLine {
			// GitHub accepts columns only within one line.
			place += fmt.Sprintf(",col=%d,endColumn=%d", d.Column, d.EndColumn)
		}
		fmt.Fprintf(&b, "::%s file=%s,%s,title=%s::%s\n", command,
			property(strings.TrimPrefix(filepath.ToSlash(d.Path), "./")), place, property(d.Rule), data(message))
	}
	_, err := io.WriteString(s.w, b.String())
	return err
}

func (githubStream) Close() error { return nil }

var (
	dataEscapes = lazy.Value[*strings.Replacer]{New: func() *strings.Replacer {
		return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	}}
	propertyEscapes = lazy.Value[*strings.Replacer]{New: func() *strings.Replacer {
		return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	}}
)

func data(text string) string     { return Printable(dataEscapes.Get().Replace(text)) }
func property(text string) string { return Printable(propertyEscapes.Get().Replace(text)) }

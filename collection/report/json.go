package report

import (
	"encoding/json"
	"io"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
)

// harmless writes JSON and escapes the control characters that JSON allows in a string
// (DEL, and U+0080 to U+009F), because a terminal may interpret them. Each write must
// consist of whole characters.
type harmless struct{ io.Writer }

func (w harmless) Write(p []byte) (int, error) {
	if _, err := io.WriteString(w.Writer, JSON(string(p))); err != nil {
		return 0, err
	}
	return len(p), nil
}

// JSON returns JSON text in which everything that a terminal or CI system would
// interpret is escaped. All values are preserved.
func JSON(text string) string { return withoutCommandsJSON(jsontree.EscapeControls(text)) }

// jsonVersion is the version of the JSON report's shape.
const jsonVersion = 1

// printJSON prints the findings in all files as one object: version, diagnostics,
// coverage of the collections that are checked against an API, summary.
func printJSON(w io.Writer, files []File) error {
	all := []diagnostic.Diagnostic{}
	var covered []*Covered
	for _, f := range files {
		all = append(all, f.Diagnostics...)
		if f.Covered != nil {
			covered = append(covered, f.Covered)
		}
	}
	encoder := json.NewEncoder(harmless{w})
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(struct {
		Version     int                     `json:"version"`
		Diagnostics []diagnostic.Diagnostic `json:"diagnostics"`
		Coverage    []*Covered              `json:"coverage,omitempty"`
		Summary     Summary                 `json:"summary"`
	}{jsonVersion, all, covered, summarize(files)})
}

package report

import (
	"encoding/json"
	"io"

	"github.com/postwright/postwright/collection/diagnostic"
)

// jsonVersion is the version of the JSON report's shape.
const jsonVersion = 1

// printJSON prints the findings of all files as one object: version,
// diagnostics, summary.
func printJSON(w io.Writer, files []File) error {
	all := []diagnostic.Diagnostic{}
	for _, f := range files {
		all = append(all, f.Diagnostics...)
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(struct {
		Version     int                     `json:"version"`
		Diagnostics []diagnostic.Diagnostic `json:"diagnostics"`
		Summary     Summary                 `json:"summary"`
	}{jsonVersion, all, Summarize(files)})
}

package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/postwright/postwright/collection/redact"
)

// fingerprints identify a file's findings across changes elsewhere in the file: they do
// not depend on lines. Findings that are otherwise equal are numbered.
func fingerprints(f File) []string {
	type key struct{ rule, item, content string }
	count := map[key]int{}
	marks := make([]string, len(f.Diagnostics))
	sources, items := f.Sources(), redact.Paths{}
	for i, d := range f.Diagnostics {
		around, content := d.Identity(sources[i])
		k := key{d.Rule, items.Of(around), content}
		count[k]++
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%s\x00%s\x00%d", k.rule, k.item, k.content, count[k]))
		marks[i] = hex.EncodeToString(sum[:16])
	}
	return marks
}

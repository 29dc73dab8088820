package report_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/report"
)

// TestLongSecrets: a long secret that repeats itself is hidden everywhere, without reading
// on from each of its bytes.
func TestLongSecrets(t *testing.T) {
	key := strings.Repeat("Ab1", 100_000)
	before := `{"item": [{"request": {"header": [{"key": "Authorization", "value": "` + key + `"}],
"url": "x"}}]}`
	after := strings.Replace(before, `"url": "x"`, `"url": "x", "description": "see `+key+` or `+key[:9]+`"`, 1)
	var b strings.Builder
	if err := report.Difference(&b, "x", before, after, report.Options{}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), key[:30]) || !strings.Contains(b.String(), "see Ab***") {
		t.Errorf("shows %.200s", b.String())
	}
}

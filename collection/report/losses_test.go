package report_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/collection/v3"
	"github.com/postwright/postwright/internal/testkit"
)

// TestLosses: losses are grouped by what was lost, a name makes no lines of its own, and
// no secret is shown.
func TestLosses(t *testing.T) {
	const token = "ghp_Mb12345Zq7xK9Rw2hV5tY8uJ3mN6bX1cQ4zW"
	d := testkit.Parse(t, `{"info": {"name": "C"}, "item": []}`)
	var losses []v3.Loss
	for line := range 4 {
		losses = append(losses, v3.Loss{Element: []string{"R\nlost: forged", token}, Pointer: "/item/0/x", Field: "x", Message: "a list", Line: line + 1, Column: 2})
	}
	losses = append(losses, v3.Loss{Field: "y", Message: "a map", Line: 9, Column: 1})
	shown := report.LossesOf(d, losses, func(v3.Loss) string { return "c.json" })
	var text, json strings.Builder
	if err := report.LossesText(&text, shown, "see JSON"); err != nil {
		t.Fatal(err)
	}
	if err := report.LossesJSON(&json, shown); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(text.String(), "\n")
	if len(lines) != 8 || lines[0] != "lost: x: a list" || !strings.HasPrefix(lines[1], `  c.json:1:2: R\nlost: forged / `) ||
		lines[4] != "  and 1 more; see JSON" || lines[5] != "lost: y: a map" || lines[6] != "  c.json:9:1: y" {
		t.Errorf("%q", lines)
	}
	if strings.Count(json.String(), `"pointer": "/item/0/x"`) != 4 || strings.Contains(text.String()+json.String(), token) {
		t.Errorf("%s%s", &text, &json)
	}
	json.Reset()
	if err := report.LossesJSON(&json, nil); err != nil || json.String() != "{\n  \"losses\": []\n}\n" {
		t.Errorf("%q, %v", json.String(), err)
	}
}

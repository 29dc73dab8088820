package main

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/internal/testkit"
)

// TestNoWorkflowCommands: no report has a line that GitHub's runner
// interprets as a command, whatever a file contains. The GitHub format's own
// lines are those of the findings.
func TestNoWorkflowCommands(t *testing.T) {
	const payload = "x\n::add-mask::y\n  ::error::y\n##[error]y\nz ##[add-mask]y ##vso[task.x]y"
	hostile := testkit.Hostile(payload)
	files := map[string]string{"a.json": hostile, "b.json": testkit.Hostile(payload + "\n::warning::new"), "o.json": testkit.Hostile("o" + payload),
		"e.json": strings.ReplaceAll(environment, "V", `::x`), "schema.json": `{"properties": {"info": {"type": "string"}}}`}
	neutral := 0
	tellOf(t, files, func(args, said string) {
		isData := strings.HasSuffix(args, ")")
		for _, command := range []string{"docs", "merge", "upgrade", "generate"} {
			isData = isData || strings.HasPrefix(args, command) // these print files
		}
		for line := range strings.Lines(said) {
			command := strings.HasPrefix(strings.TrimSpace(line), "::")
			if command && strings.HasSuffix(args, "--format github") {
				command = !strings.Contains(line, " file=a.json,line=")
			}
			if command && !strings.HasPrefix(args, "docs") || !isData && (strings.Contains(line, "##[") || strings.Contains(line, "##vso[")) && !strings.HasPrefix(line, "::") {
				t.Errorf("%s prints a command: %q", args, line)
				return
			}
			if strings.Contains(line, `:\:add-mask`) || strings.Contains(line, `##\[`) {
				neutral++
			}
		}
	})
	if neutral < 20 {
		t.Errorf("only %d lines had a command", neutral)
	}
}

package report

import "strings"

// withoutCommands returns a line that no CI system interprets as a command. GitHub runs
// "::name::" at the start of a line, after blanks, and "##[name]" anywhere in a line;
// Azure Pipelines runs "##vso[name]". A backslash between the signs keeps the text
// readable. Sources: ActionCommand.cs of actions/runner, and "Logging commands" of Azure
// Pipelines' documentation.
func withoutCommands(line string) string {
	if !strings.Contains(line, "::") && !strings.Contains(line, "##") {
		return line
	}
	line = strings.ReplaceAll(line, "##[", `##\[`)
	line = strings.ReplaceAll(line, "##vso[", `##vso\[`)
	if text := strings.TrimSpace(line); strings.HasPrefix(text, "::") {
		at := strings.Index(line, "::")
		line = line[:at] + `:\:` + line[at+len("::"):]
	}
	return line
}

// withoutCommandsJSON is like [withoutCommands], for JSON text, and preserves its
// values. Lines of JSON never start with the text of a value.
func withoutCommandsJSON(text string) string {
	text = strings.ReplaceAll(text, "##[", `#\u0023[`)
	return strings.ReplaceAll(text, "##vso[", `#\u0023vso[`)
}

package report

import "strings"

// withoutCommands returns a line that no CI system takes for a command to its runner.
// GitHub runs "::name::" where a line starts with it, after blanks, and "##[name]"
// anywhere in a line; Azure Pipelines runs "##vso[name]". A backslash between their
// signs keeps the text readable. Sources: ActionCommand.cs of actions/runner, and
// "Logging commands" of Azure Pipelines' documentation.
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

// withoutCommandsJSON is like [withoutCommands] for JSON text, and preserves its values.
// No line of JSON starts with the text of a value.
func withoutCommandsJSON(text string) string {
	text = strings.ReplaceAll(text, "##[", `#\u0023[`)
	return strings.ReplaceAll(text, "##vso[", `#\u0023vso[`)
}

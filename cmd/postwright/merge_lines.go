package main

import (
	"errors"
	"strings"

	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/collection/yamltree"
)

// mergeByLines merges YAML files line by line as git does, because reason
// prevents merging their content: git's merge driver cannot hand a file back
// to git.
func mergeByLines(s streams, f mergeFlags, of [3]*mergeSide, reason error) error {
	var texts [3]string
	readable := true
	for i, m := range of {
		text, _, err := m.yaml()
		if err == nil && text == "" { // empty, or a flow mapping like JSON
			text, err = m.text(s)
		}
		if err != nil {
			return err
		}
		_, failed := yamltree.Parse(text)
		texts[i], readable = text, readable && failed == nil
	}
	if inner := errors.Unwrap(reason); inner != nil {
		reason = inner // the path is a temporary one of git
	}
	s.say("postwright: %s is merged line by line: %v", report.Printable(f.path), reason)
	merged, ok := merge.CleanLines(endedAs(texts[0], texts[1]), texts[1], endedAs(texts[2], texts[1]))
	if _, failed := yamltree.Parse(merged); !ok || readable && failed != nil {
		s.sayStopped(f, 1)
		return errProblems
	}
	return s.putFile(f, of[1], texts[1], merged)
}

// endedAs returns a text with the line ends of another one, and with a byte order mark if
// that has one: a working copy on Windows has others than what git keeps.
func endedAs(text, like string) string {
	if like == "" {
		return text
	}
	text = strings.ReplaceAll(strings.TrimPrefix(text, byteOrderMark), "\r\n", "\n")
	if strings.Contains(like, "\r\n") {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	if strings.HasPrefix(like, byteOrderMark) {
		text = byteOrderMark + text
	}
	return text
}

const byteOrderMark = "\uFEFF"

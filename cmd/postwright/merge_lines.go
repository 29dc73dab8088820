package main

import (
	"errors"

	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/collection/yamltree"
	"github.com/postwright/postwright/internal/inputs"
)

// mergeByLines merges YAML files that are not merged by what they say, for a reason, as
// git does: git's driver cannot leave a file to git.
func mergeByLines(s streams, f mergeFlags, paths []string, reason error) error {
	var texts [3]string
	readable := true
	for i, path := range paths {
		text, _, err := inputs.V3Text(path)
		if err == nil && text == "" { // empty, or in braces as JSON
			text, err = inputs.Read(path, s.in)
		}
		if err != nil {
			return err
		}
		_, failed := yamltree.Parse(text)
		texts[i], readable = text, readable && failed == nil
	}
	if inner := errors.Unwrap(reason); inner != nil {
		reason = inner // the path is git's temporary one
	}
	s.say("postwright: %s is merged line by line: %v", report.Printable(f.path), reason)
	merged, ok := merge.CleanLines(texts[0], texts[1], texts[2])
	if _, failed := yamltree.Parse(merged); !ok || readable && failed != nil {
		s.sayStopped(f, 1)
		return errProblems
	}
	switch {
	case f.output == inputs.Stdin:
		return s.print(merged)
	case f.output != paths[1]:
		return writeFile(f.output, merged)
	case merged != texts[1]:
		return rewriteFile(f.output, texts[1], merged)
	}
	return nil
}

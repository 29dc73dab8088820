package main

import (
	"fmt"
	"path/filepath"

	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/output"
)

// finishEarlier is for a command that is about to write to paths: it does what is left to
// do there since a run that moved files was interrupted.
func (s streams) finishEarlier(paths ...string) error {
	for _, path := range paths {
		inside, around := inputs.Interrupted(path)
		if len(around) > 0 {
			return fmt.Errorf("cannot write to %s: a run that moved files in %s was interrupted, and what is left to do is in %s; run that command again first",
				path, around[0], filepath.Join(around[0], inputs.Unfinished))
		}
		for _, folder := range inside {
			finished, err := output.Finish(folder)
			if err != nil {
				return err
			}
			if finished {
				s.say("postwright: %s: a run that moved files was interrupted; did what was left", redact.Text(filepath.ToSlash(folder)))
			}
		}
	}
	return nil
}

// finishEarlierIn is [streams.finishEarlier] for the collections that arguments name.
func (s streams) finishEarlierIn(args []string) error {
	if err := s.finishEarlier(args...); err != nil {
		return err
	}
	paths, err := inputs.ExpandV3(args)
	if err != nil {
		return nil // the command reports it
	}
	return s.finishEarlier(paths...)
}

// sayInterrupted names the folders in or around which a run that moved files was
// interrupted, each once.
func (s streams) sayInterrupted(folder string) {
	inside, around := inputs.Interrupted(folder)
	for _, folder := range append(inside, around...) {
		note := filepath.Join(folder, inputs.Unfinished)
		if _, said := noticed.LoadOrStore(note, true); !said {
			s.say("postwright: a run that moves files in %s was interrupted, or is still at work; what is left to do is in %s, and the next command that writes there does it",
				redact.Text(folder), redact.Text(note))
		}
	}
}

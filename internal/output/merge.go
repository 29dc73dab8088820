package output

import (
	"fmt"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/merge"
)

// Merge merges the generated content with the edits in existing files.
// Conflicts are recorded in the files' statuses, and resolved as prefer says.
func (p *Plan) Merge(prefer merge.Prefer) error {
	for i := range p.Files {
		if s := &p.Files[i]; s.State == Edited {
			if err := s.merge(prefer); err != nil {
				return fmt.Errorf("cannot merge %s with what was edited there: %w", s.Path, err)
			}
		}
	}
	return nil
}

func (s *Status) merge(prefer merge.Prefer) error {
	ours, err := jsontree.Parse(s.Old)
	if err != nil {
		return err
	}
	theirs, err := jsontree.Parse(s.Content)
	if err != nil {
		return err
	}
	r, err := merge.WithSnapshot(s.Base, ours, theirs, prefer)
	if err != nil {
		return err
	}
	s.Text, s.Conflicts = r.Text, r.Conflicts
	return nil
}

// Conflicts returns the number of conflicts in all files.
func (p *Plan) Conflicts() int {
	n := 0
	for _, f := range p.Files {
		n += len(f.Conflicts)
	}
	return n
}

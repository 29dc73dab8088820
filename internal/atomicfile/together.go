package atomicfile

// Together are files that belong together: all are staged before the first is put
// in its place, so that a full disk or a missing permission changes none.
type Together struct{ pending []*Pending }

// Stage is like the function [Stage], and adds the file to the set.
func (t *Together) Stage(path, text string) error { return t.add(Stage(path, text)) }

// StageOver is like the function [StageOver], and adds the file to the set.
func (t *Together) StageOver(path, before, text string) error {
	return t.add(StageOver(path, before, text))
}

func (t *Together) add(p *Pending, err error) error {
	if err == nil {
		t.pending = append(t.pending, p)
	}
	return err
}

// Commit puts the files in their places, in the order in which they were staged.
func (t *Together) Commit() error {
	for _, p := range t.pending {
		if err := p.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// Discard removes what is staged and not in its place.
func (t *Together) Discard() {
	for _, p := range t.pending {
		p.Discard()
	}
}

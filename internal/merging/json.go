package merging

import (
	"strings"
	"sync"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/merge"
	"github.com/postwright/postwright/internal/inputs"
)

// mergeJSON merges sides that are JSON.
func (m *merger) mergeJSON() error {
	r, err := m.mergeTexts()
	if err != nil {
		return err
	}
	p := m.part("", m.name())
	p.Elements, m.result.Text = r.Conflicts, r.Text
	if !m.result.Stopped() {
		p.Document = r.Document
	}
	return nil
}

// mergeTexts reads and merges the documents. It keeps none, so that the base and theirs
// can be freed while the result is checked.
func (m *merger) mergeTexts() (*merge.Result, error) {
	var documents [3]*jsontree.Document
	var faults [3]error
	var parsing sync.WaitGroup
	for i, side := range m.sides {
		text, err := side.Text(m.Stdin)
		if err != nil {
			faults[i] = err
			break
		}
		if i == 0 && strings.TrimSpace(text) == "" {
			continue // both sides added the file, and git has no base for it
		}
		parsing.Go(func() { documents[i], faults[i] = inputs.Parse(side.Name, text) })
	}
	parsing.Wait()
	var names [3]string
	for i, side := range m.sides {
		names[i] = side.Name
		if faults[i] != nil {
			return nil, faults[i]
		}
		if documents[i] == nil {
			continue
		}
		if err := m.checks.Document(side.Name, documents[i], true); err != nil {
			return nil, err
		}
	}
	m.result.before = documents[1].Text()
	return m.mergeDocuments(names, documents)
}

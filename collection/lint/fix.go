package lint

import (
	"crypto/sha256"
	"fmt"
	"slices"

	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
)

// Fixed is a collection after its fixes.
type Fixed struct {
	Document    *jsontree.Document
	Environment *analysis.Environment   // with the values that moved there; nil if there is none
	Applied     []diagnostic.Diagnostic // the findings that were fixed, with their places at that time
	Left        []diagnostic.Diagnostic // the remaining findings
}

// Fix applies the fixes, which do not change what the collection means, and lints again
// until nothing is left to fix, or for a hundred rounds. Fixes are edits of the text:
// everything else stays byte for byte. If two fixes overlap, one waits for the next round.
func (l *Linter) Fix(d *jsontree.Document) (Fixed, error) {
	f := Fixed{Document: d, Environment: l.options.Environment}
	seen := texts{}
	for round := 0; ; round++ {
		f.Left = l.document(f.Document, f.Environment)
		if round == mostRounds {
			return f, nil
		}
		applied, err := f.round()
		if err != nil || len(applied) == 0 {
			return f, err
		}
		f.Applied = append(f.Applied, applied...)
		if err := seen.next(sha256.Sum256([]byte(f.Document.Text())), applied[0].Rule); err != nil {
			return f, err
		}
	}
}

// mostRounds limits how often a collection is linted to fix it. Few need more than three:
// only text in which each fix uncovers another place, thousands of times, needs more.
const mostRounds = 100

// texts has the hashes of the texts that the rounds have made. The texts themselves
// would take too much memory.
type texts map[[sha256.Size]byte]bool

// next adds the result of a round. It returns an error if an earlier round had the same
// result: then the fix of one rule undoes another.
func (t texts) next(sum [sha256.Size]byte, ruleName string) error {
	if t[sum] {
		return fmt.Errorf("the repair of %s does not come to an end; please report this", ruleName)
	}
	t[sum] = true
	return nil
}

// round applies those fixes of the remaining findings that do not overlap.
func (f *Fixed) round() ([]diagnostic.Diagnostic, error) {
	var applied []diagnostic.Diagnostic
	var edits, onEnvironment claims
	for _, d := range f.Left {
		if len(d.Fix) > 0 && edits.free(d.Fix) && onEnvironment.free(d.FixEnvironment) {
			edits.add(d.Fix)
			onEnvironment.add(d.FixEnvironment)
			applied = append(applied, d)
		}
	}
	if len(applied) == 0 {
		return nil, nil
	}
	var err error
	if f.Document, err = f.Document.Edited(edits.all()...); err != nil {
		return nil, err
	}
	if all := onEnvironment.all(); len(all) > 0 {
		changed, err := f.Environment.Document.Edited(all...)
		if err != nil {
			return nil, err
		}
		f.Environment = f.Environment.Changed(changed)
	}
	return applied, nil
}

// claims are edits that can be applied together.
type claims struct {
	inOrder []jsontree.Edit        // edits of the text that do not touch each other
	joined  []jsontree.Edit        // insertions at the place of one of inOrder
	known   map[jsontree.Edit]bool // the insertions in joined
}

// free reports whether edits touch none of the claimed ones. Edits at the same place
// touch: two insertions into an empty list would lack a comma.
func (c *claims) free(edits []jsontree.Edit) bool {
	for _, e := range edits {
		i := c.position(e.Start)
		if i == len(c.inOrder) || c.inOrder[i].Start > e.End {
			continue
		}
		if at := c.inOrder[i]; !e.Joins || !at.Joins || at.Start != e.Start {
			return false
		}
	}
	return true
}

// position returns the index of the first claimed edit that does not end before an
// offset.
func (c *claims) position(start int) int {
	i, _ := slices.BinarySearchFunc(c.inOrder, start, func(a jsontree.Edit, start int) int { return a.End - start })
	return i
}

// add claims free edits. If several fixes insert the same element into a list, it is
// inserted once.
func (c *claims) add(edits []jsontree.Edit) {
	for _, e := range edits {
		if e.Joins {
			if c.known[e] {
				continue
			}
			if c.known == nil {
				c.known = map[jsontree.Edit]bool{}
			}
			c.known[e] = true
		}
		i := c.position(e.Start)
		if e.Joins && i < len(c.inOrder) && c.inOrder[i].Start == e.Start {
			c.joined = append(c.joined, e)
			continue
		}
		c.inOrder = slices.Insert(c.inOrder, i, e)
	}
}

func (c *claims) all() []jsontree.Edit { return slices.Concat(c.inOrder, c.joined) }

package rules

import (
	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
)

// outermost returns the outermost folder around an item; the item itself if there is none.
func outermost(i collection.Item) collection.Item {
	for i.Folder != nil {
		i = *i.Folder
	}
	return i
}

type servicesKey struct{}

// otherServices returns the outermost folders with the requests to other APIs than the
// document's: they have folders of their own with paths of several starts, and no request in
// them calls an operation, while others do. Many collections have several services behind one
// gateway.
func otherServices(p *rule.Pass) map[jsontree.Node]bool {
	return analysis.Memo(p.Facts, servicesKey{}, func() map[jsontree.Node]bool {
		inner, serves := map[jsontree.Node]map[jsontree.Node]bool{}, map[jsontree.Node]bool{}
		starts := map[jsontree.Node]map[string]bool{}
		for i := range p.Facts.Requests() {
			if i.Folder == nil {
				continue
			}
			folder := outermost(i).Node
			if inner[folder] == nil {
				inner[folder], starts[folder] = map[jsontree.Node]bool{}, map[string]bool{}
			}
			switch c := calledBy(p, i); {
			case c.operation != nil:
				serves[folder] = true
			case c.unknown:
				starts[folder][missingStart(p.Contract.Known(), c.path)] = true
			}
			if i.Folder.Node != folder {
				inner[folder][i.Folder.Node] = true
			}
		}
		others := map[jsontree.Node]bool{}
		for folder, within := range inner {
			if len(serves) > 0 && !serves[folder] && len(within) > 1 && len(starts[folder]) > 1 {
				others[folder] = true
			}
		}
		return others
	})
}

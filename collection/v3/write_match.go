package v3

import (
	"slices"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/match"
	"github.com/postwright/postwright/collection/normalize"
	"github.com/postwright/postwright/collection/yamltree"
)

// pairUp connects each wanted part with the old one that it was, and each old part with
// what it becomes.
func pairUp(old, wanted *part, before, after *jsontree.Document) {
	join(old, wanted)
	old.pairSame(wanted)
	a, b := map[jsontree.Node]*part{}, map[jsontree.Node]*part{}
	old.note(a)
	wanted.note(b)
	for _, pair := range match.Items(normalize.Of(before), normalize.Of(after)).Pairs {
		was, is := a[pair.A.Node], b[pair.B.Node]
		if was == nil || is == nil || was.role != is.role || was.next != nil || is.was != nil {
			continue
		}
		join(was, is)
		pairAnswers(was.answers, is.answers)
	}
}

// pairSame connects the requests below a folder whose files would stay as they are: of the
// same name, and with the same content. Otherwise a request whose address contradicts its
// parts, of which a file has only the address, could be taken for another one.
func (p *part) pairSame(wanted *part) {
	named := map[string][]*part{}
	for _, was := range p.parts {
		named[was.name] = append(named[was.name], was)
	}
	for _, is := range wanted.parts {
		left := named[is.name]
		at := slices.IndexFunc(left, func(was *part) bool {
			return was.role == is.role && (is.role == definition || yamltree.Equal(was.content, is.content))
		})
		if at < 0 {
			continue
		}
		was := left[at]
		named[is.name] = slices.Delete(left, at, at+1)
		if is.role == definition {
			was.pairSame(is)
		} else {
			join(was, is)
			pairAnswers(was.answers, is.answers)
		}
	}
}

func join(was, is *part) { was.next, is.was = is, was }

// note adds the folders and requests below a part to a map by node.
func (p *part) note(byNode map[jsontree.Node]*part) {
	byNode[p.node] = p
	for _, q := range p.parts {
		q.note(byNode)
	}
}

// pairAnswers pairs examples by id, then by name, then in order.
func pairAnswers(old, wanted []*part) {
	for _, key := range []func(*part) string{
		func(p *part) string { return p.content.Get("id").String() },
		func(p *part) string { return "=" + p.name },
		func(*part) string { return "any" },
	} {
		for _, is := range wanted {
			if is.was != nil || key(is) == "" {
				continue
			}
			for _, was := range old {
				if was.next == nil && key(was) == key(is) {
					join(was, is)
					break
				}
			}
		}
	}
}

package v3

import (
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/match"
	"github.com/postwright/postwright/collection/normalize"
	"github.com/postwright/postwright/collection/yamltree"
)

// pairUp connects each wanted part with what it was before, and each old one with what
// it becomes.
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
	was, is := p.unique(), wanted.unique()
	for name, q := range was {
		switch to := is[name]; {
		case q == nil || to == nil || q.role != to.role:
		case q.role == definition:
			q.pairSame(to)
		case yamltree.Equal(q.content, to.content):
			join(q, to)
			pairAnswers(q.answers, to.answers)
		}
	}
}

// unique returns the folders and requests right below a folder by their names, and nil for
// a name that several have.
func (p *part) unique() map[string]*part {
	all := map[string]*part{}
	for _, q := range p.parts {
		if _, twice := all[q.name]; twice {
			all[q.name] = nil
		} else {
			all[q.name] = q
		}
	}
	return all
}

func join(was, is *part) { was.next, is.was = is, was }

// note notes the folders and requests below a part by their nodes.
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

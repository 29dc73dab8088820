package report

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/diff"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/match"
	"github.com/postwright/postwright/collection/normalize"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/collection/redact/secret"
)

// masker masks the secrets and personal data in everything that reports on changes and
// conflicts show. The formats get only the masked types, never a [diff.Change]. A masker
// is for one report.
type masker struct {
	values    redact.Masker
	known     *strings.Replacer // replaces the secrets at known places in the files, in all spellings
	names     map[string]string
	pointers  pointers
	items     map[*normalize.Element]*item
	resolvers map[*jsontree.Document]*resolvers
}

// resolvers resolve the variables of a file: plain to their values, shown to values that
// may be shown.
type resolvers struct{ plain, shown address.Resolver }

// newMasker returns a masker for values from files. A value in a secret's place in one
// of them is not shown anywhere, even if another place repeats it.
func newMasker(files ...*jsontree.Document) *masker {
	m := &masker{
		names:     map[string]string{},
		pointers:  pointers{},
		items:     map[*normalize.Element]*item{},
		resolvers: map[*jsontree.Document]*resolvers{},
	}
	var known []string
	done := map[*jsontree.Document]bool{}
	secrets := secretVariables(files)
	for _, d := range files {
		if !done[d] {
			done[d] = true
			known = append(known, secret.Known(d)...)
			for v := range collection.Of(d).Variables() {
				if value := v.Value().Text(); secrets[v.Key()] && value != "" {
					known = append(known, secret.Spellings(value)...)
				}
			}
		}
	}
	slices.SortFunc(known, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b)) })
	var pairs []string
	for _, spelling := range slices.Compact(known) {
		pairs = append(pairs, spelling, secret.Masked(spelling))
	}
	m.known = strings.NewReplacer(pairs...)
	return m
}

// secretVariables returns the names of the variables that one of the files says are secret.
// Another file may not say so: Postman's format v3 has no place for it.
func secretVariables(files []*jsontree.Document) map[string]bool {
	names := map[string]bool{}
	for _, d := range files {
		for v := range collection.Of(d).Variables() {
			if v.IsSecret() {
				names[v.Key()] = true
			}
		}
	}
	return names
}

// text returns a masked text that is not part of a value, such as a name.
func (m *masker) text(name string) string {
	shown, ok := m.names[name]
	if !ok {
		shown = m.known.Replace(redact.Text(name))
		m.names[name] = shown
	}
	return shown
}

func (m *masker) texts(names []string) []string {
	shown := make([]string, 0, len(names))
	for _, name := range names {
		shown = append(shown, m.text(name))
	}
	return shown
}

// item is a folder, a request or the whole file.
type item struct {
	kind   normalize.Kind
	name   string
	path   []string // the names of the folders around it and its own; empty for the whole file
	parent *item    // nil for the whole file
	empty  bool
	sent   func() string // the method and address of a request; "" for anything else
}

// isFile reports whether the item is the whole file.
func (i *item) isFile() bool { return i.parent == nil }

func (m *masker) item(e *normalize.Element) *item {
	if e == nil {
		return nil
	}
	if known := m.items[e]; known != nil {
		return known
	}
	i := &item{kind: e.Kind, parent: m.item(e.Parent), path: []string{}, empty: len(e.Items) == 0, sent: func() string { return m.sent(e) }}
	if i.parent != nil {
		i.name = m.text(e.Identity.Name)
		i.path = append(append(i.path, i.parent.path...), i.name)
	}
	m.items[e] = i
	return i
}

func (m *masker) sent(e *normalize.Element) string {
	if e.Kind != normalize.Request {
		return ""
	}
	url := ""
	if f, _ := e.Field("url"); f.Sort == normalize.Address {
		url = m.address(collection.URL{Node: f.Node})
	}
	method := strings.Trim(e.Value("method"), `"`)
	if method == "" {
		method = "GET"
	}
	return strings.TrimSpace(m.text(method) + " " + url)
}

// maskedDiff is a comparison.
type maskedDiff struct {
	reasons                    []maskedReason
	scopesAdded, scopesRemoved []string
	changes                    []maskedChange
}

// maskedReason is one reason why every user must authorize again.
type maskedReason struct {
	owner *item
	what  string
}

// maskedChange is one change.
type maskedChange struct {
	subject
	kind       diff.Kind
	item       *item // the folder or request that the change is about, or the whole file
	pointer    string
	sort       normalize.Sort
	confidence match.Confidence // "" for certain
	values     func() (before, after any)
}

// isWhole reports whether the change is about a folder or request as a whole.
func (c maskedChange) isWhole() bool { return !c.isEntry && c.field == "" }

// maskedDiffOf masks a comparison.
func maskedDiffOf(d *diff.Diff) *maskedDiff {
	m := newMasker(d.Old.Node.Document(), d.New.Node.Document())
	shown := &maskedDiff{scopesAdded: m.scopes(d.ScopesAdded), scopesRemoved: m.scopes(d.ScopesRemoved)}
	for _, r := range d.Reasons {
		shown.reasons = append(shown.reasons, maskedReason{m.item(r.Owner), r.What})
	}
	for _, c := range d.Changes {
		shown.changes = append(shown.changes, m.change(c))
	}
	return shown
}

func (m *masker) change(c diff.Change) maskedChange {
	confidence := c.Confidence
	if confidence == match.Certain {
		confidence = ""
	}
	return maskedChange{
		subject: m.subject(c.Element, c.Side(), c.Field),
		kind:    c.Kind, item: m.item(c.Item()), pointer: m.pointers.masked(c.Pointer()), sort: c.Sort, confidence: confidence,
		values: sync.OnceValues(func() (before, after any) { return m.value(c.Before), m.value(c.After) }),
	}
}

// subject is which part of an item a change or conflict is about.
type subject struct {
	element normalize.Kind
	isEntry bool   // an entry of a list in the item, or its authorization; otherwise the item itself
	name    string // the entry's name or key; "" for the item and for an authorization
	field   string // "" for the element as a whole
}

func (m *masker) subject(kind normalize.Kind, e *normalize.Element, field string) subject {
	s := subject{element: kind, isEntry: !e.IsItem() && e.Parent != nil, field: redact.Text(field)}
	switch {
	case e.IsItem():
	case e.Inline:
		s.name = m.part(e, e.Identity.Name)
	default:
		s.name = m.text(e.Identity.Name)
	}
	return s
}

// scopes returns the masked names of scopes. A part of a variable's value may be secret,
// so a scope is masked if any of its sources must be.
func (m *masker) scopes(scopes []diff.Scope) []string {
	shown := []string{}
	for _, s := range scopes {
		name := s.Name
		for _, source := range s.Sources {
			if masked := m.scope(s.Name, source); masked != s.Name {
				name = masked
				break
			}
		}
		shown = append(shown, m.text(name))
	}
	return shown
}

// scope returns a scope masked for one of its sources.
func (m *masker) scope(name string, source diff.ScopeSource) string {
	d := source.Node.Document()
	r := m.resolvers[d]
	if r == nil {
		c := collection.Of(d)
		r = &resolvers{}
		r.plain.Collection, r.shown.Collection, r.shown.Shown = c, c, redact.Variable
		m.resolvers[d] = r
	}
	plain, shown := source.Names(&r.plain), source.Names(&r.shown)
	if len(plain) != len(shown) {
		return secret.Masked(name) // a secret has a separator in it
	}
	for i, text := range plain {
		if text == name && shown[i] != name {
			return shown[i]
		}
	}
	return name
}

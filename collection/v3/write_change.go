package v3

import (
	"slices"

	"github.com/postwright/postwright/collection/address"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/yamltree"
)

// change changes the content of a part's file to the wanted one. It changes only the
// differences between the old and the wanted part, so that everything else in the file
// stays.
func (w *writing) change(p *part, at *yamltree.Node) {
	was := p.was
	c := changer{kept: w.kept, rank: p.role.rank, known: keyOrder.Get()[p.role]}
	c.members(at, was.content, p.content)
	if at.Get("variables") != nil && p.parent != nil && p.role == definition {
		c.members(at, idle(was), idle(p))
	}
	if p.parent == nil {
		if p.name != was.name {
			c.set(at, "name", text(p.name))
		}
		return
	}
	now := p.stem // the name that the file gives
	if n := at.Get("name"); n != nil && n.Kind == yamltree.String {
		now = n.Text
	}
	if p.name != now {
		c.set(at, "name", text(p.name))
	}
	if p.placed {
		c.set(at, "order", number64(p.order))
	}
	if p.role == request {
		c.examples(p, at)
	}
}

// idle returns the variables of a folder, as a part of its definition.
func idle(p *part) *yamltree.Node {
	m := newMembers()
	m.set("variables", p.idle)
	return m.node
}

// examples updates the folder of examples that a request names.
func (c changer) examples(p *part, at *yamltree.Node) {
	was, there := p.was, at.Get("examples") != nil
	isNew := slices.ContainsFunc(p.answers, func(a *part) bool { return a.was == nil || a.was.parent != was })
	switch {
	case len(p.answers) == 0 && len(was.answers) > 0:
		at.Delete("examples")
	case len(p.answers) > 0 && (isNew && !there || there && p.stem != was.stem):
		c.set(at, "examples", text("./"+examplesOf(p.stem)))
	}
}

// changer changes the values of a file.
type changer struct {
	kept  bool                 // keep members that v2.1 has no place for
	rank  func(key string) int // where a new member goes
	known []string             // the members that v2.1 has a place for
}

// set sets a member: in place if it exists, otherwise where Postman writes it.
func (c changer) set(at *yamltree.Node, key string, value *yamltree.Node) {
	if at.Get(key) != nil {
		at.Set(key, value)
		return
	}
	place := len(at.Pairs)
	for i, p := range at.Pairs {
		if c.rank(p.Key.Text) > c.rank(key) {
			place = i
			break
		}
	}
	at.Pairs = slices.Insert(at.Pairs, place, yamltree.Pair{Key: text(key), Value: value})
}

// members applies the differences between two maps to a map.
func (c changer) members(at, old, wanted *yamltree.Node) {
	oldOf, atOf, wantedOf := old.Members(), at.Members(), wanted.Members()
	for _, p := range wanted.Pairs {
		key, was, is := p.Key.Text, oldOf(p.Key.Text), atOf(p.Key.Text)
		switch {
		case key == "queryParams" && is == nil && yamltree.Equal(p.Value, queryOf(wanted.Get("url").String())):
			// The address has it already.
		case key == "body" && is == nil && sendsNothing(p.Value):
			// Without it, Postman sends the same as from v2.1.
		case key != "queryParams" && is == nil && was != nil && yamltree.Equal(was, p.Value), is != nil && was != nil && yamltree.Equal(was, p.Value):
		case is == nil:
			c.set(at, key, p.Value)
		default:
			at.Set(key, c.value(key, is, was, p.Value, wanted))
		}
	}
	for _, p := range old.Pairs {
		key := p.Key.Text
		if wantedOf(key) == nil && atOf(key) != nil && (!c.kept || slices.Contains(c.known, key)) {
			at.Delete(key)
		}
	}
}

// queryOf returns the query in an address, as a request without queryParams sends it.
func queryOf(url string) *yamltree.Node {
	var all []pair
	for _, q := range address.Parse(url).Query {
		value := text(q.Value)
		if !q.HasValue {
			value = &yamltree.Node{Kind: yamltree.Null, Text: "null"}
		}
		all = append(all, pair{key: q.Key, value: value})
	}
	return spell(all)
}

// inner lists the members of the maps inside a file in the order in which Postman writes
// them.
var inner = lazy.Value[map[string][]string]{New: func() map[string][]string {
	return map[string][]string{
		"body": {"type", "content"}, "auth": {"type", "credentials"}, "scripts": {"type", "code", "language", "packages"},
		"request":  {"url", "method", "headers", "queryParams", "pathVariables", "body"},
		"response": {"statusCode", "statusText", "headers", "body"},
		"settings": append(slices.Clone(settingNames), disabledHeaders),
		"values":   valueKeys,
		"content":  entryOrder,
	}
}}

// formOrder lists the members of a field of a form in which files are sent.
var formOrder = []string{"type", "key", "value", "src", "contentType", "description", "disabled"}

// isForm reports whether a body is such a form.
func isForm(body *yamltree.Node) bool { return body.Get("type").Is("formdata") }

// entryOrder lists the members of an entry in a list of keys and values.
var entryOrder = []string{"key", "value", "disabled", "description"}

// within returns the changer for the value of a member.
func (c changer) within(key string, holder *yamltree.Node) changer {
	known, ok := inner.Get()[key]
	switch {
	case key == "content" && isForm(holder):
		known = formOrder
	case !ok:
		known = entryOrder
	}
	c.known, c.rank = known, rankIn(known)
	return c
}

// rankIn returns a function that ranks keys by their place in a list. Other keys come
// last.
func rankIn(keys []string) func(key string) int {
	return func(key string) int {
		if at := slices.Index(keys, key); at >= 0 {
			return at
		}
		return len(keys)
	}
}

// isPairs reports whether a member is a list of keys and values, in either spelling.
func isPairs(key string, holder *yamltree.Node) bool {
	switch key {
	case "headers", "queryParams", "pathVariables", "variables", "credentials":
		return true
	}
	return key == "content" && holder.Get("type").Is("urlencoded")
}

// value returns the new value of a member in a file. is is its value in the file, was
// the old value of the part (nil if it had none), wanted the new one.
func (c changer) value(key string, is, was, wanted, holder *yamltree.Node) *yamltree.Node {
	collection := func(n *yamltree.Node, kind yamltree.Kind) bool { return n != nil && n.Kind == kind }
	switch {
	case was == nil:
	case key == "auth" && is.Kind == yamltree.Sequence && len(is.Items) > 0:
		is.Items[0] = c.value(key, is.Items[0], was, wanted, holder)
		return is
	case isPairs(key, holder) && wanted.Kind >= yamltree.Mapping && was.Kind >= yamltree.Mapping && is.Kind >= yamltree.Mapping:
		return c.within(key, holder).pairs(is, was, wanted)
	case collection(is, yamltree.Mapping) && collection(was, yamltree.Mapping) && collection(wanted, yamltree.Mapping):
		c.within(key, holder).members(is, was, wanted)
		return is
	case collection(is, yamltree.Sequence) && collection(was, yamltree.Sequence) && collection(wanted, yamltree.Sequence):
		return c.within(key, holder).items(key, is, was, wanted)
	}
	return wanted
}

// items changes the items of a list.
func (c changer) items(key string, is, was, wanted *yamltree.Node) *yamltree.Node {
	if key == disabledHeaders {
		wanted = inOrderOf(was, wanted) // v2.1 has them as members of an object
	}
	read := make([]int, 0, len(is.Items)) // the items that the document has
	for i, item := range is.Items {
		if key != "scripts" || listens(item.Get("type").String()) != "" && item.Get("code").String() != "" {
			read = append(read, i)
		}
	}
	if len(read) != len(was.Items) {
		return wanted
	}
	made, next := &yamltree.Node{Kind: yamltree.Sequence}, 0
	skip := func(until int) { // items that are not in the document stay where they are
		for ; next < until; next++ {
			if !slices.Contains(read, next) {
				made.Items = append(made.Items, is.Items[next])
			}
		}
	}
	for i, from := range align(was.Items, wanted.Items) {
		if from < 0 {
			made.Items = append(made.Items, wanted.Items[i])
			continue
		}
		skip(read[from])
		item := is.Items[read[from]]
		switch {
		case yamltree.Equal(was.Items[from], wanted.Items[i]):
		case item.Kind == yamltree.Mapping && wanted.Items[i].Kind == yamltree.Mapping:
			c.members(item, was.Items[from], wanted.Items[i])
		default:
			item = wanted.Items[i]
		}
		made.Items = append(made.Items, item)
	}
	skip(len(is.Items))
	return made
}

// inOrderOf returns a list of texts in the order that they have in another list; others
// come last.
func inOrderOf(list, wanted *yamltree.Node) *yamltree.Node {
	rank := func(item *yamltree.Node) int {
		for i, other := range list.Items {
			if other.Text == item.Text {
				return i
			}
		}
		return len(list.Items)
	}
	sorted := slices.Clone(wanted.Items)
	slices.SortStableFunc(sorted, func(a, b *yamltree.Node) int { return rank(a) - rank(b) })
	return &yamltree.Node{Kind: yamltree.Sequence, Items: sorted}
}

// pairs changes a list of keys and values. A map stays a map if it can hold the wanted
// entries.
func (c changer) pairs(is, was, wanted *yamltree.Node) *yamltree.Node {
	entries, old, all := entriesOf(is), bare(entriesOf(was)), bare(entriesOf(wanted))
	if len(entries) != len(old) {
		return wanted
	}
	made := &yamltree.Node{Kind: yamltree.Sequence}
	for i, from := range align(old, all) {
		if from < 0 {
			made.Items = append(made.Items, all[i])
			continue
		}
		c.members(entries[from], old[from], all[i])
		made.Items = append(made.Items, entries[from])
	}
	if len(made.Items) == 0 {
		return wanted
	}
	if m := mapOf(made.Items); is.Kind == yamltree.Mapping && m != nil {
		return m
	}
	return made
}

// bare removes "disabled: false", which is the default, from entries.
func bare(entries []*yamltree.Node) []*yamltree.Node {
	for _, e := range entries {
		if n := e.Get("disabled"); n != nil && n.Text == "false" {
			e.Delete("disabled")
		}
	}
	return entries
}

// entriesOf returns the entries of a list of keys and values, each as a map.
func entriesOf(n *yamltree.Node) []*yamltree.Node {
	var all []*yamltree.Node
	for _, p := range n.Pairs {
		m := newMembers()
		m.set("key", p.Key)
		m.set("value", p.Value)
		all = append(all, m.node)
	}
	for _, item := range n.Items {
		all = append(all, item.Clone())
	}
	return all
}

// mapOf returns entries as a map; nil if a map cannot hold them.
func mapOf(entries []*yamltree.Node) *yamltree.Node {
	m, seen := newMembers(), map[string]bool{}
	for _, e := range entries {
		key, value := e.Get("key"), e.Get("value")
		if len(e.Pairs) != 2 || key == nil || value == nil || value.Kind >= yamltree.Mapping || value.Kind == yamltree.Null || seen[key.Text] {
			return nil
		}
		seen[key.Text] = true
		m.set(key.Text, value)
	}
	return m.node
}

package validate

import (
	"cmp"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/jsontree"
)

// violation is a place in a document that violates a keyword of a schema.
type violation struct {
	node    jsontree.Node
	rule    *rule
	owner   *rule // the rule of the object around node
	keyword string
	name    string  // the missing or unknown member
	options []*rule // the rules of which none, or more than one, fits
	names   *naming // set to explain it
}

// check checks a value against a rule and adds the violations to found.
func check(n jsontree.Node, r, owner *rule, found []violation) []violation {
	if !r.accepts(n) {
		return append(found, violation{node: n, rule: r, owner: owner, keyword: "type"})
	}
	if r.enum != nil && !r.lists(n) {
		found = append(found, violation{node: n, rule: r, owner: owner, keyword: "enum"})
	}
	switch n.Kind() {
	case jsontree.Object:
		found = checkObject(n, r, owner, found)
	case jsontree.Array:
		if r.items != nil {
			found = checkElements(n, r.items, owner, found)
		}
		if r.minItems > 0 && n.Len() < r.minItems {
			found = append(found, violation{node: n, rule: r, owner: owner, keyword: "minItems"})
		}
	case jsontree.String:
		found = checkString(n, r, owner, found)
	case jsontree.Number:
		if r.minimum != nil && !isAtLeast(n.Raw(), r.minimum) {
			found = append(found, violation{node: n, rule: r, owner: owner, keyword: "minimum"})
		}
	}
	for _, part := range r.allOf {
		found = check(n, part, owner, found)
	}
	if r.anyOf != nil {
		found = checkBranches(n, r, owner, "anyOf", r.anyOf, found)
	}
	if r.oneOf != nil {
		found = checkBranches(n, r, owner, "oneOf", r.oneOf, found)
	}
	return found
}

// accepts reports whether the value's kind is one of the rule's types. As in
// gojsonschema, 1.0 and 1e2 are integers.
func (r *rule) accepts(n jsontree.Node) bool {
	if r.kinds.has(n.Kind()) {
		return true
	}
	return n.Kind() == jsontree.Number && r.kinds&integer != 0 && isInteger(n.Raw())
}

// isInteger reports whether a number is whole. As in gojsonschema, one with more than a
// million zeros is not. It reads the digits, since [big.Rat] would make all the zeros.
func isInteger(number string) bool {
	mantissa, exponent := number, ""
	if e := strings.IndexAny(number, "eE"); e >= 0 {
		mantissa, exponent = number[:e], number[e+1:]
	}
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(mantissa, "-"), ".")
	power := -int64(len(fraction))
	if exponent != "" {
		n, err := strconv.ParseInt(exponent, 10, 64)
		if err != nil {
			return false
		}
		power += n
	}
	digits := whole + fraction
	significant := strings.TrimRight(digits, "0")
	const most = 1_000_000
	return power == 0 || significant == "" || -most <= power && power <= most && int64(len(digits)-len(significant))+power >= 0
}

// isAtLeast reports whether a number is not below a minimum.
func isAtLeast(number string, minimum *big.Rat) bool {
	f, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return f > 0 // out of range
	}
	const plain = 64 // bytes; larger numbers and those with exponents could take long
	value := new(big.Rat).SetFloat64(f)
	if len(number) <= plain && !strings.ContainsAny(number, "eE") {
		value.SetString(number)
	}
	return value.Cmp(minimum) >= 0
}

// sameNumber returns the common spelling of all spellings of a number, as in
// gojsonschema, for which -0 is not 0. It returns false for a number that no float64
// holds.
func sameNumber(number string) (string, bool) {
	value, err := strconv.ParseFloat(number, 64)
	return strconv.FormatFloat(value, 'g', -1, 64), err == nil
}

func (r *rule) lists(n jsontree.Node) bool {
	for _, allowed := range r.enum {
		if allowed.kind != n.Kind() {
			continue
		}
		switch {
		case allowed.kind == jsontree.String && n.Is(allowed.text), allowed.text == n.Raw():
			return true
		case allowed.kind == jsontree.Number:
			if value, ok := sameNumber(n.Raw()); ok && value == allowed.text {
				return true
			}
		}
	}
	return false
}

func checkString(n jsontree.Node, r, owner *rule, found []violation) []violation {
	if r.minLength == 0 && r.maxLength < 0 && r.pattern == nil {
		return found
	}
	text := n.Text()
	length := utf8.RuneCountInString(text)
	if length < r.minLength {
		found = append(found, violation{node: n, rule: r, owner: owner, keyword: "minLength"})
	}
	if r.maxLength >= 0 && length > r.maxLength {
		found = append(found, violation{node: n, rule: r, owner: owner, keyword: "maxLength"})
	}
	if r.pattern != nil && !r.pattern.MatchString(text) {
		found = append(found, violation{node: n, rule: r, owner: owner, keyword: "pattern"})
	}
	return found
}

// checkObject visits each member once. The last of several duplicate keys counts, as
// everywhere in collections.
func checkObject(n jsontree.Node, r, owner *rule, found []violation) []violation {
	for _, name := range r.required {
		if !n.Get(name).Exists() {
			found = append(found, violation{node: n, rule: r, owner: owner, keyword: "required", name: name})
		}
	}
	if r.minProperties > 0 && r.minProperties > distinct(n) {
		found = append(found, violation{node: n, rule: r, owner: owner, keyword: "minProperties"})
	}
	var buffer [24]jsontree.Node
	values := buffer[:0]
	if len(r.properties) > len(buffer) {
		values = make([]jsontree.Node, 0, len(r.properties))
	}
	values = values[:len(r.properties)]
	clear(values)
	var others map[string]jsontree.Node // unnamed members by key: the last of duplicates counts
	few := r.additional != nil && n.Len() <= 8
	for key, value := range n.Members() {
		if index, ok := r.byName[key.Text()]; ok {
			values[index] = value
			continue
		}
		switch {
		case r.closed:
			found = append(found, violation{node: key, rule: r, owner: r, keyword: "additionalProperties", name: key.Text()})
		case r.additional == nil:
		case few:
			if n.Get(key.Text()) == value {
				found = check(value, r.additional, r, found)
			}
		default:
			if others == nil {
				others = map[string]jsontree.Node{}
			}
			others[key.Text()] = value
		}
	}
	if others != nil {
		for key, value := range n.Members() {
			if others[key.Text()] == value {
				found = check(value, r.additional, r, found)
			}
		}
	}
	for i, value := range values {
		if value.Exists() {
			found = check(value, r.properties[i].rule, r, found)
		}
	}
	return found
}

// distinct returns how many keys an object has, duplicates counted once.
func distinct(object jsontree.Node) int {
	keys := map[string]bool{}
	for key := range object.Members() {
		keys[key.Text()] = true
	}
	return len(keys)
}

// checkBranches checks anyOf and oneOf. If no branch fits, the violations are those of
// the branch that the value was probably meant for.
func checkBranches(n jsontree.Node, r, owner *rule, keyword string, branches []*rule, found []violation) []violation {
	matches := 0
	var buffer [16][]violation
	failed := append(buffer[:0], make([][]violation, len(branches))...) // by branch
	for i, branch := range branches {
		if !branch.accepts(n) || branch.contradicts(n) {
			continue // it was meant for another branch
		}
		if failed[i] = check(n, branch, owner, nil); len(failed[i]) > 0 {
			continue
		}
		if matches++; keyword == "anyOf" {
			return found
		}
	}
	switch matches {
	case 0:
		var candidates []candidate
		for i, branch := range branches {
			if branch.accepts(n) && branch.contradicts(n) { // only now the violations matter
				failed[i] = check(n, branch, owner, nil)
			}
			if len(failed[i]) > 0 {
				candidates = append(candidates, rate(n, branch, failed[i]))
			}
		}
		return append(found, explainBranches(n, r, owner, branches, candidates)...)
	case 1:
		return found
	}
	return append(found, violation{node: n, rule: r, owner: owner, keyword: "both", options: branches})
}

// contradicts reports whether an object certainly does not fit a rule: one of its
// members, which distinguishes rules, has a value that this one does not allow.
func (r *rule) contradicts(object jsontree.Node) bool {
	for i := range r.properties {
		p := &r.properties[i]
		if !p.rule.distinct {
			continue
		}
		if value := object.Get(p.name); value.Exists() && !(p.rule.accepts(value) && p.rule.lists(value)) {
			return true
		}
	}
	return false
}

// candidate is a branch that does not fit, and how far it is from fitting.
type candidate struct {
	branch     *rule
	violations []violation
	mismatch   bool       // the branch does not allow the value's kind
	wrong      *violation // of a member that distinguishes the branches
	missing    []string   // members that the branch requires and the value lacks
	unknown    int        // members that the branch does not allow
}

func rate(n jsontree.Node, branch *rule, violations []violation) candidate {
	c := candidate{branch: branch, violations: violations}
	for i, v := range violations {
		switch {
		case v.node == n && (v.keyword == "type" || v.keyword == "branchType"):
			c.mismatch = true
		case v.node == n && v.keyword == "required":
			c.missing = append(c.missing, v.name)
		case v.keyword == "additionalProperties" && v.node.Parent() == n:
			c.unknown++
		case v.keyword == "enum" && v.rule.distinct && v.node.Parent() == n:
			c.wrong = &violations[i]
		}
	}
	return c
}

// explainBranches narrows the failed branches down: by the value's kind, then by members
// that can have only one value, then by disallowed and missing members.
func explainBranches(n jsontree.Node, r, owner *rule, branches []*rule, failed []candidate) []violation {
	failed = keep(failed, func(c candidate) bool { return !c.mismatch })
	if len(failed) == 0 {
		return []violation{{node: n, rule: r, owner: owner, keyword: "branchType", options: branches}}
	}
	if right := keep(failed, func(c candidate) bool { return c.wrong == nil }); len(right) > 0 {
		failed = right
	} else if len(failed) > 1 {
		merged := *failed[0].wrong
		for _, c := range failed {
			merged.options = append(merged.options, c.wrong.rule)
		}
		return []violation{merged}
	}
	best := slices.MinFunc(failed, func(a, b candidate) int {
		return cmp.Or(
			cmp.Compare(a.unknown, b.unknown),
			cmp.Compare(len(a.missing), len(b.missing)),
			cmp.Compare(len(a.violations), len(b.violations)))
	})
	undecided := len(best.missing) > 0 && slices.ContainsFunc(failed, func(c candidate) bool {
		return c.unknown == best.unknown && !slices.Equal(c.missing, best.missing)
	})
	if undecided {
		return []violation{{node: n, rule: r, owner: owner, keyword: "branchRequired", options: branches}}
	}
	return best.violations
}

func keep[T any](all []T, wanted func(T) bool) []T {
	var kept []T
	for _, c := range all {
		if wanted(c) {
			kept = append(kept, c)
		}
	}
	return kept
}

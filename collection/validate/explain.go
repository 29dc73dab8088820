package validate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/internal/suggest"
)

// once removes the second of two violations with the same cause: a misspelled key is
// both a missing key and an unknown one.
func once(all []violation) []violation {
	misspelled := map[jsontree.Node]bool{}
	for _, v := range all {
		if v.keyword == "required" {
			if key, hint := v.misspelled([]string{v.name}); hint != "" {
				misspelled[key] = true
			}
		}
	}
	return keep(all, func(v violation) bool { return v.keyword != "additionalProperties" || !misspelled[v.node] })
}

// explain returns the finding for a violation. It uses the titles in the schema.
func (v violation) explain() diagnostic.Diagnostic {
	at, message, help := v.node, "", ""
	switch v.keyword {
	case "type":
		message = v.typeMessage(v.rule.kinds)
	case "branchType":
		var kinds kindSet
		for _, option := range v.options {
			kinds |= option.allKinds()
		}
		message = v.typeMessage(kinds)
	case "enum":
		message, help = v.explainEnum()
	case "required":
		message = fmt.Sprintf("%s has no %q", v.self(), v.name)
		at, help = v.misspelled([]string{v.name})
	case "branchRequired":
		names := slices.DeleteFunc(v.requiredByOptions(), func(name string) bool { return v.node.Get(name).Exists() })
		if always := v.requiredByAll(names); len(always) > 0 {
			names = always[:1]
			message = fmt.Sprintf("%s has no %q", v.self(), names[0])
		} else {
			message = fmt.Sprintf("%s has neither %s", v.self(), strings.Join(quoteAll(names), " nor "))
		}
		at, help = v.misspelled(names)
	case "both":
		names := v.requiredByOptions()
		message = fmt.Sprintf("%s has %s: it can only be one of %s",
			v.self(), strings.Join(quoteAll(names), " as well as "), v.optionTitles())
		help = "take one of them out, or move it into an item of its own"
	case "additionalProperties":
		message = fmt.Sprintf("%s has no setting %q%s", v.ownerName(), v.name, suggest.Hint(v.name, v.owner.names()))
		help = "known here: " + strings.Join(v.owner.names(), ", ")
	case "minimum":
		message = fmt.Sprintf("%s must be at least %s", v.subject(), v.rule.minimum.RatString())
	case "maxLength":
		message = fmt.Sprintf("%s must have at most %d characters", v.subject(), v.rule.maxLength)
	case "minLength":
		message = v.subject() + " must not be empty"
	case "minItems", "minProperties":
		message = v.subject() + " must not be empty"
	case "pattern":
		message = fmt.Sprintf("%s is not as it must be", v.subject())
		help = v.rule.description
	}
	d := diagnostic.On(at, "schema", diagnostic.Error, message)
	d.Pointer = v.node.Pointer()
	d.Help = help
	return d
}

func (v violation) typeMessage(kinds kindSet) string {
	found := a(v.node.Kind().String())
	switch {
	case kinds == 0:
		return v.subject() + " must not be there"
	case v.node.Kind() == jsontree.Number && kinds&integer != 0:
		found = "a fraction"
	}
	return fmt.Sprintf("%s must be %s, not %s", v.subject(), kinds, found)
}

func (v violation) explainEnum() (message, help string) {
	rules := v.options
	if rules == nil {
		rules = []*rule{v.rule}
	}
	var allowed []string
	withoutNumbers := true
	for _, r := range rules {
		for _, l := range r.enum {
			allowed = append(allowed, l.text)
			withoutNumbers = withoutNumbers && l.kind != jsontree.Number
		}
	}
	help = "one of " + strings.Join(allowed, ", ")
	if len(allowed) == 1 {
		help = fmt.Sprintf("it is always %q", allowed[0])
	}
	word, hint := v.node.Text(), ""
	switch {
	case !withoutNumbers:
		message, help = fmt.Sprintf("%s must be %s", v.subject(), strings.Join(allowed, " or ")), ""
	case v.node.Kind() != jsontree.String:
		message = fmt.Sprintf("%s must be a string, not %s", v.subject(), a(v.node.Kind().String()))
	case !presentable(word):
		message = fmt.Sprintf("%s is not %s", v.subject(), a(v.rule.noun()))
	default:
		hint = suggest.Hint(word, allowed)
		message = fmt.Sprintf("%q is not %s%s", word, a(v.rule.noun()), hint)
	}
	switch consequence := v.consequence(); {
	case consequence != "" && hint != "":
		help = consequence
	case consequence != "":
		help = consequence + "; it is " + help
	}
	return message, help
}

// presentable reports whether a text is certainly a word from a list of choices, and not
// a secret pasted into the wrong place.
func presentable(word string) bool {
	if len(word) > 20 {
		return false
	}
	for _, c := range word {
		if c != '-' && c != '_' && c != ' ' && c != '/' && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// misspelled finds a member whose key is close to one of the missing names.
func (v violation) misspelled(missing []string) (jsontree.Node, string) {
	known := v.rule.allNames()
	for key := range v.node.Members() {
		if slices.Contains(known, key.Text()) {
			continue
		}
		if name, ok := suggest.Name(key.Text(), missing); ok {
			return key, fmt.Sprintf("did you mean %q instead of %q?", name, key.Text())
		}
	}
	return v.node, ""
}

// consequence describes the effect of the violation on the user of the collection; "" if
// it is not certain.
func (v violation) consequence() string {
	if v.rule.title != "authorization type" {
		return ""
	}
	switch holder := v.node.Parent().Parent(); {
	case holder.Key().Is("request"):
		if name := holder.Parent().Get("name").Text(); name != "" {
			return fmt.Sprintf("%q would be sent without authorization", name)
		}
	case holder.Get("item").Exists():
		return "the requests that inherit it would be sent without authorization"
	}
	return ""
}

// subject describes the invalid value: `"value" of header "Accept"`.
func (v violation) subject() string {
	key := v.node.Key()
	switch {
	case !v.node.Parent().Exists(), !key.Exists():
		return a(v.rule.noun())
	case v.owner == nil:
		return fmt.Sprintf("%q", key.Text())
	}
	return fmt.Sprintf("%q of %s", key.Text(), v.ownerName())
}

// self describes the object that lacks something.
func (v violation) self() string { return v.names.of(v.rule, v.node) }

// ownerName describes the object with a disallowed key.
func (v violation) ownerName() string { return v.names.of(v.owner, v.node.Parent()) }

// naming describes objects. It remembers the last one, since an object with many members
// may have as many violations.
type naming struct {
	rule   *rule
	object jsontree.Node
	text   string
}

func (n *naming) of(r *rule, object jsontree.Node) string {
	if n.rule != r || n.object != object {
		*n = naming{r, object, named(r, object)}
	}
	return n.text
}

// named describes an object with its title and, if it has one, its name.
func named(r *rule, object jsontree.Node) string {
	noun := r.noun()
	for _, label := range []jsontree.Node{object.Get("name"), object.Get("key")} {
		if text := label.Text(); text != "" && len(text) <= 60 {
			return fmt.Sprintf("%s %q", noun, text)
		}
	}
	if object.Key().Is("request") {
		if name := object.Parent().Get("name").Text(); name != "" && len(name) <= 60 {
			return fmt.Sprintf("%s %q", noun, name)
		}
	}
	return "the " + noun
}

func (r *rule) noun() string {
	if r.title != "" {
		return r.title
	}
	return "value"
}

// names returns the keys that an object of this rule may have.
func (r *rule) names() []string {
	var names []string
	for _, p := range r.properties {
		names = append(names, p.name)
	}
	return names
}

// allNames returns the keys of the rule and of its branches.
func (r *rule) allNames() []string {
	names := r.names()
	for _, branch := range slices.Concat(r.oneOf, r.anyOf, r.allOf) {
		names = append(names, branch.allNames()...)
	}
	return names
}

// allKinds returns the kinds that the rule or one of its branches accepts.
func (r *rule) allKinds() kindSet {
	kinds := r.kinds
	for _, branches := range [][]*rule{r.oneOf, r.anyOf} {
		if branches == nil {
			continue
		}
		var union kindSet
		for _, branch := range branches {
			union |= branch.allKinds()
		}
		kinds &= union
	}
	return kinds
}

func (v violation) requiredByOptions() []string {
	var names []string
	for _, option := range v.options {
		for _, name := range option.required {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// requiredByAll returns those of some names that every option requires.
func (v violation) requiredByAll(names []string) []string {
	var always []string
	for _, name := range names {
		if !slices.ContainsFunc(v.options, func(option *rule) bool { return !slices.Contains(option.required, name) }) {
			always = append(always, name)
		}
	}
	return always
}

func (v violation) optionTitles() string {
	var titles []string
	for _, option := range v.options {
		titles = append(titles, a(option.noun()))
	}
	return strings.Join(titles, " and ")
}

// String returns the set in words: "a string or a list".
func (s kindSet) String() string {
	var words []string
	for _, kind := range []jsontree.Kind{jsontree.String, jsontree.Object, jsontree.Array, jsontree.Bool, jsontree.Null} {
		if s.has(kind) {
			words = append(words, a(kind.String()))
		}
	}
	switch {
	case s.has(jsontree.Number):
		words = append(words, "a number")
	case s&integer != 0:
		words = append(words, "a whole number")
	}
	return strings.Join(words, " or ")
}

// a returns a noun with the indefinite article.
func a(noun string) string {
	switch {
	case noun == "null":
		return noun
	case strings.ContainsRune("aeio", rune(noun[0])) || strings.HasPrefix(noun, "un"):
		return "an " + noun
	}
	return "a " + noun
}

func quoteAll(names []string) []string {
	var quoted []string
	for _, name := range names {
		quoted = append(quoted, fmt.Sprintf("%q", name))
	}
	return quoted
}

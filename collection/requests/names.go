package requests

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/english"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/resources"
)

// kind is what an operation does to its resource. Kinds are in the order in which people
// look for them.
type kind int

const (
	kindList kind = iota
	kindCreate
	kindGet
	kindReplace
	kindUpdate
	kindOther
	kindDelete // last: a deleted record cannot be used any more
)

// name returns the name of an operation, and its kind.
func (l *layouter) name(o *api.Operation) (string, kind) {
	derived, k := l.derive(o)
	if k == kindList && slices.ContainsFunc(o.Parameters, func(p *api.Parameter) bool { return l.values.IsJob(o, p) }) {
		k = kindGet // the list of a job that a POST starts comes after it
	}
	switch {
	case l.options.Wording.Operations[o.String()].Name != "":
		return l.options.Wording.Operations[o.String()].Name, k
	}
	if summary := strings.Join(strings.Fields(o.Summary), " "); summary != "" && utf8.RuneCountInString(summary) <= maxName {
		return summary, k
	}
	return derived, k
}

// maxName is the maximum length in characters of a summary that serves as a name.
const maxName = 120

// derive returns a name from method and path, and the kind.
func (l *layouter) derive(o *api.Operation) (string, kind) {
	segments := resources.WithoutFormat(resources.Segments(o.Path))
	last := segments[len(segments)-1]
	chain := l.tree.Chain(o)
	resource := chain[len(chain)-1]
	path := resources.Plain(o.Path)
	one := l.one(resource)
	if resource == "" {
		one = "by " + parameters(segments)
	}
	noun, verb, isVerb := customVerb(last)
	switch {
	case isVerb && api.IsParameter(noun):
		return english.Title(resources.Humanize(verb)) + " " + one, kindOther
	case isVerb:
		return english.Title(resources.Humanize(verb)) + " " + inSentence(l.folderName(noun)), kindOther
	case path == "":
		return verbs.Get()[o.Method] + "the root", kindOther
	case api.IsParameter(last):
		return l.ofOne(o, path, one)
	case strings.HasSuffix("/"+resource, "/"+last):
		return l.ofAll(o, path, resource)
	}
	// An action, or a part of the resource around it.
	words := resources.Humanize(last)
	switch {
	case searches.Has(words) && (o.Method == "GET" || o.Method == "POST"):
		return english.Title(words) + " " + inSentence(l.folderName(resource)), kindOther
	case o.Method == "POST" && resources.IsPlural(last):
		return "Create " + l.one(last), kindOther
	case o.Method == "POST" && !strings.Contains(words, " "):
		return english.Title(words) + " " + l.one(resource), kindOther
	case o.Method == "POST":
		return english.Title(words), kindOther
	}
	return verbs.Get()[o.Method] + words + " of " + l.one(resource), kindOther
}

// customVerb splits a segment such as "{id}:cancel", in which the API names an action on
// what is before the colon (Google's AIP-136).
func customVerb(segment string) (noun, verb string, ok bool) {
	i := strings.LastIndexAny(segment, ":}")
	if i <= 0 || segment[i] != ':' || resources.Humanize(segment[i+1:]) == "" {
		return "", "", false
	}
	return segment[:i], segment[i+1:], true
}

// parameters returns the parameters of a path in words: "org and repo".
func parameters(segments []string) string {
	var names []string
	for _, s := range segments {
		for _, name := range api.ParameterNames(s) {
			names = append(names, cmp.Or(resources.Humanize(name), name))
		}
	}
	return strings.Join(names, " and ")
}

// searches lists actions on a whole resource.
var searches = lazy.Words{Text: "search find export query count"}

var verbs = lazy.Value[map[string]string]{New: func() map[string]string {
	return map[string]string{
		"GET": "Get ", "POST": "Post to ", "PUT": "Replace ", "PATCH": "Update ", "DELETE": "Delete ",
		"HEAD": "Look for ", "OPTIONS": "Options of ", "TRACE": "Trace ",
	}
}}

func (l *layouter) ofOne(o *api.Operation, path, one string) (string, kind) {
	switch o.Method {
	case "GET":
		return "Get " + one, kindGet
	case "PUT":
		if l.tree.Has("PATCH", path) {
			return "Replace " + one, kindReplace
		}
		return "Update " + one, kindReplace
	case "PATCH":
		return "Update " + one, kindUpdate
	case "POST":
		if !l.tree.Has("PUT", path) && !l.tree.Has("PATCH", path) {
			return "Update " + one, kindUpdate
		}
	case "DELETE":
		return "Delete " + one, kindDelete
	}
	return verbs.Get()[o.Method] + one, kindOther
}

func (l *layouter) ofAll(o *api.Operation, path, resource string) (string, kind) {
	many := inSentence(l.folderName(resource))
	isMany := l.tree.IsCollection(path) || l.options.Wording.Resources[resource].One != ""
	switch {
	case o.Method == "GET" && isMany:
		return "List " + many, kindList
	case o.Method == "GET":
		return "Get " + many, kindGet
	case o.Method == "POST" && (isMany || resources.IsPlural(resource)):
		return "Create " + l.one(resource), kindCreate
	case o.Method == "POST":
		return english.Title(many), kindOther
	case o.Method == "PUT":
		return "Replace " + many, kindReplace
	case o.Method == "PATCH":
		return "Update " + many, kindUpdate
	case o.Method == "DELETE":
		return "Delete " + many, kindDelete
	}
	return verbs.Get()[o.Method] + many, kindOther
}

// folderName returns the name of a resource as a whole.
func (l *layouter) folderName(resource string) string {
	if w := l.options.Wording.Resources[resource]; w.Name != "" {
		return w.Name
	}
	return english.Title(resources.Humanize(resource[strings.LastIndexByte(resource, '/')+1:]))
}

// one returns the name of one record of a resource with its article: "an appointment".
func (l *layouter) one(resource string) string {
	w := l.options.Wording.Resources[resource]
	if w.One == "" {
		words := strings.Fields(resources.Humanize(resource[strings.LastIndexByte(resource, '/')+1:]))
		if len(words) > 0 {
			last := words[len(words)-1]
			if one := resources.Singular(strings.ToLower(last)); !strings.EqualFold(one, last) {
				words[len(words)-1] = one
			}
		}
		w.One = strings.Join(words, " ")
	}
	if w.Article == "" {
		w.Article = article(w.One)
	}
	return w.Article + " " + w.One
}

// article returns the indefinite article for a word. It looks only at the first letters,
// which works for most English words.
func article(word string) string {
	lower := strings.ToLower(word)
	switch {
	case word == "":
		return "a"
	case strings.HasPrefix(lower, "hour"), strings.HasPrefix(lower, "honor"):
		return "an"
	case strings.HasPrefix(lower, "uni"), strings.HasPrefix(lower, "use"), strings.HasPrefix(lower, "eu"), strings.HasPrefix(lower, "one"), strings.HasPrefix(lower, "uu"), strings.HasPrefix(lower, "ur"):
		return "a"
	case strings.ContainsRune("aeiou", rune(lower[0])):
		return "an"
	}
	return "a"
}

// inSentence returns a name for the middle of a sentence: "Lab orders" starts in lower
// case, "EOBs" does not.
func inSentence(name string) string {
	first, rest, _ := strings.Cut(name, " ")
	if len(first) > 1 && strings.ToLower(first[1:]) == first[1:] {
		first = strings.ToLower(first)
	}
	return strings.TrimSpace(first + " " + rest)
}

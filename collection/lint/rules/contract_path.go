package rules

import (
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/contract"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/sample"
	"github.com/postwright/postwright/internal/suggest"
)

// bySlash returns the operation that an operation's method and path with a slash at the end,
// or without it, stand for, if the request is written so: some documents have both.
func bySlash(known *api.API, o *api.Operation, path string) *api.Operation {
	if o == nil || strings.HasSuffix(o.Path, "/") == strings.HasSuffix(path, "/") {
		return o
	}
	for _, other := range known.Operations {
		if other.Method == o.Method && strings.TrimSuffix(other.Path, "/") == strings.TrimSuffix(o.Path, "/") && other.Path != o.Path {
			return other
		}
	}
	return o
}

// isFile reports whether a path ends with the path of a file, where an operation ends with
// a parameter: in some APIs a file's name has slashes.
func isFile(known *api.API, method, path string) bool {
	written := api.Segments(path)
	if !fileName.Get().MatchString(written[len(written)-1]) {
		return false
	}
	return slices.ContainsFunc(known.Operations, func(o *api.Operation) bool {
		own := api.Segments(o.Path)
		last := len(own) - 1
		return o.Method == method && last > 0 && len(written) > len(own) && api.IsParameter(own[last]) && slices.Equal(own[:last], written[:last])
	})
}

// isFunction reports whether a path has a segment with parentheses where operations have the
// same one with others: OData writes keys and functions in several ways.
func isFunction(known *api.API, path string) bool {
	for _, s := range api.Segments(path) {
		name, _, has := strings.Cut(s, "(")
		if has && slices.ContainsFunc(known.Operations, func(o *api.Operation) bool {
			return slices.ContainsFunc(api.Segments(o.Path), func(own string) bool { return strings.HasPrefix(own, name+"(") })
		}) {
			return true
		}
	}
	return false
}

var fileName = lazy.Regexp{Expr: `^[^@]*[^.@]\.[A-Za-z][A-Za-z0-9]{1,4}$`}

// isCertain reports whether an operation is the only one that a path can mean: the path
// has no variable where the operation has a word, except for the API's version.
func isCertain(known *api.API, o *api.Operation, path string) bool {
	written, own := api.Segments(path), api.Segments(o.Path)
	if len(written) != len(own) {
		return false
	}
	for n, s := range written {
		if api.IsParameter(own[n]) && (servesItself.Get().MatchString(s) || markedWord.Get().MatchString(s) || isIdentifier.Get().MatchString(own[n]) && chooses.Get().MatchString(s) || gathers.Get().MatchString(s) && !isAllowed(o, own[n], s)) {
			return false
		}
		if !api.IsParameter(own[n]) && !strings.HasPrefix(own[n], ":") && (strings.Contains(s, "{") || strings.HasPrefix(s, ":")) && !isOnlyVersion(known, own, n) {
			return false
		}
	}
	return true
}

// hasWordForNumber reports whether a path has a word where an operation takes only numbers,
// or only words that are nothing like it.
func hasWordForNumber(o *api.Operation, path string) bool {
	written := api.Segments(path)
	for n, s := range api.Segments(o.Path) {
		if n < len(written) && plainWord.Get().MatchString(written[n]) && takesNoSuchWord(o, s, written[n]) && !contract.IsNamedAfter(written[n], strings.Trim(s, "{}")) {
			return true
		}
	}
	return false
}

// wordForIdentifier reports whether a path has a word where an operation takes an identifier,
// at the end or before nothing but identifiers. That may be another path, which the document
// leaves out.
func wordForIdentifier(o *api.Operation, path string) bool {
	written, own := api.Segments(path), api.Segments(o.Path)
	for n := len(own) - 1; n >= 0 && isIdentifier.Get().MatchString(own[n]); n-- {
		if n < len(written) && plainWord.Get().MatchString(written[n]) && !contract.IsNamedAfter(written[n], strings.Trim(own[n], "{}")) {
			return true
		}
	}
	return false
}

var plainWord = lazy.Regexp{Expr: `^[A-Za-z]+([_-][A-Za-z]+)*$`}

// takesNoSuchWord reports whether a segment of an operation's path is a parameter that takes
// only numbers, UUIDs or what matches a pattern, or words of which none is similar to a word.
func takesNoSuchWord(o *api.Operation, segment, word string) bool {
	return slices.ContainsFunc(o.Parameters, func(param *api.Parameter) bool {
		if param.In != api.InPath || "{"+param.Name+"}" != segment || param.Schema == nil {
			return false
		}
		flat := sample.Flat(param.Schema)
		var allowed []string
		for _, v := range flat.Enum {
			allowed = append(allowed, v.Text)
		}
		if len(allowed) > 1 {
			_, near := suggest.Name(word, allowed)
			return !near && !slices.Contains(allowed, word)
		}
		return len(flat.Types) == 1 && (flat.Is("integer") || flat.Is("number")) || flat.Format == "uuid" || flat.Pattern != "" && contract.Text(word, param.Schema, "\x00") != ""
	})
}

// servesItself matches segments of paths at which servers describe themselves. Documents
// leave such paths out.
var servesItself = lazy.Regexp{Expr: `(?i)^((api-?)?docs?|swagger([.-].*)?|(openapi|redoc|graphql)(\..*)?|health(z|-?check)?|ping)$`}

// chooses matches words that select what to return, where isIdentifier says that the
// operation has an identifier. Such a path is probably another operation, which the
// document leaves out.
var (
	isIdentifier = lazy.Regexp{Expr: `^\{(id|.*(_id|-id|I[dD]|uuid|Uuid|UUID))\}$`}
	chooses      = lazy.Regexp{Expr: `(?i)^(new|recent|latest|current|active|featured|popular|trending|public|archived)$`}
	// markedWord matches words that some APIs mark as no values: FHIR's _search and $export.
	markedWord = lazy.Regexp{Expr: `^[_$][a-z]+(-[a-z]+)*$`}
	// gathers matches those that are hardly ever a value of any parameter.
	gathers = lazy.Regexp{Expr: `(?i)^(my|mine|all|list|search|filter|find|stats|statistics|count|summary|export|import|bulk|batch)$`}
)

// isAllowed reports whether a segment of an operation's path is a parameter that takes a
// value by its list of allowed ones.
func isAllowed(o *api.Operation, segment, value string) bool {
	return slices.ContainsFunc(o.Parameters, func(param *api.Parameter) bool {
		return param.In == api.InPath && "{"+param.Name+"}" == segment && param.Schema != nil &&
			slices.ContainsFunc(sample.Flat(param.Schema).Enum, func(v *api.Value) bool { return strings.EqualFold(v.Text, value) })
	})
}

var versionWord = lazy.Regexp{Expr: `^(?i)v\d[\w.-]*$`}

// isOnlyVersion reports whether a segment of an operation's path is a version that all
// paths with the same start share.
func isOnlyVersion(known *api.API, own []string, n int) bool {
	return versionWord.Get().MatchString(own[n]) && !slices.ContainsFunc(known.Operations, func(other *api.Operation) bool {
		path := api.Segments(other.Path)
		return len(path) > n && slices.Equal(path[:n], own[:n]) && path[n] != own[n]
	})
}

// hasOpenPart reports whether a path may be longer than it looks: it starts with an
// unknown variable, which may be the rest of the server's address, or has a variable
// inside a segment, which may contain a slash.
func hasOpenPart(path string) bool {
	for n, s := range api.Segments(path) {
		before, behind, has := strings.Cut(s, "{{")
		whole := before == "" && strings.HasSuffix(behind, "}}") && !strings.Contains(behind, "{{")
		if has && !whole || n == 0 && (has || strings.HasPrefix(s, ":")) {
			return true
		}
	}
	return false
}

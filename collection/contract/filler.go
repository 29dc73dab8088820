package contract

import (
	"strings"

	"github.com/postwright/postwright/collection/lazy"
)

// latin are the words of the text that tools fill fields with. Source: the words of
// lorem ipsum in json-schema-faker, which Postman's converter uses.
var latin = lazy.Value[map[string]bool]{New: func() map[string]bool {
	words := map[string]bool{}
	for word := range strings.FieldsSeq("lorem ipsum dolor sit amet consectetur adipisicing adipiscing elit sed eiusmod tempor incididunt ut labore et dolore magna aliqua enim ad minim veniam quis nostrud exercitation ullamco laboris nisi aliquip ea commodo consequat duis aute irure reprehenderit voluptate velit esse cillum eu fugiat nulla pariatur excepteur sint occaecat cupidatat proident sunt culpa qui officia deserunt mollit anim est laborum") {
		words[word] = true
	}
	return words
}}

// between are those of its words that are words of English, too.
const between = " do in ex non id "

// madeNumber matches the numbers that the same tools make.
var madeNumber = lazy.Regexp{Expr: `^-?\d{5,}\.\d{5,}$`}

// isFiller reports whether a text is one that tools fill a field with.
func isFiller(text string) bool {
	if madeNumber.Get().MatchString(text) {
		return true
	}
	some := false
	for word := range strings.FieldsSeq(text) {
		word = strings.ToLower(strings.Trim(word, ".,"))
		if latin.Get()[word] {
			some = true
		} else if !strings.Contains(between, " "+word+" ") {
			return false
		}
	}
	return some
}

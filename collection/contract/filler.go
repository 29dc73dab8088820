package contract

import (
	"regexp"
	"strings"
	"sync"
)

// latin are the words of the text that tools fill fields with. Source: the words of
// lorem ipsum in json-schema-faker, which Postman's converter uses.
var latin = sync.OnceValue(func() map[string]bool {
	words := map[string]bool{}
	for word := range strings.FieldsSeq("lorem ipsum dolor sit amet consectetur adipisicing adipiscing elit sed eiusmod tempor incididunt ut labore et dolore magna aliqua enim ad minim veniam quis nostrud exercitation ullamco laboris nisi aliquip ea commodo consequat duis aute irure reprehenderit voluptate velit esse cillum eu fugiat nulla pariatur excepteur sint occaecat cupidatat proident sunt culpa qui officia deserunt mollit anim est laborum") {
		words[word] = true
	}
	return words
})

// between are those of its words that are words of English, too.
const between = " do in ex non id "

// madeNumber matches the numbers that the same tools make.
var madeNumber = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^-?\d{5,}\.\d{5,}$`) })

// isFiller reports whether a text is one that tools fill a field with.
func isFiller(text string) bool {
	if madeNumber().MatchString(text) {
		return true
	}
	some := false
	for word := range strings.FieldsSeq(text) {
		word = strings.ToLower(strings.Trim(word, ".,"))
		if latin()[word] {
			some = true
		} else if !strings.Contains(between, " "+word+" ") {
			return false
		}
	}
	return some
}

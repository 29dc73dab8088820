package docs

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ids has the ids of places on a page, to which links lead. They are made from the names
// of folders and requests, so that links stay valid when something is added.
type ids struct {
	taken map[string]bool
	next  map[string]int // the next number, by the id without it
}

// pageIDs lists the ids that every page has.
var pageIDs = []string{"top", "content", "contents", "search", "set-up", "notes", "scopes", "variables", "requests", "found", "status", "code", "results", "all"}

func newIDs() *ids {
	i := &ids{map[string]bool{}, map[string]int{}}
	for _, id := range pageIDs {
		i.taken[id] = true
	}
	return i
}

// of returns a free id for a name.
func (i *ids) of(name string) string { return i.free(slug(name)) }

// free returns an id that nothing has yet: of equal ones all but the first have a
// number.
func (i *ids) free(base string) string {
	id := base
	for number := max(i.next[base], 2); i.taken[id]; number++ {
		id = base + "-" + strconv.Itoa(number)
		i.next[base] = number + 1
	}
	i.taken[id] = true
	return id
}

// longestSlug is the maximum number of bytes of a name in an id.
const longestSlug = 60

// slug returns a name in lower-case letters and digits, of any alphabet, with hyphens
// for everything else.
func slug(name string) string {
	var b strings.Builder
	hyphen := false
	for _, r := range strings.ToLower(name) {
		if b.Len()+utf8.RuneLen(r) > longestSlug {
			break
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) || r == utf8.RuneError {
			hyphen = b.Len() > 0
			continue
		}
		if hyphen {
			b.WriteByte('-')
			hyphen = false
		}
		b.WriteRune(r)
	}
	if b.Len() == 0 {
		return "unnamed"
	}
	return b.String()
}

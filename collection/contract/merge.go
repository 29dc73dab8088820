package contract

import (
	"fmt"
	"strings"
)

// Missing returns the message that required fields are missing.
func Missing(names ...string) string {
	var quoted []string
	for _, name := range names {
		quoted = append(quoted, fmt.Sprintf("%q", name))
	}
	last := len(quoted) - 1
	switch {
	case last == 0:
		return "the required field " + quoted[0] + " is missing"
	case last < mostListed:
		return "the required fields " + strings.Join(quoted[:last], ", ") + " and " + quoted[last] + " are missing"
	}
	return fmt.Sprintf("the required fields %s and %d more are missing", strings.Join(quoted[:mostListed], ", "), len(quoted)-mostListed)
}

// oneForEach merges breaches with the same cause: fields that an object lacks, and items
// of a list that are wrong in the same way.
func oneForEach(found []Breach) []Breach {
	var all []Breach
	lacks := map[string][]string{} // names of missing fields, by object and alternative
	same := map[string]int{}       // number of breaches, by message
	keyOf := func(b Breach) string {
		form := strings.TrimPrefix(b.Message, Missing(b.missing)) // what alternatives add
		return fmt.Sprint(b.At.Start(), form)
	}
	for _, b := range found {
		if b.missing != "" {
			if key := keyOf(b); lacks[key] == nil {
				all = append(all, b)
				lacks[key] = []string{b.missing}
			} else {
				lacks[key] = append(lacks[key], b.missing)
			}
			continue
		}
		all = append(all, b)
	}
	first := all[:0]
	for _, b := range all {
		if b.missing != "" {
			form := strings.TrimPrefix(b.Message, Missing(b.missing))
			var last []string
			for _, path := range lacks[keyOf(b)] {
				last = append(last, path[strings.LastIndexByte(path, '.')+1:])
			}
			b.Message, b.Kind = Missing(lacks[keyOf(b)]...)+form, Missing(last...)+form
		}
		if same[alike(b.Message)]++; same[alike(b.Message)] == 1 {
			first = append(first, b)
		}
	}
	for n := range first {
		switch others := same[alike(first[n].Message)] - 1; {
		case !strings.Contains(first[n].Message, "["), others == 0:
		case others == 1:
			first[n].Message += ", as in another item"
		default:
			first[n].Message += fmt.Sprintf(", as in %d other items", others)
		}
	}
	return first
}

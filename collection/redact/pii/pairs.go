package pii

import (
	"iter"
	"strings"
	"unicode/utf8"
)

// keyPair is a name with a value, by their places in a text.
type keyPair struct{ keyStart, keyEnd, start, end int }

// pairs returns the names and values in a query string, or in lines such as "Name: …".
func pairs(text string) []field {
	var fields []field
	for p := range pairsOf(text) {
		value := strings.TrimRight(text[p.start:p.end], " \t\r,.")
		key := plain(text[p.keyStart:p.keyEnd])
		fields = append(fields, field{key, decoded.Replace(strings.ReplaceAll(value, "+", " ")), p.start, p.start + len(value)})
	}
	return fields
}

// pairsOf returns what looks like a name, "=" or ":", and a value. The name is at the
// beginning of a line, or after ?, &, a comma, a semicolon, a hyphen with a blank, or the
// mark of bold text.
func pairsOf(text string) iter.Seq[keyPair] {
	return func(yield func(keyPair) bool) {
		from := 0 // where a name may begin
		for at := 0; ; {
			i := strings.IndexAny(text[at:], "=:")
			if i < 0 {
				return
			}
			at += i
			keyStart, keyEnd := keyBefore(text, from, at)
			at++
			if keyStart == keyEnd || strings.HasPrefix(text[at-1:], "://") {
				continue
			}
			start := at
			if strings.HasPrefix(text[start:], "**") {
				start += len("**")
			}
			for start < len(text) && (text[start] == ' ' || text[start] == '\t') {
				start++
			}
			end := len(text)
			if n := strings.IndexAny(text[start:], "&;\n#?"); n >= 0 {
				end = start + n
			}
			if start == end {
				continue
			}
			if !yield(keyPair{keyStart, keyEnd, start, end}) {
				return
			}
			from, at = end, end
		}
	}
}

// keyBefore returns the place of the name that ends before an offset and does not begin
// before another. It is empty where there is none.
func keyBefore(text string, from, at int) (start, end int) {
	const shortest, longest = 2, 31
	end = at
	if strings.HasSuffix(text[from:end], "**") {
		end -= len("**")
	}
	run := end
	for run > from && end-run <= 2*longest && isKeyByte(text[run-1]) {
		run--
	}
	for start = run; start < end; start++ {
		if !mayBeginKey(text, from, start) {
			continue
		}
		first := start
		for first < end && (text[first] == ' ' || text[first] == '\t') {
			first++
		}
		c := text[first:end]
		if c != "" && isLetterByte(c[0]) && !strings.Contains(c, "\t") && len(c) >= shortest && utf8.RuneCountInString(c) <= longest {
			return first, end
		}
	}
	return end, end
}

// mayBeginKey reports whether a name may begin at an offset, or after blanks there.
func mayBeginKey(text string, from, start int) bool {
	if start == 0 || text[start-1] == '\n' {
		return true
	}
	if start-1 >= from && strings.IndexByte("?&;,", text[start-1]) >= 0 {
		return true
	}
	if start-2 >= from {
		before := text[start-2 : start]
		return before == "**" || before == "- "
	}
	return false
}

func isLetterByte(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80 }

func isKeyByte(c byte) bool {
	return isLetterByte(c) || c >= '0' && c <= '9' || c == '_' || c == ' ' || c == '-' || c == '\t'
}

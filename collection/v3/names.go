package v3

import (
	"fmt"
	"path"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/unicode/norm"

	"github.com/postwright/postwright/collection/diagnostic"
)

// unsafe lists the characters that Windows does not allow in the names of files and
// folders.
const unsafe = `\:*?"<>|`

// isUnsafe reports whether a name has an unsafe character, or one that controls something.
func isUnsafe(name string) bool {
	for i := range len(name) {
		if c := name[i]; c < ' ' || strings.IndexByte(unsafe, c) >= 0 {
			return true
		}
	}
	return false
}

// reserved reports whether Windows reserves a name.
func reserved(name string) bool {
	if name, _, _ = strings.Cut(name, "."); len(name) != len("con") && len(name) != len("com1") {
		return false
	}
	name = strings.ToLower(name)
	switch name {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(name) == 4 && (strings.HasPrefix(name, "com") || strings.HasPrefix(name, "lpt")) && '1' <= name[3] && name[3] <= '9'
}

// folded returns a path as file systems that do not tell all names apart compare it. To
// Windows and macOS, letters of both cases are the same; to macOS, so are é as one
// character and as two; Windows drops dots and blanks at the end of a name.
func folded(file string) string {
	file = strings.ToLower(file)
	if strings.IndexByte(file, '/') < 0 {
		return norm.NFC.String(strings.TrimRight(file, ". "))
	}
	names := strings.Split(file, "/")
	for i, name := range names {
		names[i] = strings.TrimRight(name, ". ")
	}
	return norm.NFC.String(strings.Join(names, "/"))
}

// names reports the names, in a folder and below, that some systems do not allow.
func (c *reader) names(f *folder) {
	seen := make(map[string]string, len(f.requests)+len(f.inner))
	for _, r := range f.requests {
		c.checkName(r.source, r.stem, "file")
		c.sameName(seen, r.source, path.Base(r.source.Path))
		c.exampleNames(r)
	}
	for _, inner := range f.inner {
		if file := c.fileOf(inner); file != nil {
			c.checkName(file, inner.name, "folder")
			c.sameName(seen, file, inner.name)
		}
		c.names(inner)
	}
}

// exampleNames is like [reader.names], for the examples of a request.
func (c *reader) exampleNames(r *element) {
	if len(r.examples) == 0 {
		return
	}
	seen, byStem := map[string]string{}, map[string]*Source{}
	for _, s := range r.examples {
		name := stem(s.Path)
		c.checkName(s, name, "file")
		if first := byStem[name]; first != nil {
			c.twin(s, first)
			continue
		}
		byStem[name] = s
		c.sameName(seen, s, path.Base(s.Path))
	}
}

// longest is the maximum number of characters of a path on Windows, unless long paths
// are enabled.
const longest = 260

// long reports the paths that are too long for Windows. above is the path of the
// collection's folder below the root of the repository.
func (c *reader) long(above string) {
	for _, s := range c.result.Files {
		if len(above)+len("/")+len(s.Path) <= longest { // bytes are the quick check
			continue
		}
		if whole := path.Join(above, s.Path); len(whole) > longest {
			if length := len(utf16.Encode([]rune(whole))); length > longest {
				c.report(s, 0, 0, RuleFileName, diagnostic.Warning, fmt.Sprintf("the path has %d characters, and Windows takes %d at most", length, longest),
					"shorten the names of its file and folders, and write the long ones into name:")
			}
		}
	}
}

func (c *reader) sameName(seen map[string]string, s *Source, name string) {
	key := folded(name)
	if first, ok := seen[key]; ok && first != name {
		message := fmt.Sprintf("the names %q and %q differ only in case", first, name)
		if !strings.EqualFold(first, name) {
			message = fmt.Sprintf("the names %+q and %+q are the same on Windows or macOS", first, name)
		}
		c.report(s, 0, 0, RuleFileName, diagnostic.Warning, message,
			"Windows and macOS keep one of the two files; rename one, and give it a name: of its own")
		return
	}
	seen[key] = name
}

func (c *reader) checkName(s *Source, name, what string) {
	if isUnsafe(name) {
		severity := diagnostic.Warning
		if what == "folder" {
			severity = diagnostic.Error
		}
		c.report(s, 0, 0, RuleFileName, severity, fmt.Sprintf("the name of the %s %q has characters that not every system allows", what, name),
			fmt.Sprintf("rename it to %q, and write the name into name:", safeName(name)))
		return
	}
	if strings.HasSuffix(name, ".") || strings.HasSuffix(name, " ") {
		if what == "folder" { // a file name has more after its stem
			c.report(s, 0, 0, RuleFileName, diagnostic.Warning, fmt.Sprintf("Windows drops the last character of the name of the folder %q", name),
				"rename it, and write the name into name:")
			return
		}
	}
	if reserved(name) {
		c.report(s, 0, 0, RuleFileName, diagnostic.Warning, fmt.Sprintf("Windows reserves the name of the %s %q", what, name),
			"rename it, and write the name into name:")
	}
}

// safeName returns a name as Postman writes it: with "-" for each run of unsafe
// characters.
func safeName(name string) string {
	var b strings.Builder
	replaced := false
	for _, r := range name {
		bad := r < ' ' || r == '/' || strings.ContainsRune(unsafe, r)
		if !bad {
			b.WriteRune(r)
		} else if !replaced {
			b.WriteByte('-')
		}
		replaced = bad
	}
	return b.String()
}

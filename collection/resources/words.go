package resources

import (
	"strings"
	"unicode"

	"github.com/postwright/postwright/collection/lazy"
)

// IsPlural reports whether the last word of a resource is a plural.
func IsPlural(resource string) bool {
	last := strings.ToLower(LastWord(resource))
	return Singular(last) != last
}

// LastWord returns the last word of a resource's name.
func LastWord(resource string) string {
	words := strings.Fields(Humanize(resource[strings.LastIndexByte(resource, '/')+1:]))
	if len(words) == 0 {
		return resource
	}
	return words[len(words)-1]
}

// acronyms has words that are written in capitals.
var acronyms = lazy.Value[map[string]string]{New: func() map[string]string {
	return map[string]string{
		"api": "API", "csv": "CSV", "html": "HTML", "http": "HTTP", "id": "ID", "ids": "IDs", "ip": "IP", "json": "JSON", "pdf": "PDF",
		"sms": "SMS", "ssl": "SSL", "tls": "TLS", "ui": "UI", "uri": "URI", "url": "URL", "urls": "URLs", "uuid": "UUID", "xml": "XML",
	}
}}

// Humanize returns an identifier as words: "patientLab_results" gives "patient lab
// results". Words in capitals stay.
func Humanize(identifier string) string {
	var words []string
	var word strings.Builder
	flush := func() {
		if w := word.String(); w != "" {
			switch known := acronyms.Get()[strings.ToLower(w)]; {
			case known != "":
				w = known
			case len(w) > 1 && strings.ToUpper(w) == w && strings.ToLower(w) != w:
			default:
				w = strings.ToLower(w)
			}
			words = append(words, w)
		}
		word.Reset()
	}
	var before rune
	runes := []rune(identifier)
	for i, r := range runes {
		switch {
		case r == '_' || r == '-' || r == '.' || r == ' ' || r == '/' || r == ':' || r == '{' || r == '}':
			flush()
			before = ' '
			continue
		case unicode.IsUpper(r) && (unicode.IsLower(before) || unicode.IsDigit(before)),
			unicode.IsUpper(r) && unicode.IsUpper(before) && i+1 < len(runes) && unicode.IsLower(runes[i+1]):
			flush()
		}
		word.WriteRune(r)
		before = r
	}
	flush()
	return strings.Join(words, " ")
}

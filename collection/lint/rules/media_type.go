package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/internal/suggest"
)

// unknownMediaType reports invalid media types in Content-Type and Accept: without
// type/subtype, with an unregistered top-level type, or a misspelling of a common one.
// Vendors' own subtypes are valid.
func unknownMediaType(p *rule.Pass, i collection.Item, h header) {
	name, value := h.name.Text, h.value
	if !strings.EqualFold(name, "Content-Type") && !strings.EqualFold(name, "Accept") || strings.Contains(value.Text, "{{") {
		return
	}
	start := 0
	for entry := range strings.SplitSeq(value.Text, ",") {
		media, _, _ := strings.Cut(entry, ";")
		from := start + len(media) - len(strings.TrimLeft(media, " \t"))
		start += len(entry) + 1
		media = strings.TrimSpace(media)
		small := strings.ToLower(media)
		fault := analysis.Memo(p.Facts, mediaFault(small), func() string { return mediaTypeFault(small) })
		if fault == "" || media == "" {
			continue
		}
		f := rule.Finding{
			Severity: diagnostic.Warning,
			Message:  shownMedia(media) + " " + fault,
			Help:     "servers refuse it, or take the body for something else",
		}
		if expectsRefusal(p, i) {
			f.Severity = diagnostic.Info // the request tests that the server refuses it
		}
		reportWithin(p, value, from, from+len(media), f)
		return
	}
}

// mediaFault is the key for the problem with a media type: most headers have the same
// few types.
type mediaFault string

// shownMedia returns a value for a message. A long value or one with spaces is left out,
// because it may be a token in the wrong header.
func shownMedia(media string) string {
	if len(media) > longestMedia || strings.ContainsAny(media, " :") {
		return "the value"
	}
	return fmt.Sprintf("%q", media)
}

// longestMedia is the length of the longest common media type.
const longestMedia = len("application/x-www-form-urlencoded")

// mediaTypeFault describes the problem with a media type in lower case; "" if there is
// none.
func mediaTypeFault(media string) string {
	if near := commonTypeNear(media); near != "" {
		return fmt.Sprintf("is not a media type; did you mean %q?", near)
	}
	top, sub, ok := strings.Cut(media, "/")
	switch {
	case media == "*":
		return "" // Java's default, which servers accept
	case !ok || sub == "" || !mediaToken.Get().MatchString(top) || !mediaToken.Get().MatchString(sub):
		return "is not a media type, which has the form type/subtype"
	case !slices.Contains(topLevelTypes, top) && !strings.HasPrefix(top, "x-"):
		return fmt.Sprintf("is not a media type: there is no type %q", top)
	}
	return ""
}

var mediaToken = lazy.Regexp{Expr: "^[a-z0-9!#$%&'*+.^_`|~-]+$"}

// topLevelTypes lists the types that IANA registers, and a customary one.
var topLevelTypes = []string{"application", "audio", "chemical", "example", "font", "haptics", "image", "message", "model", "multipart", "text", "video", "*"}

var (
	commonTypes = []string{
		"application/json", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data",
		"application/octet-stream", "text/plain", "text/html", "text/xml", "text/csv", "application/pdf", "application/javascript",
	}
	// otherTypes are one edit from a common type, but exist.
	otherTypes = []string{
		"application/bson", "application/cson", "application/geojson", "application/hjson", "application/jose", "application/json5",
		"application/jsonc", "application/jsonl", "application/sml", "application/xaml", "application/x-javascript", "text/tsv", "text/css", "text/x-html", "text/x-plain",
		"text/json", "text/javascript", "application/x-json", "application/x-xml", "application/x-pdf", "application/toml", "application/yaml", "text/yaml", "text/toml", "text/yml", "text/vml", "text/html5",
	}
)

// commonTypeNear returns the common media type that a text is a misspelling of: with one
// edit, or two in a long type, or without its slash. It returns "" if there is none.
func commonTypeNear(media string) string {
	if slices.Contains(commonTypes, media) || slices.Contains(otherTypes, media) {
		return ""
	}
	for _, common := range commonTypes {
		if media == strings.ReplaceAll(common, "/", "") || media == strings.ReplaceAll(common, "/", "-") {
			return common
		}
		if len(media) < len(common)-2 || len(media) > len(common)+2 {
			continue
		}
		most := 1
		if _, sub, _ := strings.Cut(common, "/"); len(sub) > 8 {
			most = 2
		}
		if suggest.Distance(media, common) <= most {
			return common
		}
	}
	return ""
}

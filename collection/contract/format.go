package contract

import (
	"fmt"
	"math"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/sample"
)

// wrongNumber describes how a number is out of bounds; "" if it is not, or if the text
// is not a number.
func wrongNumber(text string, s *api.Schema) string {
	f, err := strconv.ParseFloat(text, 64)
	switch {
	case err != nil:
	case s.Minimum != nil && (f < *s.Minimum || s.ExclusiveMinimum && f == *s.Minimum):
		if s.ExclusiveMinimum {
			return fmt.Sprintf("must be greater than %v", *s.Minimum)
		}
		return fmt.Sprintf("must be at least %v", *s.Minimum)
	case s.Maximum != nil && (f > *s.Maximum || s.ExclusiveMaximum && f == *s.Maximum):
		if s.ExclusiveMaximum {
			return fmt.Sprintf("must be less than %v", *s.Maximum)
		}
		return fmt.Sprintf("must be at most %v", *s.Maximum)
	case s.MultipleOf >= 1 && s.MultipleOf == math.Trunc(s.MultipleOf) && math.Mod(f, s.MultipleOf) != 0:
		return fmt.Sprintf("must be a multiple of %v", s.MultipleOf)
	case s.Format == "int32" && math.Abs(f) > math.MaxInt32+1:
		return "is too large for 32 bits"
	}
	return ""
}

// specimens are texts of formats of one shape: a schema that excludes all of a format's
// contradicts itself.
var specimens = lazy.Value[map[string][]string]{New: func() map[string][]string {
	return map[string][]string{
		"date":      {"2026-01-31"},
		"date-time": {"2026-01-31T08:30:00Z", "2026-01-31T08:30:00+00:00", "2026-01-31T08:30:00", "2026-01-31T08:30:00.000Z", "2026-01-31 08:30:00", "2026-01-31T08:30:00+0000", "2026-01-31T08:30:00.000000Z"},
		"uuid":      {"0a4e1d6c-2b8f-4c3e-9d57-1f6a2b3c4d5e", "0A4E1D6C-2B8F-4C3E-9D57-1F6A2B3C4D5E"},
		"email":     {"jane@example.com"},
		"ipv4":      {"192.0.2.1"},
		"ipv6":      {"2001:db8::1", "2001:0db8:0000:0000:0000:0000:0000:0001"},
		"uri":       {"https://example.com/a", "http://example.com", "https://example.com"},
	}
}}

func contradicts(s *api.Schema) bool {
	all := specimens.Get()[strings.ToLower(s.Format)]
	return len(all) > 0 && (s.Pattern != "" || s.MinLength != nil || s.MaxLength != nil) &&
		!slices.ContainsFunc(all, func(text string) bool { return wrongForm(text, s) == "" })
}

// wrongText describes how a string breaches its length, pattern or format; "" if it does
// not.
func wrongText(text string, s *api.Schema) string {
	if wrong := wrongForm(text, s); wrong != "" {
		if contradicts(s) {
			return ""
		}
		return wrong
	}
	if wrong := Format(text, s.Format); wrong != "" && !namesFormat(text, s.Format) && !contradicts(s) {
		return wrong
	}
	return ""
}

// namesFormat reports whether a text is a placeholder that names its format, such as
// "user-uuid-1".
func namesFormat(text, format string) bool {
	text = strings.ToLower(text)
	return strings.EqualFold(format, "uuid") && (strings.Contains(text, "uuid") || strings.Contains(text, "guid"))
}

func wrongForm(text string, s *api.Schema) string {
	length := utf8.RuneCountInString(text)
	switch {
	case s.MinLength != nil && length < *s.MinLength:
		return fmt.Sprintf("must have at least %d characters", *s.MinLength)
	case s.MaxLength != nil && length > *s.MaxLength:
		return fmt.Sprintf("must have at most %d characters", *s.MaxLength)
	case !sample.Matches(text, s.Pattern):
		return "must match " + s.Pattern
	}
	return ""
}

var (
	uuid  = lazy.Regexp{Expr: `^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$|^[0-9a-fA-F]{32}$`}
	email = lazy.Regexp{Expr: `^[^@\s]+@[^@\s]+$`}
)

// What is wrong with texts of another format.
const (
	noUUID   = "must be a UUID"
	noDate   = "must be a date, such as 2026-01-31"
	noMoment = "must be a date and time, such as 2026-01-31T08:30:00Z"
	noEmail  = "must be an e-mail address"
	noURL    = "must be a URL"
)

// formatSentences are those of the formats that people write alike in all fields.
var formatSentences = []string{noUUID, noDate, noMoment, noEmail, noURL}

// moments lists the layouts of date-times that servers accept.
var moments = []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05Z07", "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04", "20060102T150405Z0700", time.DateOnly}

// Format describes how a text breaches a format; "" if it does not, and for formats that
// servers interpret differently.
func Format(text, format string) string {
	switch strings.ToLower(format) {
	case "uuid":
		if !uuid.Get().MatchString(text) {
			return noUUID
		}
	case "date":
		if _, err := time.Parse(time.DateOnly, text); err != nil {
			return noDate
		}
	case "date-time":
		for _, layout := range moments {
			if _, err := time.Parse(layout, strings.ToUpper(text)); err == nil {
				return ""
			}
		}
		return noMoment
	case "email":
		if !email.Get().MatchString(text) {
			return noEmail
		}
	case "ipv4", "ipv6":
		if a, err := netip.ParseAddr(text); err != nil || a.Is4() != strings.EqualFold(format, "ipv4") {
			return "must be an address of " + strings.Replace(strings.ToLower(format), "ip", "IP", 1)
		}
	case "uri", "url":
		if strings.ContainsAny(text, " \t\n") || !strings.ContainsAny(text, ":/.") {
			return noURL
		}
	}
	return ""
}

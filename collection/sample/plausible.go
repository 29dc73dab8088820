package sample

import (
	"math/big"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/lazy"
	"github.com/postwright/postwright/collection/resources"
)

// kindOfText is a text for the names that have certain words. The addresses, numbers and
// people do not exist: example.com (RFC 2606), 555-01xx (reserved for fiction by the
// North American Numbering Plan), 192.0.2.0/24 (RFC 5737).
type kindOfText struct {
	value string
	// last are words that the name may end in; anywhere, words that it may have anywhere.
	last, anywhere []string
}

// kindsOfText are tried in order.
var kindsOfText = []kindOfText{
	{value: "user@example.com", anywhere: []string{"email", "mail"}},
	{value: "202-555-0100", anywhere: []string{"phone", "mobile", "fax", "cell", "telephone", "tel"}},
	{value: "https://example.com/", last: []string{"url", "URL", "uri", "URI", "link", "website", "href", "homepage", "webhook", "callback", "image", "avatar", "logo", "photo"}},
	{value: "example.com", last: []string{"host", "hostname", "domain"}},
	{value: "192.0.2.1", last: []string{"ip", "IP", "ipaddress"}},
	{value: "00000000-0000-4000-8000-000000000000", last: []string{"uuid", "UUID", "guid"}},
	{value: "2026-01-31T09:30:00Z", last: []string{"at", "timestamp", "datetime", "since", "until"}},
	{value: "2026-01-31", last: []string{"date", "birthday", "dob", "day", "birth"}},
	{value: "09:30:00", last: []string{"time"}},
	{value: "example.pdf", last: []string{"file", "filename", "document", "attachment"}},
	{value: "jamie.sample", last: []string{"username", "login", "user"}},
	{value: "12 Example Street", last: []string{"address", "street", "address1", "line1"}},
	{value: "Springfield", last: []string{"city", "town"}},
	{value: "CA", last: []string{"state", "province"}},
	{value: "12345", last: []string{"zip", "postcode", "zipcode"}},
	{value: "US", last: []string{"country"}},
	{value: "USD", last: []string{"currency"}},
	{value: "en", last: []string{"language", "locale", "lang"}},
	{value: "UTC", last: []string{"timezone", "tz"}},
	{value: "#3366cc", last: []string{"color", "colour"}},
	{value: "1.0.0", last: []string{"version"}},
	{value: "1", last: []string{"id", "ID", "number", "count", "page", "limit", "offset", "size", "quantity"}},
	{value: "Example Inc.", last: []string{"company", "organization", "organisation", "employer", "business"}},
}

// wholeNames are values of texts of just these names, in words.
var wholeNames = lazy.Value[map[string]string]{New: func() map[string]string {
	return map[string]string{
		"first name": "Jamie", "given name": "Jamie", "nick name": "Jamie", "nickname": "Jamie",
		"last name": "Sample", "family name": "Sample", "surname": "Sample", "middle name": "Lee",
		"full name": "Jamie Sample", "display name": "Jamie Sample", "user name": "jamie.sample",
		"postal code": "12345", "zip code": "12345", "country code": "US", "time zone": "UTC",
		"start time": "2026-01-31T09:30:00Z", "end time": "2026-01-31T10:00:00Z", "scheduled time": "2026-01-31T09:30:00Z",
	}
}}

// plausibleText returns a plausible text for a name, or words that describe it, such as
// "Example visit reason".
func plausibleText(name string, s *api.Schema) string {
	words := strings.Fields(resources.Humanize(name))
	if len(words) == 0 {
		return plain
	}
	if value, ok := wholeNames.Get()[strings.ToLower(strings.Join(words, " "))]; ok {
		return value
	}
	last := words[len(words)-1]
	for _, kind := range kindsOfText {
		if slices.Contains(kind.last, last) || slices.ContainsFunc(words, func(w string) bool { return slices.Contains(kind.anywhere, w) }) {
			return kind.value
		}
	}
	value := "Example " + strings.Join(words, " ")
	if s.MaxLength != nil && len(value) > *s.MaxLength {
		return plain
	}
	return value
}

// plausibleNumbers returns plausible numbers for a name, the most plausible first.
func plausibleNumbers(name string) []*big.Rat {
	words := strings.Fields(resources.Humanize(name))
	if len(words) == 0 {
		return nil
	}
	switch words[len(words)-1] {
	case "age":
		return []*big.Rat{big.NewRat(42, 1)}
	case "year":
		return []*big.Rat{big.NewRat(2026, 1)}
	case "price", "amount", "cost", "fee", "total":
		return []*big.Rat{big.NewRat(10, 1)}
	case "duration", "minutes":
		return []*big.Rat{big.NewRat(30, 1)}
	}
	return nil
}

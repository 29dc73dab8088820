package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/contract"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/sample"
)

var contractContentType = &rule.Rule{
	Name:     "contract-content-type",
	Category: rule.Contracts,
	Severity: diagnostic.Warning,
	Finds:    "a body of a media type that the operation does not accept, and a body where it declares none, if the document declares those of most operations.",
	Why:      "The server answers 415, or ignores the body.",
	Bad:      rule.Request(`{"method": "POST", "url": "https://api.example.com/patients", "body": {"mode": "urlencoded", "urlencoded": [{"key": "doctor", "value": "1"}]}}`).WithContract(),
	Good: rule.Request(`{"method": "POST", "url": "https://api.example.com/patients",
	"body": {"mode": "raw", "raw": "{\"doctor\": 1}", "options": {"raw": {"language": "json"}}}}`).WithContract(),
	Visit: requestsByCause(sameOperation, wrongMedia),
}

func wrongMedia(p *rule.Pass, i collection.Item, r collection.Request) {
	o := operationFor(p, i)
	if o == nil || r.Body().IsEmpty() {
		return
	}
	if o.Body == nil {
		undeclaredBody(p, r, o)
		return
	}
	if o.Body.Inferred || len(o.Body.Accepts) == 0 {
		return
	}
	header := contentType(r.Headers())
	media := sentMedia(r, header)
	if media == "" || strings.Contains(media, "{{") || contract.IsPlaceholder(media) || slices.ContainsFunc(o.Body.Accepts, func(accepted string) bool { return takes(accepted, media) }) || isVendors(media, o) && r.Body().Language() == "json" ||
		strings.HasPrefix(media, "multipart/") && takesFile(o) {
		return
	}
	kind := fmt.Sprintf("does not take %s; it takes %s", media, strings.Join(o.Body.Accepts, ", "))
	f := rule.Finding{At: bodyPlace(r.Body()), Message: o.String() + " " + kind, Kind: kind, Help: seeDocument(o.Place, "the operation")}
	if header.Key() != "" && r.Body().Mode() != "urlencoded" && r.Body().Mode() != "formdata" {
		reportPart(p, header.ValuePart(), f)
		return
	}
	p.Report(f)
}

type bodiesKey struct{}

// undeclaredBody reports a body of an operation without one, if the document declares
// most bodies.
func undeclaredBody(p *rule.Pass, r collection.Request, o *api.Operation) {
	declares := analysis.Memo(p.Facts, bodiesKey{}, func() bool {
		writes, declared := 0, 0
		for _, other := range p.Contract.Known().Operations {
			if other.Method == "POST" || other.Method == "PUT" || other.Method == "PATCH" {
				writes++
				if other.Body != nil && !other.Body.Inferred {
					declared++
				}
			}
		}
		return declared > 0 && 2*declared >= writes
	})
	body := r.Body().Content()
	if mode := r.Body().Mode(); (mode == "formdata" || mode == "urlencoded") && sendsParameters(r, o) {
		return
	}
	if text := body.Text(); !declares || o.Reads() || body.Kind() == jsontree.String && (isEmptyJSON(text) || strings.HasPrefix(strings.TrimSpace(text), "{{")) {
		return
	}
	const kind = "declares no body, and one is sent"
	p.Report(rule.Finding{At: bodyPlace(r.Body()), Message: o.String() + " " + kind, Kind: kind, Help: seeDocument(o.Place, "the operation")})
}

// bodyPlace returns the node at which a finding about the kind of a body is reported.
func bodyPlace(b collection.Body) jsontree.Node {
	if mode := b.Node.Get("mode"); mode.Exists() {
		return mode
	}
	return b.Node
}

// takesFile reports whether an operation's JSON has a file, which JSON cannot hold: the
// document says JSON where it means a form.
func takesFile(o *api.Operation) bool {
	return o.Body.Schema != nil && slices.ContainsFunc(sample.Flat(o.Body.Schema).Properties, func(p api.Property) bool {
		return p.Schema != nil && sample.Flat(p.Schema).Format == "binary"
	})
}

// isOther reports whether a media type is one of several, and not the one whose schema is
// known.
func isOther(media, known string, all []string) bool {
	return media != mediaType(known) && slices.ContainsFunc(all, func(other string) bool { return mediaType(other) == media })
}

// isVendors reports whether a media type is a vendor's own name for the JSON that an
// operation takes.
func isVendors(media string, o *api.Operation) bool {
	return strings.HasPrefix(media, "application/vnd.") && api.IsJSON(o.Body.Media)
}

// sentMedia returns the media type with which Postman sends a body; "" if that is not
// certain. Source: core-body-builder of postman-runtime.
func sentMedia(r collection.Request, header collection.Parameter) string {
	switch r.Body().Mode() {
	case "urlencoded":
		return api.MediaForm
	case "formdata":
		return api.MediaMultipart
	case "raw":
		if given := mediaType(header.ValueText()); given != "" {
			return given
		}
		switch r.Body().Language() {
		case "json":
			return "application/json"
		case "xml":
			return "application/xml"
		}
	}
	return ""
}

// takes reports whether an accepted media type or range includes another type. All names
// of JSON are equal, and all names of XML.
func takes(accepted, media string) bool {
	accepted = mediaType(accepted)
	if !strings.Contains(accepted, "/") {
		return true // it is no media type: the document means something
	}
	if before, _, isRange := strings.Cut(accepted, "*"); isRange {
		return strings.HasPrefix(media, before)
	}
	return accepted == media || api.IsJSON(accepted) && api.IsJSON(media) || api.IsXML(accepted) && api.IsXML(media) ||
		strings.HasPrefix(accepted, "multipart/") && strings.HasPrefix(media, "multipart/")
}

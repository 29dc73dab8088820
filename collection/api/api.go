// Package api describes an API: its operations, their parameters and results, and what
// they need. Package openapi reads it from a document.
package api

import (
	"strconv"
	"strings"

	"github.com/postwright/postwright/collection/lazy"
)

// API is one API. Lists keep the order of the document.
type API struct {
	Title, Version, Summary, Description string
	// License has the name and address of the license. Contact has who answers for the
	// API; Terms and Docs are addresses. All may be empty.
	License     string
	Contact     []string
	Terms, Docs string
	// Server is where the paths of the operations start. It may contain references to
	// Variables as {{name}}.
	Server    string
	Variables []Variable
	Servers   []Server // all that name a host, including the main one
	Schemes   []*Scheme
	Tags      []Tag
	Webhooks  []*Webhook // empty if they are not asked for
	// Operations have distinct methods and paths.
	Operations []*Operation

	index index
}

// Server is a server of an API. The address may contain references to the variables as
// {{name}}.
type Server struct {
	Name, Address string
	Variables     []Variable
}

// Variable is a part of the server's address that the user may set.
type Variable struct {
	Key, Value, Description string
}

// Tag is a group of operations.
type Tag struct {
	Name, Description string
}

// Operation is an operation of an API.
type Operation struct {
	Method string // in capital letters
	Path   string // starts with a slash; parameters are in braces
	ID     string

	Summary, Description string
	PathDescription      string // the document's description of all operations of the path
	Tags                 []string
	Deprecated           bool
	Docs                 string // address of further documentation; may be empty
	Place                Place  // where the document declares it
	Server               string // the operation's own server, in the form of the API's; "" if it is the same
	ServerVariables      []Variable
	Parameters           []*Parameter
	// OptionalCookies are the cookies that a call may have. Requests do not send them.
	OptionalCookies []*Parameter
	// OneOf has groups of query parameters, by name; a call needs one of each group.
	// Requests send the first.
	OneOf [][]string
	Body  *Body // nil if there is none

	// Responses are the declared responses, in the order of the document.
	Responses []Response

	// Security has the alternatives, of which a request meets one. An alternative
	// without schemes is no authorization at all. It is nil if the document does not
	// say.
	Security []Requirement
	// Scopes are what a call needs; Listed is what the document lists.
	Scopes, Listed []string
}

// Webhook is a request that an API sends to others. Its path is its name.
type Webhook struct {
	*Operation
	Of      *Operation // the operation whose callback it is; nil for a webhook
	Address string     // where a callback goes, as an expression (OpenAPI 3.1.1, "Runtime Expressions")
}

// Place is a position in a document. The zero Place is an unknown one.
type Place struct {
	File string
	Line int
}

// String returns the place as in "api.yaml:12"; "" for the zero Place.
func (p Place) String() string {
	if p.Line == 0 {
		return ""
	}
	return p.File + ":" + strconv.Itoa(p.Line)
}

// String returns the operation as in "GET /api/patients/{id}".
func (o *Operation) String() string { return o.Method + " " + o.Path }

// Reads reports whether the operation only reads (RFC 9110, section 9.2.1).
func (o *Operation) Reads() bool {
	return o.Method == "GET" || o.Method == "HEAD" || o.Method == "OPTIONS" || o.Method == "TRACE" || o.Method == "QUERY"
}

// IsPublic reports whether the document says that no authorization is needed.
func (o *Operation) IsPublic() bool {
	for _, requirement := range o.Security {
		if len(requirement) > 0 {
			return false
		}
	}
	return o.Security != nil
}

// Response is a declared response of an operation.
type Response struct {
	Status string // such as 200, 2XX or default
	// Description says when it is returned; Media are its media types, in the order of
	// the document.
	Description string
	Media       []string
	// Schema is that of the JSON in a response; nil if the document does not say.
	Schema   *Schema
	Examples []Example
	Headers  []Header // those with an example
}

// Header is a header of a response, and its example.
type Header struct {
	Name  string
	Value *Value
}

// Example is a value that the author of a document gives as an example.
type Example struct {
	Key, Summary string // may be empty
	Media        string
	Value        *Value
	Schema       *Schema // of a value that is sent as XML, otherwise nil
}

// Text returns the example as it is sent: a string unchanged, other values as JSON.
func (e Example) Text() string {
	if e.Value.Kind == String {
		return e.Value.Text
	}
	return e.Value.JSON("  ")
}

// Succeeds reports whether the status is one of success (RFC 9110, section 15.3).
func (r Response) Succeeds() bool { return strings.HasPrefix(r.Status, "2") }

// Answer returns the schema of the JSON in a successful response; nil if the document
// does not say.
func (o *Operation) Answer() *Schema {
	for _, r := range o.Responses {
		if r.Succeeds() && r.Schema != nil {
			return r.Schema
		}
	}
	return nil
}

// SuccessStatus returns the first declared status of success, preferably one with a
// schema; "" if the document declares none or only a range.
func (o *Operation) SuccessStatus() string {
	status := ""
	for _, r := range o.Responses {
		switch {
		case !r.Succeeds() || strings.ContainsAny(r.Status, "xX"):
		case r.Schema != nil:
			return r.Status
		case status == "":
			status = r.Status
		}
	}
	return status
}

// Requirement is a set of schemes that a request meets together.
type Requirement []Need

// Need is one scheme of a requirement, and the scopes that are needed.
type Need struct {
	Scheme *Scheme
	Scopes []string
}

// Places of parameters.
const (
	InPath   = "path"
	InQuery  = "query"
	InHeader = "header"
	InCookie = "cookie"
)

// Parameter is a parameter of an operation outside its body.
type Parameter struct {
	Name, In    string
	Place       Place // where the document declares it
	Description string
	Required    bool
	Deprecated  bool
	Style       string // in OpenAPI's terms; "" for the default of the place
	Explode     bool
	JSON        bool // the value is sent as JSON
	Reserved    bool // reserved characters are sent unescaped
	Spelled     bool // the document has an explicit style or explode
	Schema      *Schema
	Example     *Value    // nil if the document has none
	Examples    []Example // with their keys, including Example
}

// Exploded reports whether a list is spread over several parameters with the name by
// default.
func (p *Parameter) Exploded() bool {
	return p.Style == "form" || p.Style == "" && (p.In == InQuery || p.In == InCookie)
}

// Body is the body of an operation.
type Body struct {
	Media       string   // such as application/json
	Accepts     []string // all media types in the document, including Media
	Description string
	Schema      *Schema
	// Schemas are those of further JSON media types that have their own, by media type in
	// lower case and without parameters.
	Schemas  map[string]*Schema
	Required bool
	Example  *Value
	Examples []Example // all of its media type, Example first
	// Inferred reports that the document declares no body: this one comes from the
	// resource's schema.
	Inferred bool
	// Encodings are the encodings of a form's fields, by name, if the document has them.
	Encodings map[string]Encoding
}

// Encoding is how a form's field is sent.
type Encoding struct {
	Media  string // of a field of its own media type; may list several, or a range
	Style  string // in OpenAPI's terms; "" for the form's default
	Joined bool   // the items of a list are one field, not one each
}

// Media types of forms.
const (
	MediaForm      = "application/x-www-form-urlencoded"
	MediaMultipart = "multipart/form-data"
)

// IsForm reports whether the body is a form.
func (b *Body) IsForm() bool {
	media := strings.ToLower(b.Media)
	return strings.HasPrefix(media, MediaForm) || strings.HasPrefix(media, "multipart/")
}

// IsJSON reports whether a media type is JSON or based on it (RFC 6838, section 4.2.8).
func IsJSON(media string) bool {
	media, _, _ = strings.Cut(strings.ToLower(media), ";")
	media = strings.TrimSpace(media)
	return media == "application/json" || strings.HasSuffix(media, "+json") || media == "text/json"
}

// IsXML reports whether a media type is XML or based on it (RFC 7303, section 4).
func IsXML(media string) bool {
	media, _, _ = strings.Cut(strings.ToLower(media), ";")
	media = strings.TrimSpace(media)
	return media == "application/xml" || media == "text/xml" || strings.HasSuffix(media, "+xml")
}

// IsBinary reports whether a media type is one of those common in documents whose
// content is bytes and not text.
func IsBinary(media string) bool {
	media = strings.ToLower(media)
	for _, prefix := range []string{
		"image/", "audio/", "video/", "font/", "application/octet-stream", "application/pdf",
		"application/zip", "application/gzip", "application/vnd.ms-", "application/vnd.openxmlformats-",
	} {
		if strings.HasPrefix(media, prefix) {
			return true
		}
	}
	return false
}

// Segments returns the parts of a path between its slashes.
func Segments(path string) []string {
	return strings.Split(strings.Trim(path, "/"), "/")
}

var inBraces = lazy.Regexp{Expr: `\{([^{}]+)\}`}

// ParameterNames returns the names of the parameters in a path, duplicates included.
func ParameterNames(path string) []string {
	var names []string
	for _, m := range inBraces.Get().FindAllStringSubmatch(path, -1) {
		names = append(names, m[1])
	}
	return names
}

// IsParameter reports whether a segment of a path is or contains a parameter.
func IsParameter(segment string) bool { return strings.Contains(segment, "{") }

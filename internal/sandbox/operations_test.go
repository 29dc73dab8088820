package sandbox_test

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/sample"
	"github.com/postwright/postwright/collection/synthetic"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/internal/sandbox"
	"github.com/postwright/postwright/templates"
)

// played is a sandbox of an embedded template, with a token for all scopes.
type played struct {
	browser
	template *template.Template
	token    string
	prefix   string // of the operations' paths
	maker    *synthetic.Maker
}

// id returns the ID of the n-th record that an operation's path addresses.
func (p played) id(o *api.Operation, n int) string {
	resource := p.maker.PathVariable(o, &api.Parameter{Name: "id"}).Resource
	if resource == "" {
		resource = p.maker.Resource(o)
	}
	return p.maker.ID(resource, n).Text
}

// playEmbedded starts a sandbox for each embedded template that has one.
func playEmbedded(t *testing.T) []played {
	t.Helper()
	var all []played
	for _, name := range templates.Names() {
		tpl, err := template.Embedded(name)
		if err != nil {
			t.Fatal(err)
		}
		if tpl.Sandbox == nil {
			continue
		}
		if err := template.EmbeddedAPI(tpl); err != nil {
			t.Fatal(err)
		}
		s, err := sandbox.New(tpl, sandbox.Options{})
		if err != nil {
			t.Fatal(err)
		}
		b := browser{t, s}
		text, err := b.Environment(t.Context(), "http://127.0.0.1:1", "/tmp/sample.pdf")
		if err != nil {
			t.Fatal(err)
		}
		values, _ := environment(t, text)
		all = append(all, played{b, tpl, values[tpl.Sandbox.Variables.AccessToken], "", synthetic.Of(tpl)})
	}
	if len(all) == 0 {
		t.Fatal("no template has a sandbox")
	}
	return all
}

// try is a request to an operation that has not been sent yet.
type try struct {
	operation *api.Operation
	id        string // of the record in the path
	query     url.Values
	header    http.Header
	body      *api.Value
	raw       string // instead of body
}

// valid returns a request that the document allows.
func (p played) valid(o *api.Operation) try {
	r := try{operation: o, id: p.id(o, 1), query: url.Values{}, header: http.Header{}}
	for _, q := range o.Parameters {
		if q.In == api.InQuery && q.Required {
			r.query.Set(q.Name, p.parameter(o, q))
		}
	}
	for _, one := range o.OneOf {
		for _, q := range o.Parameters {
			if q.Name == one[0] {
				r.query.Set(q.Name, p.parameter(o, q))
			}
		}
	}
	if o.Body != nil && !o.Reads() {
		r.body = &api.Value{Kind: api.Object}
		if made := sample.Of(o.Body.Schema, sample.Options{}); made != nil {
			r.body = made
		}
		if o.Method == "PUT" || o.Method == "PATCH" {
			r.body = member(r.body, "id", nil) // the record's own, unchanged
		}
	}
	return r
}

// parameter returns a value of a parameter: a record's ID if it refers to
// one, or a value that the schema allows.
func (p played) parameter(o *api.Operation, q *api.Parameter) string {
	if post := p.template.API.Operation("POST", o.Path); o.Method == "GET" && post != nil && strings.Contains(o.Path, "_list") {
		a := p.do(p.valid(post))
		if id := value(p.t, a.body).Member(q.Name); id != nil {
			return id.Text
		}
	}
	if strings.EqualFold(q.Name, "id") {
		return p.id(o, 1)
	}
	if v := sample.Of(q.Schema, sample.Options{}); v != nil {
		return v.Text
	}
	return "x"
}

// do sends a request.
func (p played) do(r try) answer {
	path := p.prefix + r.operation.Path
	for _, name := range api.ParameterNames(path) {
		path = strings.ReplaceAll(path, "{"+name+"}", url.PathEscape(r.id))
	}
	if len(r.query) > 0 {
		path += "?" + r.query.Encode()
	}
	body, media := r.raw, "application/json"
	switch {
	case body != "" || r.body == nil:
	case r.operation.Body.Media == api.MediaMultipart:
		body, media = multipartOf(r.body, r.operation.Body)
	default:
		body = r.body.JSON("")
	}
	request := httptest.NewRequest(r.operation.Method, path, strings.NewReader(body))
	request.Header.Set("Authorization", "Bearer "+p.token)
	if body != "" {
		request.Header.Set("Content-Type", media)
	}
	for name, values := range r.header {
		request.Header[name] = values
	}
	return p.send(request)
}

// multipartOf writes an object as a form of several parts.
func multipartOf(v *api.Value, b *api.Body) (text, media string) {
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	flat := sample.Flat(b.Schema)
	for _, member := range v.Members {
		i := slices.IndexFunc(flat.Properties, func(p api.Property) bool { return p.Name == member.Name })
		if i >= 0 && sample.Flat(flat.Properties[i].Schema).Format == "binary" {
			part, _ := w.CreateFormFile(member.Name, "a.pdf")
			fmt.Fprint(part, "%PDF-1.4 {{not_a_variable}}")
			continue
		}
		text := member.Value.Text
		if member.Value.Kind == api.List || member.Value.Kind == api.Object {
			text = member.Value.JSON("")
		}
		_ = w.WriteField(member.Name, text)
	}
	_ = w.Close()
	return form.String(), w.FormDataContentType()
}

// fits checks that an answer's body matches the operation's document.
func (a answer) fits(t *testing.T, o *api.Operation) {
	t.Helper()
	if a.code == 204 || o.Answer() == nil {
		return
	}
	if v := value(t, a.body); !sample.Fits(v, o.Answer()) {
		t.Errorf("%s is answered with %.400s", o, a.body)
	}
}

// TestEveryOperation: every operation of every template answers a valid
// request with a status and a body that the document declares.
func TestEveryOperation(t *testing.T) {
	for _, p := range playEmbedded(t) {
		p.get(p.template.Sandbox.CurrentUser, p.token).check(t, 200)
		tried := map[string]int{}
		// Deletions come last: the other operations need the records.
		operations := slices.Clone(p.template.API.Operations)
		last := func(o *api.Operation) int {
			if o.Method == "DELETE" && strings.HasSuffix(o.Path, "}") {
				return 1
			}
			return 0
		}
		slices.SortStableFunc(operations, func(a, b *api.Operation) int { return last(a) - last(b) })
		for _, o := range operations {
			a := p.do(p.valid(o))
			declared := o.SuccessStatus()
			if declared != "" && strconv.Itoa(a.code) != declared || declared == "" && (a.code < 200 || a.code > 299) {
				t.Errorf("%s is answered with %d %.300s, want %q", o, a.code, a.body, declared)
				continue
			}
			a.fits(t, o)
			tried[o.Method]++
		}
		t.Logf("%s: %v", p.template.Name, tried)
	}
}

// TestEveryScope: a token without a needed scope is refused, and the answer
// names the scope.
func TestEveryScope(t *testing.T) {
	for _, p := range playEmbedded(t) {
		narrow := map[string]played{}
		for _, o := range p.template.API.Operations {
			if len(o.Scopes) == 0 {
				continue
			}
			missing := o.Scopes[0]
			limited, known := narrow[missing]
			if !known {
				limited = p
				limited.token = p.tokenWithout(missing)
				narrow[missing] = limited
			}
			a := limited.do(p.valid(o))
			if a.code != 403 || !strings.Contains(a.body, missing) {
				t.Errorf("%s without %s is answered with %d %.200s", o, missing, a.code, a.body)
			}
		}
	}
}

// tokenWithout returns a token that has all scopes but one.
func (p played) tokenWithout(scope string) string {
	p.t.Helper()
	var values = map[string]string{}
	for _, a := range p.template.Auth.Attributes {
		values[a.Key] = fmt.Sprint(a.Value)
	}
	path := func(key string) string {
		u, err := url.Parse(values[key])
		if err != nil {
			p.t.Fatal(err)
		}
		return u.Path
	}
	scopes := slices.DeleteFunc(p.template.ScopeNames(), func(name string) bool { return name == scope })
	a := p.post(path("authUrl"), "response_type=code", "client_id="+sandbox.ClientID, "redirect_uri="+values["redirect_uri"],
		"scope="+strings.Join(scopes, " "), "decision=authorize", "user=user-1")
	to, err := url.Parse(a.header.Get("Location"))
	if err != nil || to.Query().Get("code") == "" {
		p.t.Fatal(a.code, a.body, err)
	}
	return p.post(path("accessTokenUrl"), "grant_type=authorization_code", "code="+to.Query().Get("code"), "redirect_uri="+values["redirect_uri"],
		"client_id="+sandbox.ClientID, "client_secret="+sandbox.ClientSecret).tokens(p.t).Access
}

// TestMethods: an unsupported method is refused with the methods that the
// path supports.
func TestMethods(t *testing.T) {
	for _, p := range playEmbedded(t) {
		for _, o := range p.template.API.Operations {
			path := strings.NewReplacer("{id}", "1002").Replace(o.Path)
			a := p.send(httptest.NewRequest("TRACE", path, nil))
			if a.code != 405 || !strings.Contains(a.header.Get("Allow"), o.Method) {
				t.Errorf("TRACE %s is answered with %d, Allow: %s", path, a.code, a.header.Get("Allow"))
			}
			p.send(httptest.NewRequest(o.Method, "/nothing"+path, nil)).check(t, 404)
		}
	}
}

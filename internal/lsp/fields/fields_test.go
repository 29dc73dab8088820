package fields

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/internal/testkit"
)

// TestPlaces: ‸ marks a place in a YAML text.
func TestPlaces(t *testing.T) {
	for text, want := range map[string]string{
		"‸":                             "key",
		"$kind: http-request\nme‸":      "key of [] with $kind=http-request",
		"method: GET\nur‸l: x\nname: n": "key url of [] with method=GET name=n",
		"method: G‸ET\n":                "value method of [] with",
		"method: ‸\n":                   "value method of [] with",
		"auth:\n  type: bearer\n  cr‸":  "key of [auth] with type=bearer",
		"auth:\n  type: bearer\n  credentials:\n    - key: to‸ken\n      value: x\n": "value key of [auth credentials 0] with value=x",
		"auth:\n  credentials:\n  - key: scope\n    value: a ‸b\n  type: oauth2":     "value value of [auth credentials 0] with key=scope",
		"headers:\n  - key: A\n    value: b\n  - ‸\n":                                "key of [headers 0] with",
		"headers:\n  - key: A\n    ‸\n":                                              "key of [headers 0] with key=A",
		"headers:\n- key: A\n  val‸ue: 1":                                            "key value of [headers 0] with key=A",
		"scripts:\n  - type: afterResponse\n    code: |-\n      pm.‸\n":              "text key of [scripts 0 code] with",
		"a:\n  b: 1\nc:\n  # d\n\n  ‸":                                               "key of [c] with",
	} {
		offset := strings.Index(text, "‸")
		p := PlaceOf(strings.Replace(text, "‸", "", 1), offset)
		got := "value"
		if p.OnKey {
			got = "key"
		}
		if p.Text {
			got = "text " + got
		}
		if p.Key != "" {
			got += " " + p.Key
		}
		var steps, members []string
		for _, s := range p.Path {
			steps = append(steps, s.Key)
		}
		for key, value := range p.Members {
			members = append(members, " "+key+"="+value)
		}
		sort.Strings(members)
		got += fmt.Sprintf(" of %v with%s", steps, strings.Join(members, ""))
		if want == "key" {
			want = "key of [] with"
		}
		if got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// TestFields: the schemas say which fields a place may have.
func TestFields(t *testing.T) {
	names := func(all []Field) string {
		var list []string
		for _, f := range all {
			list = append(list, f.Name)
		}
		slices.Sort(list)
		return strings.Join(list, " ")
	}
	request := V3("httpRequest")
	for _, c := range []struct {
		schema  Schema
		path    []Step
		members map[string]string
		want    string
	}{
		{request, []Step{{Key: "headers"}, {Key: "0"}}, nil, "$type description disabled key value"},
		{request, []Step{{Key: "scripts"}, {Key: "0"}}, nil, "code language packages requests type"},
		{Configuration(), []Step{{Key: "ignore"}, {Key: "0"}}, nil, "files item pointer reason rule"},
		{Environment(), []Step{{Key: "values"}, {Key: "0"}}, nil, "enabled key type value"},
		{Collection(), []Step{{Key: "info"}}, nil, "_collection_link _exporter_id _postman_id createdAt description fork isPublic lastUpdatedBy name owner schema uid updatedAt version"},
	} {
		if got := names(c.schema.Fields(c.path, c.members)); got != c.want {
			t.Errorf("%v has %q, want %q", c.path, got, c.want)
		}
	}
	d := testkit.Parse(t, `{"item": [{"name": "x", "request": {"method": "GET", "header": [{"key": "A"}]}}]}`)
	f, ok := Collection().Field(PathOf(d.Lookup("/item/0/request/header/0/key")))
	if !ok || f.Title == "" {
		t.Errorf("%+v", f)
	}
	f, ok = request.Field([]Step{{Key: "order"}})
	if !ok || !strings.HasPrefix(f.Description, "Position among") {
		t.Errorf("%+v", f)
	}
	if f, ok = Configuration().Field([]Step{{Key: "profile"}}); !ok || !slices.Contains(f.Words, "strict") {
		t.Errorf("%+v", f)
	}
	if _, ok = request.Field([]Step{{Key: "none"}}); ok {
		t.Error("the schema knows anything")
	}
	if PathOf(jsontree.Node{}) != nil {
		t.Error("nothing has a path")
	}
}

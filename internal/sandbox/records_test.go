package sandbox_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/api"
)

type listPage struct {
	List []struct {
		ID   int
		Name string
	}
	Earlier string
	Later   *string
}

func (a answer) page(t *testing.T) listPage {
	t.Helper()
	var p listPage
	a.check(t, 200)
	if err := json.Unmarshal([]byte(a.body), &p); err != nil {
		t.Fatal(err)
	}
	return p
}

// TestPages follows a list's cursors forward and back.
func TestPages(t *testing.T) {
	b := clinic(t)
	token := b.signIn().Access
	for _, c := range []struct {
		size  string
		pages []int
	}{{"", []int{2, 2, 1}}, {"3", []int{3, 2}}, {"5", []int{5}}, {"100", []int{5}}, {"1", []int{1, 1, 1, 1, 1}}} {
		address := "http://clinic.test/v2/records?state=new"
		if c.size != "" {
			address += "&count=" + c.size
		}
		next := 1001
		for i, want := range c.pages {
			if !strings.Contains(address, "state=new") {
				t.Errorf("%s lost a parameter", address)
			}
			p := b.get(address, token).page(t)
			if len(p.List) != want {
				t.Errorf("size %q: page %d has %d records, want %d", c.size, i+1, len(p.List), want)
			}
			for _, record := range p.List {
				if record.ID != next || record.Name == "" {
					t.Errorf("record %+v, want id %d", record, next)
				}
				next++
			}
			if (p.Earlier != "") != (i > 0) || (p.Later != nil) != (i < len(c.pages)-1) {
				t.Errorf("size %q, page %d: neighbours %q, %v", c.size, i+1, p.Earlier, p.Later)
			}
			if i == len(c.pages)-1 && i > 0 {
				if back := b.get(p.Earlier, token).page(t); back.List[len(back.List)-1].ID != p.List[0].ID-1 {
					t.Errorf("back from %d is %d", p.List[0].ID, back.List[0].ID)
				}
			}
			if p.Later != nil {
				address = *p.Later
			}
		}
	}
	for _, wrong := range []string{"count=0", "count=101", "count=x", "count=-1"} {
		b.get("/v2/records?"+wrong, token).check(t, 400, "count is a number from 1 to 100")
	}
	for _, wrong := range []string{"after=x", "after=!", "after=cmVjb3JkLTk5OTk5", "after=cmVjb3JkLS0x"} {
		b.get("/v2/records?"+wrong, token).check(t, 400, "after")
	}
}

// TestRecord: a record is found by its ID, and has no write-only field.
func TestRecord(t *testing.T) {
	b := clinic(t)
	token := b.signIn("scope=").Access
	a := b.get("/v2/records/1004", token)
	a.check(t, 200, `"id":1004`, `"state":"new"`, `"day":"`)
	if strings.Contains(a.body, "password") {
		t.Errorf("a write-only field is answered: %s", a.body)
	}
	b.get("/v2/records/none", token).check(t, 404, "/v2/records/none", "such as 1001")
	var whole []struct{ ID int }
	if err := json.Unmarshal([]byte(b.get("/v2/secrets", token).body), &whole); err != nil || len(whole) != 5 || whole[4].ID != 1005 {
		t.Errorf("%v, %v", whole, err)
	}
	b.get("/v2/open", token).check(t, 200, "{}")
}

// value reads JSON as a schema's value.
func value(t testing.TB, text string) *api.Value {
	t.Helper()
	var v any
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return valueOf(v)
}

func valueOf(v any) *api.Value {
	switch v := v.(type) {
	case nil:
		return &api.Value{Kind: api.Null}
	case bool:
		if v {
			return &api.Value{Kind: api.Bool, Text: "true"}
		}
		return &api.Value{Kind: api.Bool, Text: "false"}
	case json.Number:
		return &api.Value{Kind: api.Number, Text: v.String()}
	case string:
		return &api.Value{Kind: api.String, Text: v}
	case []any:
		list := &api.Value{Kind: api.List}
		for _, item := range v {
			list.Items = append(list.Items, valueOf(item))
		}
		return list
	}
	object := &api.Value{Kind: api.Object}
	for name, member := range v.(map[string]any) {
		object.Members = append(object.Members, api.Member{Name: name, Value: valueOf(member)})
	}
	return object
}

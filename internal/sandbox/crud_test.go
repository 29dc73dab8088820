package sandbox_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestLife follows a record from creation to deletion.
func TestLife(t *testing.T) {
	b := clinic(t)
	token := b.signIn("scope=").Access
	made := b.write("POST", "/v2/records", token, `{"name": "Kim", "state": "old", "password": "hidden", "parts": [{"size": 1.5}]}`)
	made.check(t, 201, `"id":1006`, `"name":"Kim"`, `"state":"old"`, `"size":1.5`)
	if strings.Contains(made.body, "hidden") || strings.Contains(made.body, `"born"`) {
		t.Errorf("answers %s", made.body)
	}
	b.get("/v2/records/1006", token).check(t, 200, `"name":"Kim"`)
	b.get("/v2/records?name=kim", token).check(t, 200, `"name":"Kim"`)
	b.write("PATCH", "/v2/records/1006", token, `{"born": 1950}`).check(t, 200, `"born":1950`, `"name":"Kim"`)
	b.write("PATCH", "/v2/records/1006", token, `{}`).check(t, 200, `"born":1950`, `"name":"Kim"`)
	b.write("PATCH", "/v2/records/1006", token, ``).check(t, 200, `"born":1950`)
	b.write("PUT", "/v2/records/1006", token, `{"id": 1006, "name": "Lee"}`).check(t, 204)
	replaced := b.get("/v2/records/1006", token)
	replaced.check(t, 200, `"id":1006`, `"name":"Lee"`)
	if strings.Contains(replaced.body, "1950") || strings.Contains(replaced.body, "old") {
		t.Errorf("replaced, and still %s", replaced.body)
	}
	b.write("DELETE", "/v2/records/1006", token, "").check(t, 204)
	b.get("/v2/records/1006", token).check(t, 404)
	b.write("DELETE", "/v2/records/1006", token, "").check(t, 404)
	b.write("PUT", "/v2/records/1006", token, `{"name": "Lee"}`).check(t, 404)
	b.write("POST", "/v2/records", token, `{"name": "Kim"}`).check(t, 201, `"id":1007`)
	b.get("/v2/records/1003", token).check(t, 200)
}

// TestActions: an action needs an existing record.
func TestActions(t *testing.T) {
	b := clinic(t)
	token := b.signIn("scope=").Access
	b.write("POST", "/v2/records/1001/send", token, "").check(t, 202)
	b.write("POST", "/v2/records/9/send", token, "").check(t, 404, "/records/9")
	b.get("/v2/records/1001/notes", token).check(t, 200, `"id":1001`)
	b.get("/v2/records/9/notes", token).check(t, 404)
}

// TestBatches: a batch is started by POST, and GET answers with its ID.
func TestBatches(t *testing.T) {
	b := clinic(t)
	token := b.signIn("scope=").Access
	started := b.write("POST", "/v2/batches", token, "")
	started.check(t, 201)
	var batch struct {
		Job     string
		Results []any
	}
	if err := json.Unmarshal([]byte(started.body), &batch); err != nil || len(batch.Job) != 36 || batch.Results != nil {
		t.Fatalf("%v: %s", err, started.body)
	}
	a := b.get("/v2/batches?job="+batch.Job, token)
	a.check(t, 200, batch.Job)
	if err := json.Unmarshal([]byte(a.body), &batch); err != nil || len(batch.Results) == 0 {
		t.Errorf("%v: %s", err, a.body)
	}
	if again := b.write("POST", "/v2/batches", token, ""); strings.Contains(again.body, batch.Job) {
		t.Errorf("two batches have one ID: %s", again.body)
	}
	b.get("/v2/batches?job=other", token).check(t, 404)
	b.get("/v2/batches", token).check(t, 400, "job")
}

// TestNamedByQuery: there is one record for each value of the parameters that
// identify it.
func TestNamedByQuery(t *testing.T) {
	b := clinic(t)
	token := b.signIn("scope=").Access
	b.get("/v2/pad?owner=3", token).check(t, 200, `"owner":3`)
	b.write("PUT", "/v2/pad?owner=3", token, `{"text": "mine"}`).check(t, 200)
	b.get("/v2/pad?owner=3", token).check(t, 200, `"owner":3`, `"text":"mine"`)
	if a := b.get("/v2/pad?owner=4", token); a.code != 200 || strings.Contains(a.body, "mine") || !strings.Contains(a.body, `"owner":4`) {
		t.Errorf("%d %s", a.code, a.body)
	}
}

// TestFiles: an uploaded file is read and discarded, and the record has a URL
// for it.
func TestFiles(t *testing.T) {
	b := clinic(t)
	token := b.signIn("scope=").Access
	upload := func(name string, size int, fields map[string]string) answer {
		var form bytes.Buffer
		w := multipart.NewWriter(&form)
		for field, value := range fields {
			if err := w.WriteField(field, value); err != nil {
				t.Fatal(err)
			}
		}
		if name != "" {
			part, err := w.CreateFormFile("file", name)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprint(part, strings.Repeat("x", size))
		}
		_ = w.Close()
		r := httptest.NewRequest("POST", "/v2/files", &form)
		r.Header.Set("Authorization", "Bearer "+token)
		r.Header.Set("Content-Type", w.FormDataContentType())
		return b.send(r)
	}
	upload("../scan 1.pdf", 3<<20, map[string]string{"pages": "2", "kind": "scan"}).
		check(t, 201, `"file":"http://example.com/files/3145728-bytes/scan%201.pdf"`, `"pages":2`, `"kind":"scan"`)
	upload("", 0, map[string]string{"pages": "2"}).check(t, 400, `"file":["This field is required."]`)
	upload("", 0, map[string]string{"file": "text"}).check(t, 400, `"file"`, "send it as a file")
	upload("a.pdf", 1, map[string]string{"pages": "two"}).check(t, 400, `"pages"`, "integer")
	upload("a.pdf", 1, map[string]string{"kind": "letter"}).check(t, 400, `"kind"`, "scan")
	upload("a.pdf", 1, map[string]string{"kind": "{{kind}}"}).check(t, 400, "{{kind}}")
	upload("a.pdf", 33<<20, nil).check(t, 413)
	b.write("POST", "/v2/files", token, `{"pages": 2}`).check(t, 400, `"file"`)
	r := httptest.NewRequest("POST", "/v2/files", strings.NewReader("--x"))
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", "multipart/form-data")
	b.send(r).check(t, 400, "boundary")
}

// TestInvalid: each error in a body is reported, with its place.
func TestInvalid(t *testing.T) {
	b := clinic(t)
	token := b.signIn("scope=").Access
	for body, says := range map[string][]string{
		`{}`:                                 {`"name":["This field is required."]`},
		`{"nmae": "Kim"}`:                    {`"nmae"`, "There is no such field", "name", `"name":["This field is required."]`},
		`{"name": 5}`:                        {`"name"`, "must be string, not number 5"},
		`{"name": null}`:                     {`"name"`, "not null."},
		`{"name": "Kim", "name": "Lee"}`:     {`"name"`, "sent twice"},
		`{"name": "K", "state": "lost"}`:     {`"state"`, `one of \"new\", \"old\"`},
		`{"name": "K", "day": "tomorrow"}`:   {`"day"`, "string (date)"},
		`{"name": "K", "born": 1800}`:        {`"born"`, "at least 1900"},
		`{"name": "K", "born": 1900.5}`:      {`"born"`, "integer"},
		`{"name": "K", "id": 4}`:             {`"id"`, "read-only"},
		`{"name": "K", "parts": [{}]}`:       {`"parts[0].size"`, "required"},
		`{"name": "K", "parts": {}}`:         {`"parts"`, "must be array, not object"},
		`{"name": "K", "parts": [{"a": 1}]}`: {`"parts[0].a"`},
		`{"name": "{{name}}"}`:               {`{{name}} in the body`},
		`{"name": `:                          {"not JSON"},
		`[]`:                                 {"JSON object, not array"},
	} {
		b.write("POST", "/v2/records", token, body).check(t, 400, says...)
	}
	b.write("PATCH", "/v2/records/1001", token, `{"id": 1002}`).check(t, 400, `"id"`, "read-only")
	b.write("PATCH", "/v2/records/1001", token, `{"id": 1001.0}`).check(t, 200)
	b.write("PATCH", "/v2/records/1001", token, `{"name": null}`).check(t, 400, `"name"`)
	b.write("PUT", "/v2/records/1001", token, ``).check(t, 400, "needs a body")
	b.write("PUT", "/v2/records/1001", token, `{{target_record}}`).check(t, 400, "{{target_record}} in the body")
	b.write("POST", "/v2/records", token, strings.Repeat(" ", 300<<10)).check(t, 413)
	r := form("/v2/records", "name=Kim")
	r.Header.Set("Authorization", "Bearer "+token)
	b.send(r).check(t, 400, "takes JSON, not a form")
	b.get("/v2/records?state=lost", token).check(t, 400, `"state"`)
	b.get("/v2/records?born=x", token).check(t, 400, `"born"`)
	b.get("/v2/records?born=1&unknown=x", token).check(t, 200, `"list":[]`)
	r = httptest.NewRequest("GET", "/v2/records", nil)
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("X-Clinic-Version", "v9")
	b.send(r).check(t, 400, "v9", "v1, v2")
	r.Header.Set("X-Clinic-Version", "v2")
	b.send(r).check(t, 200)
	unset := httptest.NewRequest("GET", "/v2/records/%7B%7Brecord_id%7D%7D", nil)
	b.send(unset).check(t, 400, "{{record_id}} in the path")
	b.get("/v2/records/:id", token).check(t, 400, ":id in the path")
}

// TestFull: memory is limited, and a client that reaches the limit gets an
// error.
func TestFull(t *testing.T) {
	b := clinic(t)
	token := b.signIn("scope=").Access
	made := 0
	for ; made < 1_000; made++ {
		if a := b.write("POST", "/v2/records", token, `{"name": "Kim"}`); a.code != 201 {
			a.check(t, 507, "1000 records", "delete some")
			break
		}
	}
	if made != 995 {
		t.Errorf("%d records were created", made)
	}
	b.write("DELETE", "/v2/records/1003", token, "").check(t, 204)
	b.write("POST", "/v2/records", token, `{"name": "Kim"}`).check(t, 201)
	if testing.Short() {
		return
	}
	// Bytes count, too: this is about 70 MB.
	b = clinic(t)
	token = b.signIn("scope=").Access
	large := `{"name": "` + strings.Repeat("x", 200<<10) + `"}`
	full := false
	for range 350 {
		a := b.write("POST", "/v2/records", token, large)
		if a.code != 201 {
			a.check(t, 507, "64 MB")
			full = true
			break
		}
	}
	if !full {
		t.Error("there is no end")
	}
	b.get("/v2/records/1001", token).check(t, 200)
}

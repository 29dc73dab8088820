package clients

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/v3"
)

// TestV3Sent: what the Postman CLI would send differently from a folder as migrate lays it
// out, it sends the same from ours; where no folder can say it, convert reports a loss.
func TestV3Sent(t *testing.T) {
	requireNode(t)
	server := record(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	const (
		query  = `"query": [{"key": "a", "value": "1"}, {"key": "b", "value": "2"}]`
		script = `"event": [{"listen": "prerequest", "script": {"exec": ["CODE"]}}], `
	)
	cases := map[string]struct {
		request string // the members beside the name; URL is the address of the request
		loss    string // what convert says; "" if the same is sent
		same    bool   // whether the same is sent
	}{
		"empty-raw":       {`"request": {"method": "GET", "url": "URL", "body": {"mode": "raw", "raw": ""}}`, "left out", true},
		"empty-json":      {`"request": {"method": "POST", "url": "URL", "body": {"mode": "raw", "raw": "", "options": {"raw": {"language": "json"}}}}`, "left out", true},
		"empty-form":      {`"request": {"method": "POST", "url": "URL", "body": {"mode": "urlencoded", "urlencoded": []}}`, "left out", true},
		"empty-parts":     {`"request": {"method": "POST", "url": "URL", "body": {"mode": "formdata", "formdata": []}}`, "", true},
		"empty-file":      {`"request": {"method": "POST", "url": "URL", "body": {"mode": "file", "file": {}}}`, "", true},
		"empty-typed":     {`"request": {"method": "POST", "url": "URL", "header": [{"key": "content-type", "value": "text/csv"}], "body": {"mode": "raw", "raw": ""}}`, "", true},
		"empty-untyped":   {`"protocolProfileBehavior": {"disabledSystemHeaders": {"content-type": true}}, "request": {"method": "POST", "url": "URL", "body": {"mode": "raw", "raw": ""}}`, "", true},
		"blank":           {`"request": {"method": "POST", "url": "URL", "body": {"mode": "raw", "raw": " \r\n"}}`, "", true},
		"body-of-get":     {`"request": {"method": "GET", "url": "URL", "body": {"mode": "raw", "raw": "x"}}`, "v3 sends the body of a GET request", false},
		"all-off":         {`"request": {"method": "POST", "url": "URL", "body": {"mode": "urlencoded", "urlencoded": [{"key": "a", "value": "b", "disabled": true}]}}`, "switched off", false},
		"all-parts-off":   {`"request": {"method": "POST", "url": "URL", "body": {"mode": "formdata", "formdata": [{"key": "a", "value": "b", "disabled": true}]}}`, "switched off", false},
		"no-file":         {`"request": {"method": "POST", "url": "URL", "body": {"mode": "formdata", "formdata": [{"key": "f", "type": "file", "src": ""}]}}`, "does not send the request", false},
		"no-files":        {`"request": {"method": "POST", "url": "URL", "body": {"mode": "formdata", "formdata": [{"key": "a", "value": "b"}, {"key": "f", "type": "file", "src": []}]}}`, "leaves the field out", false},
		"no-file-but-off": {`"request": {"method": "POST", "url": "URL", "body": {"mode": "formdata", "formdata": [{"key": "a", "value": "b"}, {"key": "f", "type": "file", "src": "", "disabled": true}]}}`, "", true},
		"remove":          {strings.Replace(script, "CODE", `pm.request.url.query.remove('a')`, 1) + `"request": {"method": "GET", "url": {"raw": "URL?a=1&b=2", ` + query + `}}`, "", true},
		"upsert":          {strings.Replace(script, "CODE", `pm.request.url.query.upsert({key: 'a', value: '9'})`, 1) + `"request": {"method": "GET", "url": {"raw": "URL?a=1&b=2", ` + query + `}}`, "", true},
		"remove-by-name":  {strings.Replace(script, "CODE", `pm.request.removeQueryParams('a')`, 1) + `"request": {"method": "GET", "url": {"raw": "URL?a=1&b=2", ` + query + `}}`, "", true},
		"assign":          {strings.Replace(script, "CODE", `pm.request.url = pm.request.url.toString().split('?')[0]`, 1) + `"request": {"method": "GET", "url": {"raw": "URL?a=1&b=2", ` + query + `}}`, "", true},
		"remove-described": {strings.Replace(script, "CODE", `pm.request.url.query.remove('a')`, 1) + `"request": {"method": "GET", "url": {"raw": "URL?a=1", "query": [{"key": "a", "value": "1", "description": "why"}]}}`,
			"even if a script", false},
		"off":    {`"request": {"method": "GET", "url": {"raw": "URL?b=2", "query": [{"key": "a", "value": "1", "disabled": true}, {"key": "b", "value": "2"}]}}`, "", true},
		"around": {`"item": [{"name": "inside", "request": {"method": "GET", "url": {"raw": "URL?a=1&b=2", ` + query + `}}}], ` + strings.Replace(script, "CODE", `pm.request.url.query.clear()`, 1) + `"description": "d"`, "", true},
	}
	var items []string
	for _, name := range slices.Sorted(maps.Keys(cases)) {
		address := server.URL + "/" + name
		at, _ := url.Parse(address)
		parts, _ := json.Marshal(map[string]any{"protocol": "http", "host": strings.Split(at.Hostname(), "."), "port": at.Port(), "path": []string{name}})
		item := strings.ReplaceAll(cases[name].request, `{"raw": "URL`, string(parts[:len(parts)-1])+`, "raw": "URL`)
		items = append(items, `{"name": "`+name+`", `+strings.ReplaceAll(item, "URL", address)+`}`)
	}
	file, folder, losses := inBothFormats(t, `{"info": {"name": "C", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [`+strings.Join(items, ",\n")+`]}`)
	fromJSON, fromFolder := byName(sendAndNote(t, server, file)), byName(sendAndNote(t, server, folder))
	for name, c := range cases {
		if fromJSON[name] == "" {
			t.Errorf("%s: nothing is sent from the JSON", name)
		}
		if same := fromJSON[name] == fromFolder[name]; same != c.same {
			t.Errorf("%s: the same is sent: %v, from the JSON %s, from the folder %s", name, same, fromJSON[name], fromFolder[name])
		}
		if said := messages(losses, name); !strings.Contains(said, c.loss) || c.loss == "" && said != "" {
			t.Errorf("%s: convert says %q, not %q", name, said, c.loss)
		}
	}
}

// byName returns what is sent to each path.
func byName(sent []string) map[string]string {
	all := map[string]string{}
	for _, s := range sent {
		_, path, _ := strings.Cut(s, " /")
		all[path[:strings.IndexAny(path, "? ")]] += s + "\n"
	}
	return all
}

// messages returns what the losses of an element and below say.
func messages(losses []v3.Loss, name string) string {
	var all []string
	for _, l := range losses {
		if l.Element[0] == name {
			all = append(all, l.Message)
		}
	}
	return strings.Join(all, "\n")
}

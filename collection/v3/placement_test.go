package v3_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/v3"
)

const (
	get     = "$kind: http-request\nurl: https://api.example.com/ping\n"
	answer  = "$kind: http-example\nresponse:\n  statusCode: 204\n  statusText: No Content\n  body:\n    type: text\n    content: \"\"\n"
	defined = "$kind: collection\nname: Clinic\n"
	named   = get + "examples: ./.resources/Get.resources/examples\n"
	inGet   = ".resources/Get.resources/examples/"
)

// TestPlanted: each fault of a file, its place or its name is found, at its line.
func TestPlanted(t *testing.T) {
	for name, c := range map[string]struct {
		files string
		want  string // the file, the line, the rule and the start of the message; "" for nothing
	}{
		"nothing":                {pack("Get.request.yaml", named, inGet+"ok.example.yaml", answer), ""},
		"slash at the end":       {pack("Get.request.yaml", get+"examples: .resources/Get.resources/examples/\n", inGet+"ok.example.yaml", answer), ""},
		"elsewhere":              {pack("Get.request.yaml", get+"examples: ./examples\n", inGet+"ok.example.yaml", answer), "Get.request.yaml:3 v3-unused-file the examples are not in"},
		"absolute":               {pack("Get.request.yaml", get+"examples: /examples\n", inGet+"ok.example.yaml", answer), "Get.request.yaml:3 v3-unused-file the path must be"},
		"out":                    {pack("Get.request.yaml", get+"examples: ./a/../../examples\n", inGet+"ok.example.yaml", answer), "Get.request.yaml:3 v3-unused-file the path leads out"},
		"backslashes":            {pack("Get.request.yaml", get+"examples: .\\.resources\\Get\n", inGet+"ok.example.yaml", answer), "Get.request.yaml:3 v3-unused-file the path has backslashes"},
		"no examples":            {pack("Get.request.yaml", named), "Get.request.yaml:3 v3-unused-file there are no examples"},
		"not named":              {pack("Get.request.yaml", get, inGet+"ok.example.yaml", answer), inGet + "ok.example.yaml:1 v3-unused-file the request"},
		"request inside":         {pack("Get.request.yaml", get, ".resources/X.request.yaml", get), ".resources/X.request.yaml:1 v3-unused-file a request inside"},
		"example outside":        {pack("Get.request.yaml", get, "ok.example.yaml", answer), "ok.example.yaml:1 v3-unused-file an example is not read here"},
		"example too high":       {pack("Get.request.yaml", get, ".resources/Get.resources/ok.example.yaml", answer), ".resources/Get.resources/ok.example.yaml:1 v3-unused-file an example is not read here"},
		"definition outside":     {pack("Get.request.yaml", get, "F/definition.yaml", defined), "F/definition.yaml:1 v3-unused-file a definition outside"},
		"definition too deep":    {pack("Get.request.yaml", get, ".resources/a/.resources/definition.yaml", defined), ".resources/a/.resources/definition.yaml:1 v3-unused-file a definition below"},
		"older layout":           {pack("Get.request.yaml", get, "collection.yaml", "$kind: collection\nitems: []\n"), "collection.yaml:1 v3-unused-file the file is of an older layout"},
		"another collection":     {pack("Get.request.yaml", get, "F/collection.yaml", "$kind: collection\nitems: []\n"), ""},
		"reserved":               {pack("Get.request.yaml", named, inGet+"nul.example.yaml", answer), inGet + "nul.example.yaml:1 v3-file-name Windows reserves"},
		"characters":             {pack("Get.request.yaml", named, inGet+"a?.example.yaml", answer), inGet + "a?.example.yaml:1 v3-file-name the name of the file"},
		"case":                   {pack("Get.request.yaml", named, inGet+"OK.example.yaml", answer, inGet+"ok.example.yaml", answer), inGet + "ok.example.yaml:1 v3-file-name the names"},
		"twins":                  {pack("Get.request.yaml", named, inGet+"ok.example.yaml", answer, inGet+"ok.example.yml", answer), inGet + "ok.example.yml:1 v3-file-name the file has a twin"},
		"dot":                    {pack("F./Get.request.yaml", get), "F./Get.request.yaml:1 v3-file-name Windows drops"},
		"blank":                  {pack("F /Get.request.yaml", get), "F /Get.request.yaml:1 v3-file-name Windows drops"},
		"long":                   {pack(strings.Repeat("d", 200)+"/"+strings.Repeat("ä", 20)+".request.yaml", get), strings.Repeat("d", 200) + "/" + strings.Repeat("ä", 20) + ".request.yaml:1 v3-file-name the path has 261 characters"},
		"not long":               {pack(strings.Repeat("d", 200)+"/"+strings.Repeat("ä", 19)+".request.yaml", get), ""},
		"type of a body":         {pack("Get.request.yaml", get+"body:\n  type: graphql\n  content: {}\n"), `Get.request.yaml:4 v3-schema "graphql" is not a type of a body`},
		"no type of a field":     {pack("Get.request.yaml", get+"body:\n  type: formdata\n  content:\n    - {key: a, value: b}\n"), `Get.request.yaml:6 v3-schema form field "a" has no "type"`},
		"type of a field":        {pack("Get.request.yaml", get+"body:\n  type: formdata\n  content:\n    - {type: flie, key: a}\n"), `Get.request.yaml:6 v3-schema "flie" is not a type of a form field; did you mean "file"?`},
		"protocol version":       {pack("Get.request.yaml", get+"settings:\n  protocolVersion: http3\n"), `Get.request.yaml:4 v3-schema "http3" is not a protocol version; did you mean`},
		"old type":               {pack("Get.request.yaml", get+"type: http\n"), `Get.request.yaml:3 v3-schema "type" is not supported beside "$kind"`},
		"old type of GraphQL":    {pack("Get.request.yaml", "$kind: graphql-request\nurl: a\ntype: x\n"), `Get.request.yaml:3 v3-schema "type" is not supported beside "$kind"`},
		"only the old type":      {pack("Get.request.yaml", "type: graphql\nurl: a\n"), `Get.request.yaml:1 v3-schema the file has no "$kind"`},
		"mode":                   {pack("Get.request.yaml", get+"mode: a\n"), `Get.request.yaml:3 v3-unknown-field "mode" is not a field of a request`},
		"type of an example":     {pack("Get.request.yaml", named, inGet+"ok.example.yaml", answer+"type: http\n"), inGet + `ok.example.yaml:8 v3-unknown-field "type" is not a field`},
		"no kind":                {pack("Get.request.yaml", get, ".resources/definition.yaml", "name: Clinic\n"), ".resources/definition.yaml:1 v3-schema the definition has no"},
		"no kind in a folder":    {pack("F/Get.request.yaml", get, "F/.resources/definition.yaml", "order: 1\n"), `F/.resources/definition.yaml:1 v3-unloadable the definition has no "$kind"`},
		"order of a folder":      {pack("F/Get.request.yaml", get, "F/.resources/definition.yaml", "$kind: collection\norder: first\n"), `F/.resources/definition.yaml:2 v3-unloadable "order" of the definition must be a number`},
		"order of the root":      {pack("Get.request.yaml", get, ".resources/definition.yaml", defined+"order: 2026-01-01\n"), `.resources/definition.yaml:3 v3-schema "order" of definition "Clinic" must be a number, not a date`},
		"variable of a folder":   {pack("F/Get.request.yaml", get, "F/.resources/definition.yaml", "$kind: collection\nvariables:\n  a: 5\n"), `F/.resources/definition.yaml:3 v3-schema "a" of the list of variables must be a string`},
		"summary":                {pack("Get.request.yaml", get, ".resources/definition.yaml", defined+"summary: []\n"), `.resources/definition.yaml:3 v3-schema "summary" of definition "Clinic" must be a string`},
		"two scripts":            {pack("Get.request.yaml", get+"scripts:\n  - type: afterResponse\n    code: a()\n  - type: beforeRequest\n    code: b()\n  - type: afterResponse\n    code: c()\n"), "Get.request.yaml:8 v3-unloadable only the first afterResponse script runs"},
		"two in a folder":        {pack("F/Get.request.yaml", get, "F/.resources/definition.yaml", "$kind: collection\nscripts:\n  - type: http:beforeRequest\n    code: a()\n  - type: http:beforeRequest\n    code: b()\n"), "F/.resources/definition.yaml:5 v3-unloadable only the first http:beforeRequest script runs"},
		"carriage return":        {pack("Get.request.yaml", get+"scripts:\n  - type: afterResponse\n    code: \"a();\\r\\nb();\"\n"), "Get.request.yaml:5 v3-line-ends the script"},
		"block":                  {pack("Get.request.yaml", strings.ReplaceAll(get+"scripts:\n  - type: afterResponse\n    code: |-\n      a();\n      b();\n", "\n", "\r\n")), ""},
		"date":                   {pack("Get.request.yaml", get+"headers:\n  A: 2026-05-01\n"), `Get.request.yaml:4 v3-unloadable "A" of the list of headers must be a string, not a date`},
		"date in description":    {pack("Get.request.yaml", get+"description: 2026-05-01\n"), `Get.request.yaml:3 v3-unloadable "description" of the request must be a string, not a date`},
		"date in an example":     {pack("Get.request.yaml", named, inGet+"ok.example.yaml", answer+"request:\n  headers:\n    A: 2026-05-01\n"), inGet + `ok.example.yaml:10 v3-unloadable "A" of the list of headers must be a string, not a date`},
		"date for a map":         {pack("Get.request.yaml", get+"settings: 2026-05-01\n"), `Get.request.yaml:3 v3-schema "settings" of the request must be a map, not a date`},
		"infinity":               {pack("Get.request.yaml", get+"queryParams:\n  a: .inf\n"), `Get.request.yaml:4 v3-schema "a" of the list of query parameters must be a string or null, not .inf`},
		"underscore":             {pack("Get.request.yaml", get+"order: 1_000\n"), `Get.request.yaml:3 v3-schema "order" of the request must be a number, not one that only`},
		"infinite digits":        {pack("Get.request.yaml", get+"order: 1e999\n"), `Get.request.yaml:3 v3-schema "order" of the request must be a number, not`},
		"sign and point":         {pack("Get.request.yaml", get+"headers:\n  A: -.5\n"), `Get.request.yaml:4 v3-schema "A" of the list of headers must be a string, not a number`},
		"authorizations":         {pack("Get.request.yaml", get+"auth:\n  - {id: a, name: A, type: noauth}\n"), `Get.request.yaml:4 v3-unloadable "auth" of the request must be a map`},
		"no authorization":       {pack("Get.request.yaml", get+"auth: []\n"), `Get.request.yaml:3 v3-unloadable "auth" of the request must be a map`},
		"bare authorizations":    {pack("Get.request.yaml", get+"auth:\n  - type: noauth\n"), `Get.request.yaml:4 v3-schema "auth" of the request must be a map`},
		"no value":               {pack("Get.request.yaml", get+"queryParams:\n  - key: a\n"), `Get.request.yaml:4 v3-unloadable entry "a" has no "value"`},
		"map for a value":        {pack("Get.request.yaml", get+"queryParams:\n  a: {}\n"), `Get.request.yaml:4 v3-schema "a" of the list of query parameters must be a string or null, not a map`},
		"no value in an example": {pack("Get.request.yaml", named, inGet+"ok.example.yaml", answer+"request:\n  queryParams:\n    - key: a\n"), inGet + `ok.example.yaml:10 v3-schema entry "a" has no "value"`},
		"source of a schema":     {pack("Get.request.yaml", "$kind: graphql-request\nurl: a\nschema:\n  source: file\n"), `Get.request.yaml:4 v3-schema the schema has no "location"`},
		"setting of gRPC":        {pack("Get.request.yaml", "$kind: grpc-request\nsettings:\n  strictSSL: \"true\"\n"), `Get.request.yaml:3 v3-schema "strictSSL" of the settings must be a boolean, not a string`},
		"last will":              {pack("Get.request.yaml", "$kind: mqtt-request\nlastWill:\n  type: xml\n"), `Get.request.yaml:3 v3-schema "xml" is not a type of a last will`},
		"transport":              {pack("Get.request.yaml", "$kind: mcp-request\ntransport: http\n"), `Get.request.yaml:2 v3-schema "http" is not a transport`},
		"model":                  {pack("Get.request.yaml", "$kind: llm-request\nconfig:\n  model: a\n"), `Get.request.yaml:3 v3-schema the configuration has no "provider"`},
		"events of an example":   {pack("Get.request.yaml", strings.Replace(named, "http", "graphql", 1), inGet+"ok.example.yaml", "$kind: graphql-example\nresponse: {}\n"), inGet + `ok.example.yaml:2 v3-schema the response has no "events"`},
		"number of a variable":   {pack("Get.request.yaml", get, ".resources/definition.yaml", defined+"variables:\n  a: 5\n"), `.resources/definition.yaml:4 v3-unloadable "a" of the list of variables must be a string`},
		"field of a variable":    {pack("Get.request.yaml", get, ".resources/definition.yaml", defined+"variables:\n  - key: a\n    value: b\n    x: y\n"), ".resources/definition.yaml:6 v3-unloadable"},
		"type of a variable":     {pack("Get.request.yaml", get, ".resources/definition.yaml", defined+"variables:\n  - key: a\n    value: b\n    type: any\n"), `.resources/definition.yaml:6 v3-newer-field "type" of a variable`},
	} {
		var got []string
		for _, d := range v3.Read("postman/collections/Clinic", files(c.files)).Findings {
			got = append(got, fmt.Sprintf("%s:%d %s %s", d.Path, d.Line, d.Rule, d.Message))
			if strings.HasSuffix(name, "in an example") && d.Severity != diagnostic.Warning {
				t.Errorf("%s: %s", name, d.Severity)
			}
		}
		if c.want == "" && len(got) > 0 || c.want != "" && !slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, c.want) }) || len(got) > 1 {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// pack returns an archive of files: names and texts by turns.
func pack(namesAndTexts ...string) string {
	archive := ""
	for i := 0; i < len(namesAndTexts); i += 2 {
		archive += "-- " + namesAndTexts[i] + " --\n" + namesAndTexts[i+1]
	}
	return archive
}

// TestWorkspace: the paths of .postman lead to what the repository has.
func TestWorkspace(t *testing.T) {
	r := v3.ReadWorkspace(v3.File{Path: ".postman/resources.yaml", Text: "workspace:\n  id: a\ncloudResource: {}\ncloudResources:\n  collections:\n" +
		"    ../postman/collections/Clinic: b\n    ../postman/collections/Gone: c\n    ..\\postman\\collections\\Clinic: d\n" +
		"localResources:\n  collections:\n    - ../../other\n  specs:\n    - https://example.com/x\n"},
		func(name string) bool { return name == "postman/collections/Clinic" })
	var got []string
	for _, d := range r.Findings {
		got = append(got, fmt.Sprintf("%d:%d %s", d.Line, d.Column, d.Message))
	}
	slices.Sort(got)
	want := []string{
		"11:7 the path leads out of the repository", `3:1 "cloudResource" is not part of this file; did you mean "cloudResources"?`,
		"7:5 there is no postman/collections/Gone in the repository", "8:5 the path has backslashes, which only Windows reads as folders",
	}
	if !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}

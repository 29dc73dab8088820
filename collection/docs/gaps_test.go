package docs_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/docs"
)

// setUpOf returns the set-up of a collection with an OAuth 2.0 authorization, as Markdown.
func setUpOf(t *testing.T, attributes map[string]string, more string, o docs.Options) string {
	t.Helper()
	var list []map[string]string
	for key, value := range attributes {
		list = append(list, map[string]string{"key": key, "value": value})
	}
	auth, err := json.Marshal(list)
	if err != nil {
		t.Fatal(err)
	}
	text := page(t, fmt.Sprintf(`{"auth": {"type": "oauth2", "oauth2": %s}%s, "item": [{"name": "a", "request": "https://h.example/a"}]}`, auth, more), o).Markdown()
	set, _, _ := strings.Cut(text, "\n## Scopes")
	set, _, _ = strings.Cut(set, "\n## Variables")
	return set
}

// TestClaims: "is filled in already" is said of what is, and of nothing else.
func TestClaims(t *testing.T) {
	whole := map[string]string{
		"grant_type": "authorization_code", "authUrl": "https://auth.acme.io/authorize", "accessTokenUrl": "https://auth.acme.io/token",
		"redirect_uri": "https://oauth.pstmn.io/v1/browser-callback", "clientId": "k82hf7", "clientSecret": "{{client_secret}}", "scope": "notes:read",
	}
	const secretVariable = `, "variable": [{"key": "client_secret", "value": ""}]`
	const all, required, every = "Everything under **Configure New Token** is filled in already.", "Everything that is required under", "every field has a value"
	if got := setUpOf(t, whole, secretVariable, docs.Options{}); !strings.Contains(got, all) {
		t.Errorf("nothing is missing:\n%s", got)
	}
	for key, label := range map[string]string{
		"authUrl": "Auth URL", "accessTokenUrl": "Access Token URL", "redirect_uri": "Callback URL", "clientId": "Client ID", "clientSecret": "Client Secret",
	} {
		for _, value := range []string{"absent", "", " ", "<put it here>", "your-value-here"} {
			changed := maps.Clone(whole)
			changed[key] = value
			if value == "absent" {
				delete(changed, key)
			}
			got := setUpOf(t, changed, secretVariable, docs.Options{})
			if strings.Contains(got, "filled in already") || strings.Contains(got, every) || !strings.Contains(got, "Under **Configure New Token**, fill in **"+label+"**: the collection has no value for it.") ||
				!strings.Contains(got, "| "+label+" | **missing**") {
				t.Errorf("%s is %q:\n%s", key, value, got)
			}
		}
	}
	changed := maps.Clone(whole)
	delete(changed, "scope")
	if got := setUpOf(t, changed, secretVariable, docs.Options{}); strings.Contains(got, all) || !strings.Contains(got, required) {
		t.Errorf("no scope:\n%s", got)
	}
	for _, files := range []docs.Files{{}, {Variables: []string{"other"}}} {
		got := setUpOf(t, whole, "", docs.Options{Files: files})
		if strings.Contains(got, "filled in already") || !strings.Contains(got, every) || !strings.Contains(got, "uses `client_secret` without defining it") || !strings.Contains(got, "Defined nowhere in the collection") {
			t.Errorf("a variable that is defined nowhere:\n%s", got)
		}
	}
	if got := setUpOf(t, whole, "", docs.Options{Files: docs.Files{Variables: []string{"client_secret"}}}); !strings.Contains(got, all) {
		t.Errorf("the environment defines the variable:\n%s", got)
	}
}

// TestClaimsOfGrants: what a grant does not need is not missing.
func TestClaimsOfGrants(t *testing.T) {
	for grant, fields := range map[string]string{
		"authorization_code_with_pkce": "authUrl accessTokenUrl redirect_uri clientId",
		"implicit":                     "authUrl redirect_uri clientId",
		"client_credentials":           "accessTokenUrl clientId clientSecret",
		"password_credentials":         "accessTokenUrl clientId username password",
	} {
		whole := map[string]string{"grant_type": grant, "scope": "a"}
		for key := range strings.FieldsSeq(fields) {
			whole[key] = "{{" + key + "}}"
		}
		var variables []string
		for key := range strings.FieldsSeq(fields) {
			variables = append(variables, fmt.Sprintf(`{"key": %q, "value": "x"}`, key))
		}
		more := `, "variable": [` + strings.Join(variables, ", ") + `]`
		if got := setUpOf(t, whole, more, docs.Options{}); !strings.Contains(got, "is filled in already") {
			t.Errorf("%s:\n%s", grant, got)
		}
		for key := range strings.FieldsSeq(fields) {
			changed := maps.Clone(whole)
			delete(changed, key)
			if got := setUpOf(t, changed, more, docs.Options{}); strings.Contains(got, "is filled in already") {
				t.Errorf("%s without %s:\n%s", grant, key, got)
			}
		}
	}
}

// TestFiles: the files to import are named.
func TestFiles(t *testing.T) {
	text := read(t, "testdata/clinic.json")
	for want, files := range map[string]docs.Files{
		"choose the collection’s file": {},
		"choose `c.json`.":             {Collection: "c.json"},
		"choose `c.json` and `e.json`. Then choose the environment **Clinic** in": {Collection: "c.json", Environment: "e.json", EnvironmentName: "Clinic"},
	} {
		if got := page(t, text, docs.Options{Files: files}).Markdown(); !strings.Contains(got, want) {
			t.Errorf("%+v: the page does not say %q", files, want)
		}
	}
}

// TestGuide: the description's steps are part of the sequence; what the page does not
// say itself stays, there or in the notes.
func TestGuide(t *testing.T) {
	const description = "Intro.\n\n## At the clinic\n\n1. Open an account.\n2. Register `https://acme.io/cb`\n   there.\n\nIt takes a day.\n\n" +
		"## In Postman\n\n1. Import the files.\n2. Put the ID into `client_id`.\n\n" +
		"## Token\n\n1. Open the **Authorization** tab.\n2. Press **Get New Access Token**.\n3. Pick the *east* tenant.\n4. Press **Use Token**.\n5. Send **Second**.\n\nCall us when it fails.\n\n" +
		"## Releases\n\n1. Spring\n2. Autumn\n"
	quoted, err := json.Marshal(description)
	if err != nil {
		t.Fatal(err)
	}
	p := page(t, fmt.Sprintf(`{"info": {"description": %s}, "variable": [{"key": "client_id", "value": ""}], "auth": {"type": "oauth2", "oauth2": [
		{"key": "redirect_uri", "value": "https://acme.io/cb"}, {"key": "clientId", "value": "{{client_id}}"}]},
		"item": [{"name": "First", "request": "https://h.example/a"}, {"name": "Second", "request": "https://h.example/b"}]}`, quoted), docs.Options{})
	var steps []string
	for _, s := range p.SetUps[0].Steps {
		steps = append(steps, s.Title+"="+s.Prose)
	}
	want := "At the clinic=- Open an account.\n- Register `https://acme.io/cb`\n  there.\n\nIt takes a day.|Import the collection=|Fill in your values=Put the ID into `client_id`.|" +
		"Check the authorization=|Get a token=Pick the *east* tenant.\n\nCall us when it fails.|Send a request="
	if got := strings.Join(steps, "|"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if p.Intro != "Intro." || p.Notes != "## Releases\n\n1. Spring\n2. Autumn" {
		t.Errorf("intro %q, notes %q", p.Intro, p.Notes)
	}
	if sent := p.SetUps[0].Steps[5].Text[1].Text; sent != "Second" {
		t.Errorf("to be sent first: %s", sent)
	}
}

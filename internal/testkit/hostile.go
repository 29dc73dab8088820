package testkit

import (
	"encoding/json"
	"strings"
)

// Payloads are common ways to inject a script into a page.
var Payloads = []string{
	`<script>window.pwned=1</script>`,
	`<img src=x onerror="window.pwned=1">`,
	`"><svg/onload=window.pwned=1>`,
	`' onmouseover='window.pwned=1`,
	`" autofocus onfocus="window.pwned=1`,
	`javascript:window.pwned=1`,
	`[x](javascript:window.pwned=1)`,
	`[x](  JaVaScRiPt&colon;window.pwned=1)`,
	`[x](data:text/html,<script>window.pwned=1</script>)`,
	`![x](javascript:window.pwned=1 "y")`,
	`![x](https://tracker.example/pixel.png)`,
	`<javascript:window.pwned=1>`,
	"[x]\n\n[x]: javascript:window.pwned=1",
	`</title></style></script><script>window.pwned=1</script>`,
	`--><script>window.pwned=1</script><!--`,
	`<iframe srcdoc="<script>window.pwned=1</script>"></iframe>`,
	`<a href="javascript:window.pwned=1">x</a>`,
	`<form action="https://evil.example"><button>x</button></form>`,
	`<meta http-equiv="refresh" content="0;url=https://evil.example">`,
	`<base href="https://evil.example">`,
	`<style>*{background:url(https://evil.example)}</style>`,
	`<p style="background:url(https://evil.example)">x</p>`,
	`<math><mtext></p><style><img src=x onerror=window.pwned=1>`,
	"```\n</code></pre><script>window.pwned=1</script>",
	"<div>\n\n<script>window.pwned=1</script>\n\n",
	"Title\n=====\n\n##### deep\n\n# up\n\n> ### quoted",
	`{{constructor.constructor("window.pwned=1")()}}`,
	"| a |\n| - |\n| <script>window.pwned=1</script> |",
	"\u0000<script\u0000>window.pwned=1</script>",
	"# <img src=x onerror=window.pwned=1>",
	"`<script>window.pwned=1</script>`",
}

// everything is a collection with every field that says something to people; V
// stands for a value.
const everything = `{
 "info": {"name": "V", "description": "V", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
 "auth": {"type": "oauth2", "oauth2": [{"key": "tokenName", "value": "V"}, {"key": "grant_type", "value": "V"}, {"key": "redirect_uri", "value": "V"},
  {"key": "authUrl", "value": "V"}, {"key": "accessTokenUrl", "value": "V"}, {"key": "clientId", "value": "V {{V}}"}, {"key": "clientSecret", "value": "V"},
  {"key": "scope", "value": "V scope"}, {"key": "state", "value": "V"}, {"key": "accessToken", "value": "V"}, {"key": "headerPrefix", "value": "V"}, {"key": "V", "value": "V"}]},
 "variable": [{"key": "V", "value": "V", "description": "V"}, {"key": "empty", "value": "", "description": {"content": "V", "type": "text/html"}}],
 "event": [{"listen": "V", "script": {"exec": ["V"]}}],
 "item": [
  {"name": "V", "description": "V", "auth": {"type": "V", "V": [{"key": "V", "value": "V"}]}, "item": [
   {"name": "V", "event": [{"listen": "test", "script": {"exec": "V"}}], "request": {"method": "V", "description": "V",
     "url": {"raw": "V", "protocol": "V", "host": ["V"], "port": "V", "path": ["V", ":V", {"value": "V"}], "hash": "V",
      "query": [{"key": "V", "value": "V", "description": "V"}, {"key": "V", "value": "V", "disabled": true}], "variable": [{"key": "V", "value": "V", "description": "V"}]},
     "header": [{"key": "V", "value": "V", "description": "V"}, {"key": "X", "value": "V"}],
     "body": {"mode": "raw", "raw": "V", "options": {"raw": {"language": "V"}}}},
    "response": [{"name": "V", "status": "V", "code": "V", "body": "V", "header": [{"key": "V", "value": "V"}], "originalRequest": {"url": "V"}}]}]},
  {"name": "form", "request": {"method": "POST", "url": "https://h.example/V", "header": "V: V", "auth": {"type": "basic", "basic": {"username": "V", "password": "V", "V": "V"}},
    "body": {"mode": "urlencoded", "urlencoded": [{"key": "V", "value": "V", "description": "V"}, {"key": "grant_type", "value": "refresh_token"}, {"key": "refresh_token", "value": "{{V}}"}]}}},
  {"name": "parts", "request": {"method": "POST", "url": "V", "auth": {"type": "apikey", "apikey": [{"key": "key", "value": "V"}, {"key": "value", "value": "V"}, {"key": "in", "value": "query"}]},
    "body": {"mode": "formdata", "formdata": [{"key": "V", "value": "V", "contentType": "V"}, {"key": "V", "type": "file", "src": ["V"]}]}}},
  {"name": "graph", "request": {"method": "POST", "url": "V", "auth": {"type": "digest", "digest": [{"key": "username", "value": "V"}]}, "body": {"mode": "graphql", "graphql": {"query": "V", "variables": "V"}}}},
  {"name": "file", "request": {"method": "POST", "url": "V", "body": {"mode": "file", "file": {"src": "V"}}}},
  {"name": "plain", "request": "V"}]}`

// Hostile returns a collection that has a payload in every field.
func Hostile(payload string) string {
	quoted, err := json.Marshal(payload)
	if err != nil {
		panic(err) // a string always has a JSON form
	}
	return strings.ReplaceAll(everything, "V", string(quoted[1:len(quoted)-1]))
}

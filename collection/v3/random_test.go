package v3

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/postwright/postwright/internal/testkit"
)

// chance makes small collections in which names, ids and keys often meet.
type chance struct {
	*rand.Rand
	most int // elements in a list
}

type object = map[string]any

func (c chance) of(words ...string) string { return words[c.IntN(len(words))] }

func (c chance) one(n int) bool { return c.IntN(n) == 0 }

func (c chance) document() string {
	root := object{
		"info": object{"name": c.of("C", "D"), "schema": schemaURL},
		"item": c.items(0),
	}
	c.common(root)
	if c.one(2) {
		root["variable"] = c.entries()
	}
	text, err := json.Marshal(root)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// common adds what a collection, a folder and a request have alike.
func (c chance) common(o object) {
	if c.one(3) {
		o["event"] = c.list(3, func() any {
			return object{"listen": c.of("test", "prerequest"), "script": object{"type": "text/javascript", "exec": c.of("a();", "b();\nc();", "", "  x", "y\n\n")}}
		})
	}
	if c.one(3) {
		o["description"] = c.of("one", "two\nlines", " # three", "")
	}
}

func (c chance) auth(o object) {
	if c.one(3) {
		kind := c.of("basic", "bearer", "noauth")
		o["auth"] = object{"type": kind, kind: c.list(2, func() any {
			return object{"key": c.of("username", "password", "token"), "value": c.of("", "x", "{{y}}")}
		})}
	}
}

func (c chance) list(most int, one func() any) []any {
	all := []any{}
	for range c.IntN(min(most, c.most) + 1) {
		all = append(all, one())
	}
	return all
}

func (c chance) name() string {
	return c.of("Ping", "ping", "Ping 1", "a/b", "a:b", "", " Ping", ".resources", "con", "..", "x.request.yaml")
}

func (c chance) items(depth int) []any {
	return c.list(4, func() any {
		o := object{"name": c.name()}
		if c.one(3) {
			o["id"] = c.of("1", "2", "3", "4", "5")
		}
		c.common(o)
		if depth < 3 && c.one(3) {
			o["item"] = c.items(depth + 1)
			c.auth(o)
			return o
		}
		delete(o, "description")
		r := c.request()
		c.auth(r)
		o["request"] = r
		if c.one(3) {
			o["response"] = c.list(3, func() any {
				return object{"name": c.name(), "code": 200, "status": "OK", "header": c.entries(), "body": c.of("", "{}", "a\nb"), "originalRequest": c.request()}
			})
		}
		return o
	})
}

func (c chance) request() object {
	path := c.of("a", "b/:id", "")
	raw := "https://e.x/" + path
	url := object{"raw": raw, "protocol": "https", "host": []string{"e", "x"}, "path": strings.Split(path, "/")}
	if c.one(2) {
		url["query"], url["raw"] = []any{object{"key": "q", "value": "1"}}, raw+"?q=1"
		if c.one(2) {
			url["query"] = append(url["query"].([]any), c.entries()...)
		}
	}
	if c.one(3) {
		url["variable"] = c.entries()
	}
	r := object{"method": c.of("GET", "POST"), "url": url, "header": c.entries()}
	switch c.IntN(5) {
	case 0:
		r["body"] = object{"mode": "raw", "raw": c.of("", "{\n}", "x")}
	case 1:
		r["body"] = object{"mode": "urlencoded", "urlencoded": c.entries()}
	case 2:
		r["body"] = object{"mode": "formdata", "formdata": c.entries()}
	case 3:
		r["body"], r["method"] = object{"mode": "graphql", "graphql": object{"query": "{ a }"}}, "POST"
	}
	return r
}

func (c chance) entries() []any {
	return c.list(4, func() any {
		o := object{"key": c.of("A", "B", "C", "a", "true", "src"), "value": c.of("1", "", "x y", "{{z}}")}
		if c.one(5) {
			o["disabled"] = true
		}
		if c.one(5) {
			o["description"] = "d"
		}
		return o
	})
}

var (
	orderLine = regexp.MustCompile(`(?m)^order: (.*)\n`)
	entryLine = regexp.MustCompile(`(?m)^( *)- key: `)
	nameLine  = regexp.MustCompile(`(?m)^name: .*\n`)
)

// byHand returns files as people and other programs would have them.
func (c chance) byHand(files []File) []File {
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	for i, f := range files {
		switch c.IntN(12) {
		case 0:
			f.Text = orderLine.ReplaceAllString(f.Text, "")
		case 1:
			f.Text = orderLine.ReplaceAllString(f.Text, "order: "+c.of("0", "-5", "1000", "1e3", "17758593173")+" # moved\n")
		case 2:
			f.Text = "# A comment.\n" + strings.ReplaceAll(f.Text, "\nurl: ", "\n# The address.\nurl: ")
		case 3:
			f.Text = strings.ReplaceAll(f.Text, "\n", "\r\n")
		case 4:
			f.Text = regexp.MustCompile(`(?m)^examples: .*\n`).ReplaceAllString(f.Text, "")
		case 5:
			if roleOf(f.Path) == definition && f.Path != ".resources/definition.yaml" {
				f.Text = nameLine.ReplaceAllString(f.Text, "")
			}
		case 6:
			f.Text += "$later: {a: 1}\n"
		case 7:
			f.Text = entryLine.ReplaceAllString(f.Text, "${1}- $$type: string\n${1}  key: ")
		}
		files[i] = f
	}
	if c.one(3) {
		at := files[c.IntN(len(files))].Path
		folder, _, _ := strings.Cut("/"+path.Dir(at)+"/", "/.resources/")
		if folder = strings.Trim(folder, "/."); folder != "" {
			folder += "/"
		}
		files = slices.DeleteFunc(files, func(f File) bool { return f.Path == folder+"Call.request.yaml" })
		files = append(files, File{folder + "Call.request.yaml", "$kind: grpc-request\nurl: e.x\norder: " + c.of("500", "1500", "0") + "\n"})
	}
	return files
}

// TestWriteRandom: the law of writing, on small collections in which everything meets,
// whose files people edit in between.
func TestWriteRandom(t *testing.T) {
	for seed := range 300 {
		if testing.Short() && seed >= 40 && seed != 119 { // there a folder moves whose name ends with dots
			continue
		}
		randomLaw(t, chance{rand.New(rand.NewPCG(uint64(seed), 5)), 4}, 3)
	}
}

// randomLaw writes one random document after the other into files that people edit in
// between.
func randomLaw(t *testing.T, c chance, steps int) {
	t.Helper()
	first := c.document()
	files := Lay(testkit.Parse(t, first)).Files
	for step := range steps {
		files = c.byHand(files)
		r := Read("folder", files)
		w, err := Write(r, r.Document)
		if err != nil || len(w.Changes) > 0 {
			t.Fatalf("from %s, step %d: writing back what was read changes %v %v", first, step, w.Changes, err)
		}
		next := c.document()
		files = writeLaw(t, fmt.Sprintf("from %s, step %d, %s", first, step, next), files, testkit.Parse(t, next))
	}
}

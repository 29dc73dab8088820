// Command build makes the playground: a folder of static files that works from any
// web server, and from disk.
//
//	build FOLDER [ZIP]
package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/docs"
)

//go:embed page
var page embed.FS

// scripts are the parts of the page's script, in order.
var scripts = []string{"engine.js", "text.js", "findings.js", "changes.js", "main.js"}

// mostBytes limits the size of the folder, in bytes.
const mostBytes = 6_500_000

func main() {
	if len(os.Args) != 2 && len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: build FOLDER [ZIP]")
		os.Exit(2)
	}
	if err := build(os.Args[1], os.Args[2:]...); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

// build writes the page's files into a folder, and into zips.
func build(folder string, zips ...string) error {
	files, err := pageFiles()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	total := 0
	for name, content := range files {
		total += len(content)
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o644); err != nil {
			return err
		}
	}
	for _, path := range zips {
		if err := os.WriteFile(path, packed(files), 0o644); err != nil {
			return err
		}
	}
	fmt.Printf("%s: %.2f MB\n", folder, float64(total)/1e6)
	if total > mostBytes {
		return fmt.Errorf("the page has %d bytes, more than %d", total, mostBytes)
	}
	return nil
}

// packed returns a zip of files, without times, so that the same files give
// the same zip.
func packed(files map[string][]byte) []byte {
	var b bytes.Buffer // writes never fail
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		into, err := w.CreateHeader(&zip.FileHeader{Name: "playground/" + name, Method: zip.Deflate})
		if err == nil {
			_, err = into.Write(files[name])
		}
		if err != nil {
			panic(err)
		}
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// pageFiles returns the page's files, by their names.
func pageFiles() (map[string][]byte, error) {
	engine, err := engineScript()
	if err != nil {
		return nil, err
	}
	script, err := pageScript()
	if err != nil {
		return nil, err
	}
	style, err := page.ReadFile("page/style.css")
	if err != nil {
		return nil, err
	}
	index, err := page.ReadFile("page/index.html")
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{
		"index.html": bytes.Replace(index, []byte("POLICY"), []byte(policy()), 1),
		"style.css":  style,
		"page.js":    script,
		"engine.js":  engine,
	}
	for _, name := range []string{"LICENSE", "THIRD_PARTY_LICENSES"} {
		if files[name+".txt"], err = os.ReadFile(name); err != nil {
			return nil, fmt.Errorf("%w: run this in the repository's folder", err)
		}
	}
	return files, nil
}

// policy returns the page's content security policy. The page may run its own
// scripts and show a documentation page in a frame, which has this policy and
// its own. It must not connect to anything.
func policy() string {
	style, script := docs.Sources()
	return fmt.Sprintf(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval' %s; style-src 'self' %s; `+
		`worker-src blob:; frame-src blob:; img-src data:; base-uri 'none'; form-action 'none'">`, script, style)
}

// pageScript returns the page's script, wrapped in one scope.
func pageScript() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\"use strict\";\n")
	sample, err := page.ReadFile("page/sample.json")
	if err != nil {
		return nil, err
	}
	quoted, err := json.Marshal(string(sample))
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(&b, "const sample = %s;\n", quoted)
	for _, name := range scripts {
		text, err := page.ReadFile("page/" + name)
		if err != nil {
			return nil, err
		}
		b.Write(text)
	}
	return b.Bytes(), nil
}

// engineScript hands the worker's program and the engine to the page. The
// engine is text in a script because the policy forbids connections, and
// because a page on disk cannot load anything else.
func engineScript() ([]byte, error) {
	root, err := output("", "go", "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	support, err := os.ReadFile(filepath.Join(strings.TrimSpace(root), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return nil, err
	}
	worker, err := page.ReadFile("page/worker.js")
	if err != nil {
		return nil, err
	}
	program, err := json.Marshal(string(support) + "\n" + string(worker))
	if err != nil {
		return nil, err
	}
	packed, err := packedEngine()
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(nil, "engine.start(%s, \"%s\");\n", program, packed), nil
}

// seldom lists packages in which nothing runs often while a collection is
// linted. Without inlining in them the engine is a twelfth smaller and just
// as fast.
var seldom = []string{
	"archive/zip", "compress/flate", "encoding/json", "encoding/xml", "fmt", "html/template", "math/big", "reflect",
	"regexp/syntax", "text/template/...", "time",
	"github.com/yuin/goldmark/...", "go.yaml.in/yaml/v4/...", "golang.org/x/net/html",
	ours + "diff", ours + "docs/...", ours + "match", ours + "openapi", ours + "report", ours + "snippet", ours + "template",
}

const ours = "github.com/postwright/postwright/collection/"

// packedEngine builds the engine and compresses it.
func packedEngine() ([]byte, error) {
	folder, err := os.MkdirTemp("", "playground")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	file := filepath.Join(folder, "engine.wasm")
	arguments := []string{"build", "-trimpath", "-ldflags", "-s -w", "-o", file}
	for _, name := range seldom {
		arguments = append(arguments, "-gcflags="+name+"=-l")
	}
	if _, err := output("GOOS=js GOARCH=wasm", "go", append(arguments, "./internal/playground/wasm")...); err != nil {
		return nil, err
	}
	engine, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	_, err = w.Write(engine)
	if err := errors.Join(err, w.Close()); err != nil {
		return nil, err
	}
	return inSevens(b.Bytes()), nil
}

// inSevens returns bytes as the content of an ASCII JavaScript string: seven
// bits in each character, with the four characters escaped that a string
// cannot contain. Base64 would be an eighth longer.
func inSevens(data []byte) []byte {
	out := make([]byte, 0, len(data)*6/5)
	held, bits := uint32(0), 0
	put := func(c byte) {
		switch c {
		case '"', '\\':
			out = append(out, '\\', c)
		case '\n':
			out = append(out, `\n`...)
		case '\r':
			out = append(out, `\r`...)
		default:
			out = append(out, c)
		}
	}
	for _, b := range data {
		held = held<<8 | uint32(b)
		for bits += 8; bits >= 7; {
			bits -= 7
			put(byte(held >> bits & 0x7F))
			held &= 1<<bits - 1
		}
	}
	if bits > 0 {
		put(byte(held << (7 - bits) & 0x7F))
	}
	return out
}

// output runs a program, with variables added to the environment, and returns
// its output.
func output(variables, name string, arguments ...string) (string, error) {
	c := exec.Command(name, arguments...)
	c.Env = append(os.Environ(), strings.Fields(variables)...)
	c.Stderr = os.Stderr
	printed, err := c.Output()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w", name, strings.Join(arguments, " "), err)
	}
	return string(printed), nil
}

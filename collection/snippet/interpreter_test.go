package snippet_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/postwright/postwright/collection/snippet"
)

// sent is what reached the server.
type sent struct {
	method, uri, body string
	header            http.Header
	form              url.Values
	files             map[string]string
}

type recorder struct {
	*httptest.Server
	mu  sync.Mutex
	got []sent
}

func record(t *testing.T) *recorder {
	t.Helper()
	r := &recorder{}
	r.Server = httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, q *http.Request) {
		s := sent{method: q.Method, uri: q.RequestURI, header: q.Header, files: map[string]string{}}
		switch kind, _, _ := strings.Cut(q.Header.Get("Content-Type"), ";"); kind {
		case "application/x-www-form-urlencoded":
			_ = q.ParseForm()
			s.form = q.PostForm
		case "multipart/form-data":
			_ = q.ParseMultipartForm(1 << 20)
			if q.MultipartForm == nil {
				break
			}
			s.form = q.MultipartForm.Value
			for key, files := range q.MultipartForm.File {
				for _, file := range files {
					content, _ := file.Open()
					text, _ := io.ReadAll(content)
					s.files[key+"/"+file.Filename] = string(text)
				}
			}
		default:
			text, _ := io.ReadAll(q.Body)
			s.body = string(text)
		}
		r.mu.Lock()
		defer r.mu.Unlock()
		r.got = append(r.got, s)
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *recorder) take() []sent {
	r.mu.Lock()
	defer r.mu.Unlock()
	got := r.got
	r.got = nil
	return got
}

// interpreter runs the snippets of a language. Find prints the program that runs
// them, and fails where something that they take is not there.
type interpreter struct {
	find      []string
	extension string
}

var interpreters = map[string]interpreter{
	"sh":     {[]string{"sh", "-c", "curl --version >&2 && command -v sh"}, ".sh"},
	"python": {[]string{"python3", "-c", "import requests, sys; print(sys.executable)"}, ".py"},
	"js":     {[]string{"node", "-e", "fetch; console.log(process.execPath)"}, ".mjs"},
}

// programs are the interpreters that were found, by language: each is looked for
// once.
var programs = map[string]func() (string, error){}

func init() {
	for id, i := range interpreters {
		programs[id] = sync.OnceValues(func() (string, error) {
			out, err := exec.Command(i.find[0], i.find[1:]...).Output()
			return strings.TrimSpace(string(out)), err
		})
	}
}

// run runs a program in a folder of its own with a few files, without the
// settings of whoever runs the tests.
func run(t *testing.T, l snippet.Language, code string, environment ...string) string {
	t.Helper()
	program, err := programs[l.ID]()
	if err != nil {
		t.Fatal(err)
	}
	file := "snippet" + interpreters[l.ID].extension
	folder := t.TempDir()
	for name, content := range map[string]string{file: code, "scan 1.pdf": "one\x00\r\n", "2.pdf": "two"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c := exec.CommandContext(t.Context(), program, file)
	c.Dir, c.WaitDelay = folder, 10*time.Second
	c.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + folder, "LANG=C.UTF-8"}, environment...)
	out, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s\n%s", l.Name, err, out, code)
	}
	return string(out)
}

// eachLanguage runs a test in each language whose interpreter is here.
func eachLanguage(t *testing.T, test func(t *testing.T, l snippet.Language)) {
	for _, l := range snippet.Languages() {
		t.Run(l.Name, func(t *testing.T) {
			if _, err := programs[l.ID](); err != nil {
				message := fmt.Sprintf("nothing here runs snippets of %s: %v", l.Name, err)
				if os.Getenv("CI") != "" {
					t.Fatal(message)
				}
				t.Skip(message)
			}
			test(t, l)
		})
	}
}

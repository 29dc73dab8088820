package clients

import (
	"bufio"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// played is a running sandbox, with a recorder in front of it.
type played struct {
	*recorder
	environment string            // file: the one it wrote, with the recorder as host
	values      map[string]string // of that file
	written     string
	process     *process
}

// process is the command, serving.
type process struct {
	*exec.Cmd
	complaints strings.Builder
	lines      *bufio.Scanner // of its standard output
	proxy      http.Handler   // to it
}

// play starts the command's sandbox. It ends with the test, and must have printed
// none of its secrets.
func play(t *testing.T, flags ...string) *played {
	t.Helper()
	p := &played{written: filepath.Join(t.TempDir(), "sandbox.postman_environment.json")}
	p.start(t, flags...)
	p.recorder = record(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { p.process.proxy.ServeHTTP(w, r) }))
	p.environment = fill(t, p.written, "values", map[string]string{"base_url": p.URL, "oauth_url": p.URL})
	p.values = environmentValues(t, p.environment)
	t.Cleanup(func() { p.stop(t) })
	return p
}

func (p *played) start(t *testing.T, flags ...string) {
	t.Helper()
	run := &process{Cmd: exec.Command(build(t), append([]string{"sandbox", "--environment", p.written}, flags...)...)}
	run.Env = []string{"HOME=" + t.TempDir()}
	run.Stderr = &run.complaints
	out, err := run.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	run.lines = bufio.NewScanner(out)
	run.lines.Scan()
	address, _ := strings.CutPrefix(run.lines.Text(), "listening on ")
	behind, err := url.Parse(address)
	if err != nil || behind.Host == "" {
		_ = run.Process.Kill()
		_ = run.Wait()
		t.Fatalf("the sandbox says %q: %v\n%s", run.lines.Text(), err, &run.complaints)
	}
	// With the sandbox's own host: it refuses others.
	run.proxy = &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(behind) }}
	p.process = run
}

func (p *played) stop(t *testing.T) {
	t.Helper()
	run := p.process
	_ = run.Process.Signal(os.Interrupt)
	more := run.lines.Scan() // until the process closes it
	if err := run.Wait(); err != nil || more {
		t.Errorf("the sandbox ends with %v, after %q\n%s", err, run.lines.Text(), &run.complaints)
	}
	for _, secret := range p.secrets() {
		if strings.Contains(run.complaints.String(), secret) {
			t.Errorf("the sandbox prints %q\n%s", secret, &run.complaints)
		}
	}
}

// restart stops the sandbox and starts it again, with other flags. Who asks goes
// on to see one server.
func (p *played) restart(t *testing.T, flags ...string) {
	t.Helper()
	p.stop(t)
	p.start(t, flags...)
}

func environmentValues(t *testing.T, file string) map[string]string {
	t.Helper()
	var whole struct{ Values []struct{ Key, Value string } }
	readJSON(t, file, &whole)
	values := map[string]string{}
	for _, v := range whole.Values {
		values[v.Key] = v.Value
	}
	return values
}

// secrets returns the client's, and all tokens that were sent so far.
func (p *played) secrets() []string {
	found := []string{p.values["client_secret"], p.values["access_token"], p.values["refresh_token"]}
	for _, s := range p.received() {
		if token := s.bearer(); token != "" {
			found = append(found, token)
		}
		if form, err := url.ParseQuery(s.body); err == nil && form.Get("refresh_token") != "" {
			found = append(found, form.Get("refresh_token"))
		}
	}
	return found
}

// bearer returns the access token that a request carries.
func (s sent) bearer() string {
	token, ok := strings.CutPrefix(s.header.Get("Authorization"), "Bearer ")
	if !ok {
		return ""
	}
	return strings.TrimSpace(token)
}

package sandbox_test

import (
	"context"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/postwright/postwright/internal/sandbox"
)

// serve starts a sandbox on a free port, until the test ends.
func (b browser) serve(t *testing.T, address string) net.Listener {
	t.Helper()
	l, err := sandbox.Listen(t.Context(), address, true)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- b.Serve(ctx, l, log.New(io.Discard, "", 0)) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return l
}

// TestHosts: requests with another host's name, or from another site's page,
// are refused, whatever else they contain.
func TestHosts(t *testing.T) {
	b := clinic(t)
	token := b.signIn().Access
	l := b.serve(t, "127.0.0.1:0")
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		host, origin, site string
		want               int
		says               string
	}{
		{"127.0.0.1:" + port, "", "", 200, ""},
		{"localhost:" + port, "", "", 200, ""},
		{"LOCALHOST:" + port, "", "", 200, ""},
		{"[::1]:" + port, "", "", 200, ""},
		{"127.0.0.1:" + port, "http://127.0.0.1:" + port, "", 200, ""},
		{"127.0.0.1:" + port, "http://localhost:" + port, "", 200, ""},
		{"127.0.0.1:" + port, "null", "same-origin", 200, ""},
		{"evil.example:" + port, "", "", 421, "evil.example"},
		{"evil.example", "", "", 421, "Send the request to http://127.0.0.1:" + port},
		{"localhost.evil.example:" + port, "", "", 421, ""},
		{"127.0.0.1.evil.example:" + port, "", "", 421, ""},
		{"127.0.0.1:1", "", "", 421, ""},
		{"127.0.0.1", "", "", 421, ""},
		{"192.0.2.1:" + port, "", "", 421, ""},
		{"127.0.0.1:" + port, "https://evil.example", "", 403, "https://evil.example"},
		{"127.0.0.1:" + port, "http://evil.example:" + port, "", 403, ""},
		{"127.0.0.1:" + port, "https://127.0.0.1:" + port, "", 403, ""},
		{"127.0.0.1:" + port, "http://127.0.0.1:1", "", 403, ""},
		{"127.0.0.1:" + port, "null", "cross-site", 403, ""},
		{"127.0.0.1:" + port, "null", "", 403, ""},
	} {
		r, err := http.NewRequestWithContext(t.Context(), "GET", sandbox.URL(l)+"/v2/me", nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Host = c.host
		r.Header.Set("Authorization", "Bearer "+token)
		for name, value := range map[string]string{"Origin": c.origin, "Sec-Fetch-Site": c.site} {
			if value != "" {
				r.Header.Set(name, value)
			}
		}
		got, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(got.Body)
		_ = got.Body.Close()
		if got.StatusCode != c.want || !strings.Contains(string(text), c.says) {
			t.Errorf("host %s, origin %q: %d %s, want %d", c.host, c.origin, got.StatusCode, text, c.want)
		}
	}
}

// TestHostsAnywhere: a sandbox on all addresses answers on each address, and
// to no other name.
func TestHostsAnywhere(t *testing.T) {
	b := clinic(t)
	l := b.serve(t, "0.0.0.0:0")
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	for _, host := range []string{"127.0.0.1:" + port, "127.0.0.2:" + port} {
		for asked, want := range map[string]int{host: 401, "localhost:" + port: 401, "0.0.0.0:" + port: 421, "evil.example:" + port: 421} {
			r, err := http.NewRequestWithContext(t.Context(), "GET", "http://"+host+"/v2/me", nil)
			if err != nil {
				t.Fatal(err)
			}
			r.Host = asked
			got, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Logf("this machine has no %s", host)
				continue
			}
			_ = got.Body.Close()
			if got.StatusCode != want {
				t.Errorf("at %s, host %s: %d, want %d", host, asked, got.StatusCode, want)
			}
		}
	}
}

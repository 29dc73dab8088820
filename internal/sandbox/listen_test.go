package sandbox_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/postwright/postwright/internal/sandbox"
)

// TestListen: by default only addresses that this machine alone can reach are
// accepted.
func TestListen(t *testing.T) {
	for _, address := range []string{"127.0.0.1:0", "localhost:0", "127.0.0.2:0", "[::1]:0"} {
		l, err := sandbox.Listen(t.Context(), address, false)
		if err != nil {
			if address == "[::1]:0" || address == "127.0.0.2:0" {
				continue // not every machine has this address
			}
			t.Fatal(err)
		}
		if got := sandbox.URL(l); !strings.HasPrefix(got, "http://127.0.0.") && !strings.HasPrefix(got, "http://[::1]:") {
			t.Errorf("%s is reached at %s", address, got)
		}
		_ = l.Close()
	}
	for address, want := range map[string]string{
		"0.0.0.0:0":       "--listen-anywhere",
		":0":              "--listen-anywhere",
		"[::]:0":          "--listen-anywhere",
		"192.0.2.1:0":     "--listen-anywhere",
		"[2001:db8::1]:0": "--listen-anywhere",
		"127.0.0.1":       "HOST:PORT",
		"":                "HOST:PORT",
		"127.0.0.1:99999": "cannot listen on 127.0.0.1:99999",
	} {
		if l, err := sandbox.Listen(t.Context(), address, false); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", address, err, want)
			if l != nil {
				_ = l.Close()
			}
		}
	}
	l, err := sandbox.Listen(t.Context(), "0.0.0.0:0", true)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if got := sandbox.URL(l); got != fmt.Sprint("http://127.0.0.1:", l.Addr().(*net.TCPAddr).Port) {
		t.Errorf("reached at %s", got)
	}
	if _, err := sandbox.Listen(t.Context(), strings.TrimPrefix(sandbox.URL(l), "http://"), false); err == nil || !strings.Contains(err.Error(), "in use; end the program") {
		t.Errorf("a taken port: %v", err)
	}
}

// patience is how long an answer may take: the machine may be busy.
const patience = 2 * time.Minute

// TestServe: it serves until it is stopped, finishes requests in progress,
// and logs nothing of what it received.
func TestServe(t *testing.T) {
	b := clinic(t)
	token := b.signIn().Access
	l, err := sandbox.Listen(t.Context(), "127.0.0.1:0", false)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	var complaints bytes.Buffer
	go func() { ended <- b.Serve(ctx, l, log.New(&complaints, "", 0)) }()

	client := &http.Client{Timeout: patience}
	defer client.CloseIdleConnections()
	r, err := http.NewRequestWithContext(t.Context(), "GET", sandbox.URL(l)+"/v2/me?token="+token, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	got, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(got.Body)
	_ = got.Body.Close()
	if err != nil || got.StatusCode != 200 || !strings.Contains(string(body), "Ada") {
		t.Errorf("%d %s, %v", got.StatusCode, body, err)
	}
	stop()
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(patience):
		t.Fatal("it does not stop")
	}
	if strings.Contains(complaints.String(), token) {
		t.Errorf("it says %s", &complaints)
	}
	if _, err := client.Do(r); err == nil {
		t.Error("it still answers")
	}
}

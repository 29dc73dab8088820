package authorize

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"html/template"
	"log"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/postwright/postwright/collection/lazy"
)

// ErrTimeout is returned when no answer came in time.
var ErrTimeout = errors.New("no answer came from the browser")

//go:embed page.html
var pageText string

var pages = lazy.Value[*template.Template]{New: func() *template.Template { return template.Must(template.New("").Parse(pageText)) }}

// Listener waits at a redirect URI on this machine for the browser.
type Listener struct {
	attempt   *Attempt
	listeners []net.Listener
	tell      func(refused string)

	code     chan string
	result   chan error // of the exchange, for the page that the browser waits for
	mutex    sync.Mutex
	answered bool
}

// Listen opens the redirect URI of an attempt, which must be on this machine. Tell gets a
// sentence about each request that is refused.
func (a *Attempt) Listen(ctx context.Context, tell func(refused string)) (*Listener, error) {
	u := a.redirectURI
	if u.Scheme != "http" || !isLoopback(u.Hostname()) {
		return nil, fmt.Errorf("the redirect URI %s is not on this machine, so nothing can listen there; add --paste, or take one such as %s", u, DefaultRedirectURI)
	}
	if u.Port() == "0" {
		return nil, fmt.Errorf("the redirect URI %s needs a fixed port, because it must be registered", u)
	}
	hosts := []string{u.Hostname()}
	if u.Hostname() == "localhost" {
		hosts = []string{"127.0.0.1", "::1"} // browsers try either
	}
	l := &Listener{attempt: a, tell: tell, code: make(chan string, 1), result: make(chan error, 1)}
	for i, host := range hosts {
		opened, err := (&net.ListenConfig{}).Listen(ctx, "tcp", net.JoinHostPort(host, portOf(u)))
		switch {
		case err == nil:
			l.listeners = append(l.listeners, opened)
		case i == 0:
			var inner *net.OpError
			if errors.As(err, &inner) {
				err = inner.Err
			}
			return nil, fmt.Errorf("cannot listen on %s: %w; end the program that uses the port, register another address and name it with --redirect-uri, or add --paste", hostPort(u), err)
		}
	}
	return l, nil
}

// Close frees the port, as Wait does at its end.
func (l *Listener) Close() {
	for _, opened := range l.listeners {
		_ = opened.Close()
	}
}

// Wait serves the redirect URI until the browser brings an answer, has exchange trade the
// code in it, shows the outcome in the browser, and returns it. It gives up when ctx ends:
// the error is then [ErrTimeout] for a deadline, and that of ctx otherwise.
func (l *Listener) Wait(ctx context.Context, exchange func(code string) error) error {
	denied := make(chan error, 1)
	server := &http.Server{
		Handler:           l.handler(denied),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       5 * time.Second,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          log.New(&discarded{}, "", 0), // it would print parts of requests
	}
	for _, opened := range l.listeners {
		go func() { _ = server.Serve(opened) }()
	}
	defer func() {
		// The browser gets its page first.
		patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
		defer cancel()
		if server.Shutdown(patience) != nil {
			_ = server.Close()
		}
		l.Close()
	}()
	select {
	case <-ctx.Done():
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			return ErrTimeout
		}
		return ctx.Err()
	case err := <-denied:
		return err
	case code := <-l.code:
		err := exchange(code)
		l.result <- err
		return err
	}
}

type discarded struct{}

func (*discarded) Write(p []byte) (int, error) { return len(p), nil }

// handler answers the browser.
func (l *Listener) handler(denied chan<- error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		u := l.attempt.redirectURI
		refuse := func(status int, why string) {
			l.tell("refused a request to " + hostPort(u) + ": " + why)
			show(w, status, page{Title: "Not accepted", Text: "Postwright did not accept this request: " + why + ".", Next: "It still waits for the right answer. Go back to the terminal."})
		}
		switch {
		case r.Host != u.Host:
			// A page of another site may have a name that leads to this machine.
			refuse(http.StatusMisdirectedRequest, "it was sent to another host")
			return
		case r.URL.Path != pathOf(u):
			http.NotFound(w, r) // a browser's favicon.ico
			return
		case r.Method != http.MethodGet:
			w.Header().Set("Allow", http.MethodGet)
			refuse(http.StatusMethodNotAllowed, "its method is not GET")
			return
		}
		answer, err := url.ParseQuery(r.URL.RawQuery)
		code := ""
		if err == nil {
			code, err = l.attempt.read(answer)
		} else {
			err = errors.New("its query cannot be read")
		}
		var refused *DeniedError
		switch {
		case err != nil && !errors.As(err, &refused):
			refuse(http.StatusBadRequest, err.Error())
			return
		case !l.first():
			l.tell("refused a second answer; a code can be used once")
			show(w, http.StatusConflict, page{Title: "Already answered", Text: "Postwright has its answer already, and a code can be used only once.", Next: "To authorize again, run the command again."})
			return
		case refused != nil:
			show(w, http.StatusOK, page{Title: "Not authorized", Text: "No tokens were issued: " + refused.Error() + ".", Next: "You can close this window."})
			denied <- refused
			return
		}
		l.code <- code
		select {
		case err = <-l.result:
		case <-r.Context().Done(): // the run ended
			return
		}
		if err != nil {
			show(w, http.StatusOK, page{Title: "Not authorized", Text: "The tokens could not be fetched or stored.", Next: "The terminal says why. You can close this window."})
			return
		}
		show(w, http.StatusOK, page{Title: "Authorized", Text: "The tokens are stored.", Next: "You can close this window and go back to the terminal."})
	})
}

// first reports whether no answer was taken before.
func (l *Listener) first() bool {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	before := l.answered
	l.answered = true
	return !before
}

func pathOf(u *url.URL) string {
	if u.Path == "" {
		return "/"
	}
	return u.Path
}

// page is what the browser shows.
type page struct{ Title, Text, Next string }

func show(w http.ResponseWriter, status int, p page) {
	var text bytes.Buffer
	if err := pages.Get().Execute(&text, p); err != nil {
		http.Error(w, p.Text, status)
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; img-src data:; style-src 'sha256-"+styleHash.Get()+"'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	h.Set("Cache-Control", "no-store")
	// The address holds the code.
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Connection", "close")
	w.WriteHeader(status)
	_, _ = w.Write(text.Bytes()) // the browser has gone
}

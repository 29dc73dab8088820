package authorize

import (
	"context"
	"net/http"
	"sync"
	"time"

	"golang.org/x/oauth2"
)

// patience is how long a request to the server may take.
const patience = 30 * time.Second

// transport sends requests to the server, through the proxy that the environment names. It
// follows no redirects, which would lose the body or bring credentials to another server.
type transport struct {
	client *http.Client

	mutex sync.Mutex
	skew  time.Duration // how far the server's clock is ahead of this one
}

func newTransport() *transport {
	t := &transport{}
	t.client = &http.Client{
		Transport:     t,
		Timeout:       patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return t
}

// RoundTrip sends a request and notes the server's clock.
func (t *transport) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return nil, err
	}
	if date, err := http.ParseTime(response.Header.Get("Date")); err == nil {
		t.mutex.Lock()
		t.skew = time.Until(date)
		t.mutex.Unlock()
	}
	return response, nil
}

// in returns a context in which the oauth2 library sends its requests this way.
func (t *transport) in(ctx context.Context) context.Context {
	return context.WithValue(ctx, oauth2.HTTPClient, t.client)
}

// clockOff returns how far the clocks of this machine and the server are apart, and 0 if
// that does not matter.
func (t *transport) clockOff() time.Duration {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if off := t.skew.Abs(); off > 2*time.Minute {
		return off.Round(time.Minute)
	}
	return 0
}

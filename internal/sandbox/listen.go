package sandbox

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

// Listen listens on an address, HOST:PORT; port 0 means any free port. Unless
// anywhere is set, the address must be reachable only from this machine.
func Listen(ctx context.Context, address string, anywhere bool) (net.Listener, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("%q is not an address: write HOST:PORT, such as 127.0.0.1:8080", address)
	}
	if !anywhere {
		if err := onlyHere(ctx, host); err != nil {
			return nil, err
		}
	}
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
	if err != nil {
		var inner *net.OpError
		if errors.As(err, &inner) {
			err = inner.Err
		}
		if errors.Is(err, syscall.EADDRINUSE) {
			err = fmt.Errorf("%w; end the program that uses the port, or choose another with --addr (port 0 takes a free one)", err)
		}
		return nil, fmt.Errorf("cannot listen on %s: %w", address, err)
	}
	return l, nil
}

// onlyHere returns an error for a host that other machines can reach.
func onlyHere(ctx context.Context, host string) error {
	refused := fmt.Errorf("%q can be reached from other machines; take 127.0.0.1, or allow it with --listen-anywhere", host)
	if host == "" {
		return refused
	}
	found, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return fmt.Errorf("cannot find the address of %q: %w", host, err)
	}
	for _, ip := range found {
		if !ip.Unmap().IsLoopback() {
			return refused
		}
	}
	return nil
}

// URL returns the URL of a listener from this machine, without a slash at the
// end.
func URL(l net.Listener) string {
	at, err := netip.ParseAddrPort(l.Addr().String())
	if err != nil {
		return "http://" + l.Addr().String()
	}
	if at.Addr().IsUnspecified() {
		at = netip.AddrPortFrom(netip.AddrFrom4([4]byte{127, 0, 0, 1}), at.Port())
	}
	return "http://" + at.String()
}

// Serve answers requests until the context ends, and then waits for requests
// in progress.
func (s *Server) Serve(ctx context.Context, l net.Listener, complaints *log.Logger) error {
	server := &http.Server{
		Handler:           s.guarded(l),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          complaints,
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	select {
	case err := <-ended:
		return fmt.Errorf("cannot serve: %w", err)
	case <-ctx.Done():
	}
	patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := server.Shutdown(patience); err != nil {
		_ = server.Close()
	}
	<-ended
	return nil
}

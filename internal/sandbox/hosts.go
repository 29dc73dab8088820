package sandbox

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
)

// guarded refuses requests that a page of another site may have made a
// browser send. If the page's host name resolves to this machine (DNS
// rebinding), Host is that name. If the page sends requests without reading
// the answers, Origin is the page's.
func (s *Server) guarded(l net.Listener) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		addresses := []net.Addr{l.Addr()}
		if local, ok := r.Context().Value(http.LocalAddrContextKey).(net.Addr); ok {
			addresses = append(addresses, local)
		}
		switch {
		case !isOwn(r.Host, addresses):
			s.fail(w, http.StatusMisdirectedRequest, fmt.Sprintf("The sandbox does not answer to the host %q. Send the request to %s.", r.Host, URL(l)))
		case !fromHere(r, addresses):
			s.fail(w, http.StatusForbidden, fmt.Sprintf("The sandbox does not answer requests from the site %q.", r.Header.Get("Origin")))
		default:
			s.ServeHTTP(w, r)
		}
	})
}

// isOwn reports whether a host with its port is one of the addresses, or
// another name of this machine with one of their ports.
func isOwn(hostPort string, addresses []net.Addr) bool {
	host, port, err := net.SplitHostPort(hostPort)
	if err != nil {
		host, port = strings.Trim(hostPort, "[]"), "80"
	}
	ip, err := netip.ParseAddr(host)
	isLocal := strings.EqualFold(host, "localhost") || err == nil && (ip == netip.IPv6Loopback() || ip == netip.AddrFrom4([4]byte{127, 0, 0, 1}))
	for _, address := range addresses {
		own, ownPort, splitErr := net.SplitHostPort(address.String())
		if splitErr != nil || ownPort != port {
			continue
		}
		ownIP, ownErr := netip.ParseAddr(own)
		if isLocal || err == nil && ownErr == nil && !ownIP.IsUnspecified() && ownIP.Unmap() == ip.Unmap() {
			return true
		}
	}
	return false
}

// fromHere reports whether a request comes from no other site's page, by its
// headers. The authorization page sends "null" as its origin, because its
// referrer policy makes browsers do so.
func fromHere(r *http.Request, addresses []net.Addr) bool {
	origin := r.Header.Get("Origin")
	if origin == "" || origin == "null" && r.Header.Get("Sec-Fetch-Site") == "same-origin" {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Scheme == "http" && isOwn(u.Host, addresses)
}

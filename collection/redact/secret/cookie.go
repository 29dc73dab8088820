package secret

import (
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lazy"
)

// tracking has the names of cookies for analytics, consent banners, load balancers and
// debuggers (https://xdebug.org/docs/step_debug). A name that ends in "*" is a prefix.
var tracking = lazy.Value[[]string]{New: func() []string {
	return strings.Fields(`
	__cuid _ga* _gid _gat* _gcl_* _fbp _fbc __utm* _hj* ajs_* amp_* amplitude* optimizely* optanon* cookieconsent* _mkto_trk
	_pk_* mp_* hubspotutk __hs* intercom-id-* _clck _clsk _uet* _pin_unauth _scid _tt* __gads __gpi __qca _vwo* _dc_gtm*
	s_cc s_sq s_vi s_fid s_nr* amcv* mbox personalization_id guest_id* nid 1p_jar consent socs
	awsalb* awselb* arraffinity* bigip* ts01* citrix_ns_id* route serverid
	__cfduid __cf_bm _cfuvid cf_clearance __cflb incap_ses_* visid_incap_* nlbi_* ak_bmsc bm_* _abck akavpau* datadome
	lang language locale theme currency country region timezone
	xdebug_* start_debug debug_host debug_port debug_session_id
`)
}}

// isTracking reports whether a cookie with a name has no secret.
func isTracking(name string) bool {
	name = strings.ToLower(name)
	if strings.Contains(name, "csrf") || strings.Contains(name, "xsrf") {
		return true // it prevents forged requests, and gives no access
	}
	for _, known := range tracking.Get() {
		if start, all := strings.CutSuffix(known, "*"); name == known || all && strings.HasPrefix(name, start) {
			return true
		}
	}
	return false
}

// echoes has public services that echo requests: a session with one of them gives no
// access.
var echoes = []string{"postman-echo.com", "echo.getpostman.com", "httpbin.org", "httpbingo.org", "jsonplaceholder.typicode.com", "reqres.in"}

// ofEcho reports whether a node is part of a request to one of [echoes], or of its
// response.
func ofEcho(n jsontree.Node) bool {
	for at := n.Parent(); at.Exists(); at = at.Parent() {
		if at.Kind() != jsontree.Object {
			continue
		}
		u := collection.Request{Node: at}.URL()
		if !u.Node.Exists() {
			u = collection.Response{Node: at}.OriginalRequest().URL()
		}
		if u.Node.Exists() {
			return isEcho(u.Sent())
		}
	}
	return false
}

func isEcho(address string) bool {
	for _, host := range echoes {
		if strings.Contains(address, host) {
			return true
		}
	}
	return false
}

// holdsCookies reports whether a name is that of a header with cookies.
func holdsCookies(name string) bool {
	return strings.EqualFold(name, "cookie") || strings.EqualFold(name, "set-cookie")
}

// cookies returns the secrets among the cookies of a header's value.
func cookies(n jsontree.Node, text, name string) (found []Finding) {
	if ofEcho(n) {
		return nil
	}
	for _, t := range cookieTokens(text, name) {
		found = append(found, t.at(n, text))
	}
	return found
}

// cookieTokens returns the values of the cookies in a header that give access. In
// Set-Cookie, everything after the first pair is an attribute (RFC 6265, section 4.1).
func cookieTokens(text, header string) (found []Token) {
	at := 0
	for pair := range strings.SplitSeq(text, ";") {
		start := at
		at += len(pair) + len(";")
		name, value, ok := strings.Cut(pair, "=")
		from := start + len(name) + len("=")
		if name = strings.TrimSpace(name); ok && !isAttribute(name) {
			from += len(value) - len(strings.TrimLeft(value, " \""))
			value = strings.Trim(value, " \"\r\n")
			known := isSession(name)
			if !isTracking(name) && (known || holdsRandom(value) && !strings.ContainsAny(value, "%&|:")) && credential(name, value) && !standsInPart(value) && !wordy(value) && !isSample(value) {
				found = append(found, Token{from, from + len(value), Words(header), name})
			}
		}
	}
	return found
}

// isAttribute reports whether a name is that of an attribute of Set-Cookie.
func isAttribute(name string) bool {
	switch strings.ToLower(name) {
	case "path", "domain", "expires", "max-age", "samesite", "secure", "httponly", "priority", "partitioned", "version", "comment":
		return true
	}
	return false
}

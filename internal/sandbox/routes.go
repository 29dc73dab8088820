package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/postwright/postwright/internal/sandbox/mock"
)

// maxBody is how many bytes of a body an OAuth endpoint reads.
const maxBody = 64 << 10

// endpoint is one OAuth endpoint.
type endpoint struct {
	handler http.Handler
	methods []string
}

func (s *Server) newRoutes(authorize, token string) map[string]endpoint {
	routes := map[string]endpoint{
		// Another site's page must not press the button.
		authorize: {http.NewCrossOriginProtection().Handler(http.HandlerFunc(s.authorize)), []string{"GET", "POST"}},
		token:     {http.HandlerFunc(s.token), []string{"POST"}},
	}
	for _, path := range s.template.Sandbox.Revoke {
		routes[path] = endpoint{http.HandlerFunc(s.revoke), []string{"POST"}}
	}
	return routes
}

// ServeHTTP answers a request as the API would.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Content-Type-Options", "nosniff")
	path := r.URL.Path
	if e, ok := s.routes[path]; ok {
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		e.serve(s, w, r)
		return
	}
	if e, ok := s.routes[path+"/"]; ok {
		s.lacksSlash(e, w, r)
		return
	}
	r.Body = http.MaxBytesReader(w, r.Body, mock.MaxUpload)
	s.api(w, r)
}

func (e endpoint) serve(s *Server, w http.ResponseWriter, r *http.Request) {
	if slices.Contains(e.methods, r.Method) {
		e.handler.ServeHTTP(w, r)
		return
	}
	s.wrongMethod(w, r, e.methods)
}

// wrongMethod answers a request whose method the path does not support.
func (s *Server) wrongMethod(w http.ResponseWriter, r *http.Request, methods []string) {
	allowed := strings.Join(methods, ", ")
	w.Header().Set("Allow", allowed)
	s.fail(w, http.StatusMethodNotAllowed, fmt.Sprintf("%s takes %s, not %s.", r.URL.Path, allowed, r.Method))
}

// lacksSlash answers a path that lacks only the slash at the end. It
// redirects a GET; other methods would lose their body, so they get an error.
func (s *Server) lacksSlash(e endpoint, w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet && slices.Contains(e.methods, r.Method) {
		to := *r.URL
		to.Path += "/"
		http.Redirect(w, r, to.RequestURI(), http.StatusMovedPermanently)
		return
	}
	s.fail(w, http.StatusNotFound, fmt.Sprintf("No such endpoint: %s. The path ends with a slash: %[1]s/", r.URL.Path))
}

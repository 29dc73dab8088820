package authorize

import (
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"github.com/postwright/postwright/collection/lazy"
)

// styleHash names the page's one style for the content security policy, which allows no
// other.
var styleHash = lazy.Value[string]{New: func() string {
	_, style, _ := strings.Cut(pageText, "<style>")
	style, _, _ = strings.Cut(style, "</style>")
	sum := sha256.Sum256([]byte(style))
	return base64.StdEncoding.EncodeToString(sum[:])
}}

package sandbox

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/go-oauth2/oauth2/v4"
	"github.com/go-oauth2/oauth2/v4/errors"
	"github.com/go-oauth2/oauth2/v4/models"
)

const (
	// mostTokens limits how many access tokens, and how many codes, are kept.
	// Beyond it the oldest are removed.
	mostTokens = 10_000
	// remembered is how long an expired token is distinguished from one that
	// was never issued.
	remembered = 10 * time.Minute
)

// digest is the SHA-256 of a token. Tokens themselves are not kept.
type digest [sha256.Size]byte

func digestOf(token string) digest { return sha256.Sum256([]byte(token)) }

// MarshalText returns the digest in hexadecimal.
func (d digest) MarshalText() ([]byte, error) { return []byte(hex.EncodeToString(d[:])), nil }

// UnmarshalText reads what MarshalText writes.
func (d *digest) UnmarshalText(text []byte) error {
	if len(text) != hex.EncodedLen(len(d)) {
		return hex.ErrLength
	}
	_, err := hex.Decode(d[:], text)
	return err
}

// grant is what a user has authorized, found by its refresh token.
type grant struct {
	Client, User, Scope string
	Created             time.Time
}

// access is an access token.
type access struct {
	Grant               digest
	Client, User, Scope string
	Created             time.Time
	Lifetime            time.Duration
}

func (a access) expires() time.Time { return a.Created.Add(a.Lifetime) }

// code is an authorization code. A used code is kept until it expires, so
// that a second use is recognized.
type code struct {
	info         oauth2.TokenInfo
	taken, again bool
	grant        digest // what it was exchanged for
}

// store keeps codes, grants and access tokens. Unlike the stores of the OAuth
// library, it gives a code only once even to concurrent requests, keeps one
// grant per user, and leaves the grant as it is when a token is refreshed.
type store struct {
	mu     sync.RWMutex
	codes  map[digest]*code
	grants map[digest]grant
	access map[digest]access
	// Codes and access tokens, in order of creation; some may have been
	// removed.
	codeOrder, accessOrder []digest
	file                   *stateFile
	most                   int
}

var _ oauth2.TokenStore = (*store)(nil)

// newStore returns a store with the content of a state file; both may be nil.
func newStore(file *stateFile, kept *state) *store {
	s := &store{codes: map[digest]*code{}, grants: map[digest]grant{}, access: map[digest]access{}, file: file, most: mostTokens}
	if kept == nil {
		return s
	}
	maps.Copy(s.grants, kept.Grants)
	maps.Copy(s.access, kept.Access)
	for key := range s.access {
		s.accessOrder = append(s.accessOrder, key)
	}
	slices.SortFunc(s.accessOrder, func(a, b digest) int {
		return cmp.Or(s.access[a].Created.Compare(s.access[b].Created), bytes.Compare(a[:], b[:]))
	})
	return s
}

// change changes grants and access tokens and writes the file. If the file
// cannot be written, the change is undone.
func (s *store) change(f func()) error {
	if s.file == nil {
		f()
		return nil
	}
	grants, tokens, order := maps.Clone(s.grants), maps.Clone(s.access), s.accessOrder
	f()
	err := s.file.write(&state{Grants: s.grants, Access: s.access})
	if err != nil {
		s.grants, s.access, s.accessOrder = grants, tokens, order
	}
	return err
}

// Create keeps a code, a new grant with its first access token, or a further
// access token of a grant.
func (s *store) Create(_ context.Context, info oauth2.TokenInfo) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if text := info.GetCode(); text != "" {
		s.keepCode(digestOf(text), info)
		return nil
	}
	refresh := digestOf(info.GetRefresh())
	token := access{refresh, info.GetClientID(), info.GetUserID(), info.GetScope(), info.GetAccessCreateAt(), info.GetAccessExpiresIn()}
	key := digestOf(info.GetAccess())
	// A refresh preserves the time at which its grant was made.
	isNew := info.GetRefreshCreateAt().Equal(info.GetAccessCreateAt())
	if _, known := s.grants[refresh]; !isNew && !known {
		return errors.ErrInvalidRefreshToken // revoked since it was looked up
	}
	return s.change(func() {
		if isNew {
			maps.DeleteFunc(s.grants, func(_ digest, g grant) bool { return g.Client == token.Client && g.User == token.User })
			s.grants[refresh] = grant{token.Client, token.User, token.Scope, token.Created}
		}
		s.forget(s.outdated(token.Created))
		s.access[key] = token
		s.accessOrder = append(s.accessOrder, key)
	})
}

func (s *store) keepCode(key digest, info oauth2.TokenInfo) {
	now := info.GetCodeCreateAt()
	for len(s.codeOrder) > 0 {
		first, ok := s.codes[s.codeOrder[0]]
		if ok && len(s.codes) < s.most && now.Before(first.info.GetCodeCreateAt().Add(first.info.GetCodeExpiresIn())) {
			break
		}
		delete(s.codes, s.codeOrder[0])
		s.codeOrder = s.codeOrder[1:]
	}
	s.codes[key] = &code{info: info}
	s.codeOrder = append(s.codeOrder, key)
}

// outdated returns the access tokens at the front of the order that need not
// be kept.
func (s *store) outdated(now time.Time) []digest {
	i := 0
	for ; i < len(s.accessOrder); i++ {
		token, ok := s.access[s.accessOrder[i]]
		if ok && len(s.accessOrder)-i < s.most && now.Before(token.expires().Add(remembered)) {
			break
		}
	}
	return s.accessOrder[:i]
}

// forget removes the tokens that outdated returned.
func (s *store) forget(old []digest) {
	for _, key := range old {
		delete(s.access, key)
	}
	s.accessOrder = s.accessOrder[len(old):]
}

// RemoveByCode removes a code from the store. It fails if another request has
// used the code before.
func (s *store) RemoveByCode(_ context.Context, text string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.codes[digestOf(text)]
	if !ok || c.taken {
		return errors.ErrInvalidAuthorizeCode
	}
	c.taken = true
	return nil
}

// exchanged records the result of a code's exchange: a refresh token, or ""
// if it was refused. A second use of a code revokes the tokens it was
// exchanged for (RFC 6749, section 4.1.2).
func (s *store) exchanged(text, refresh string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.codes[digestOf(text)]
	if !ok || !c.taken {
		return nil // refused, and still valid
	}
	if refresh == "" {
		c.again = true
	} else {
		c.grant = digestOf(refresh)
	}
	if !c.again {
		return nil
	}
	return s.removeGrant(c.grant)
}

// RemoveByAccess revokes an access token.
func (s *store) RemoveByAccess(_ context.Context, token string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := digestOf(token)
	if _, ok := s.access[key]; !ok {
		return nil
	}
	return s.change(func() { delete(s.access, key) })
}

// RemoveByRefresh revokes a refresh token and the access tokens issued with
// it (RFC 7009, section 2.1).
func (s *store) RemoveByRefresh(_ context.Context, token string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.removeGrant(digestOf(token))
}

func (s *store) removeGrant(refresh digest) error {
	if _, ok := s.grants[refresh]; !ok {
		return nil
	}
	return s.change(func() {
		delete(s.grants, refresh)
		maps.DeleteFunc(s.access, func(_ digest, a access) bool { return a.Grant == refresh })
	})
}

// GetByCode finds a code; nil if there is none.
func (s *store) GetByCode(_ context.Context, text string) (oauth2.TokenInfo, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	c, ok := s.codes[digestOf(text)]
	if !ok || c.taken {
		return nil, nil
	}
	return c.info, nil
}

// GetByAccess finds an access token; nil if there is none.
func (s *store) GetByAccess(_ context.Context, token string) (oauth2.TokenInfo, error) {
	key := digestOf(token)
	s.mu.RLock()
	a, ok := s.access[key]
	s.mu.RUnlock()
	if !ok {
		return nil, nil
	}
	return &models.Token{ClientID: a.Client, UserID: a.User, Scope: a.Scope,
		Access: token, AccessCreateAt: a.Created, AccessExpiresIn: a.Lifetime}, nil
}

// GetByRefresh finds a refresh token; nil if there is none.
func (s *store) GetByRefresh(_ context.Context, token string) (oauth2.TokenInfo, error) {
	key := digestOf(token)
	s.mu.RLock()
	g, ok := s.grants[key]
	s.mu.RUnlock()
	if !ok {
		return nil, nil
	}
	return &models.Token{ClientID: g.Client, UserID: g.User, Scope: g.Scope,
		Refresh: token, RefreshCreateAt: g.Created}, nil
}

package sandbox

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-oauth2/oauth2/v4/models"
)

// TestBounds: the store keeps a limited number of tokens and codes and
// removes expired ones. The newest always work.
func TestBounds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newStore(nil, nil)
		s.most = 50
		made := time.Now()
		keep := func(token *models.Token) {
			t.Helper()
			if err := s.Create(t.Context(), token); err != nil {
				t.Fatal(err)
			}
		}
		for i := range 1000 {
			now := time.Now()
			keep(&models.Token{Refresh: "r", RefreshCreateAt: made, Access: fmt.Sprint("a", i), AccessCreateAt: now, AccessExpiresIn: time.Hour})
			keep(&models.Token{Code: fmt.Sprint("c", i), CodeCreateAt: now, CodeExpiresIn: time.Minute})
			if i == 0 {
				made = made.Add(-time.Second) // what follows are refreshes
			}
			if len(s.access) > s.most || len(s.accessOrder) > s.most || len(s.codes) > s.most || len(s.codeOrder) > s.most {
				t.Fatalf("%d access tokens, %d codes", len(s.access), len(s.codes))
			}
			access, err := s.GetByAccess(t.Context(), fmt.Sprint("a", i))
			code, err2 := s.GetByCode(t.Context(), fmt.Sprint("c", i))
			if access == nil || code == nil || err != nil || err2 != nil {
				t.Fatalf("the newest: %v, %v, %v, %v", access, code, err, err2)
			}
			time.Sleep(time.Second)
		}
		time.Sleep(2 * time.Hour)
		now := time.Now()
		keep(&models.Token{Refresh: "r", RefreshCreateAt: made, Access: "last", AccessCreateAt: now, AccessExpiresIn: time.Hour})
		keep(&models.Token{Code: "last", CodeCreateAt: now, CodeExpiresIn: time.Minute})
		if len(s.access) != 1 || len(s.codes) != 1 || len(s.grants) != 1 {
			t.Errorf("%d access tokens, %d codes, %d grants are left", len(s.access), len(s.codes), len(s.grants))
		}
	})
}

// TestRevokedMeanwhile: a refresh in progress when its token is revoked
// restores nothing.
func TestRevokedMeanwhile(t *testing.T) {
	s := newStore(nil, nil)
	now := time.Now()
	first := &models.Token{Refresh: "r", RefreshCreateAt: now, Access: "a", AccessCreateAt: now, AccessExpiresIn: time.Hour}
	if err := s.Create(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	found, err := s.GetByRefresh(t.Context(), "r")
	if err != nil || found == nil {
		t.Fatal(found, err)
	}
	if err := s.RemoveByRefresh(t.Context(), "r"); err != nil {
		t.Fatal(err)
	}
	found.SetAccess("b")
	found.SetAccessCreateAt(now.Add(time.Second))
	if err := s.Create(t.Context(), found); err == nil {
		t.Error("the refresh goes through")
	}
	if again, _ := s.GetByRefresh(t.Context(), "r"); again != nil {
		t.Error("the refresh token is back")
	}
	if again, _ := s.GetByAccess(t.Context(), "b"); again != nil {
		t.Error("an access token was issued")
	}
}

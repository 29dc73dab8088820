package main

import (
	"slices"
	"strings"
	"time"

	"github.com/postwright/postwright/collection/english"
	"github.com/postwright/postwright/internal/authorize"
)

// tell prints what was granted and until when, without values.
func (f tokenFlags) tell(s streams, tokens authorize.Tokens, asked []string) error {
	granted := tokens.Scopes
	if granted == nil {
		granted = asked // as requested (RFC 6749, section 5.1)
	}
	missing := slices.DeleteFunc(slices.Clone(asked), func(scope string) bool { return slices.Contains(granted, scope) })
	if f.format == "json" {
		result := struct {
			Environment  string     `json:"environment"`
			Granted      []string   `json:"granted"`
			Missing      []string   `json:"missing"`
			ExpiresAt    *time.Time `json:"expires_at"`
			RefreshToken bool       `json:"refresh_token"`
		}{f.environment, append([]string{}, granted...), append([]string{}, missing...), nil, tokens.Refresh != ""}
		if !tokens.Expires.IsZero() {
			at := tokens.Expires.UTC().Truncate(time.Second)
			result.ExpiresAt = &at
		}
		if err := s.printJSON(result); err != nil {
			return err
		}
	} else {
		until := ", which does not say when it expires"
		if !tokens.Expires.IsZero() {
			until = ", valid until " + tokens.Expires.Local().Format("2006-01-02 15:04 MST")
		}
		s.say("wrote %s: an access token%s", f.environment, until)
		if tokens.Refresh == "" {
			s.say("The server issued no refresh token: unattended runs need one. Some servers issue it for a scope such as offline_access.")
		}
		if len(granted) > 0 {
			s.say("%s granted", english.Count(len(granted), "scope"))
		}
	}
	if len(missing) > 0 {
		s.say("postwright: not granted: %s", strings.Join(missing, " "))
		return errProblems
	}
	return nil
}

// durationWords returns a duration without units that are 0: 5m, not 5m0s.
func durationWords(d time.Duration) string {
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}

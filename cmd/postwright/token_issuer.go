package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/generate"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/redact"
	"github.com/postwright/postwright/internal/authorize"
	"github.com/postwright/postwright/internal/issuer"
)

// issuer returns the issuer that the command line names.
func (f *tokenFlags) issuer(s streams) (*issuer.Issuer, error) {
	var document *jsontree.Document
	var is *issuer.Issuer
	var err error
	if f.collection != "" {
		if document, err = readDocument(s, f.collection); err != nil {
			return nil, err
		}
	}
	if document == nil || f.templateNamed {
		is, err = f.issuerOfTemplate(s)
	} else {
		is, err = issuer.OfCollection(f.collection, collection.Of(document))
	}
	if err != nil {
		return nil, err
	}
	if err := is.Open(f.environment); err != nil {
		return nil, err
	}
	if !f.grantGiven {
		f.grant = is.Server.Grants[0]
	}
	if err := is.CheckGrant(f.grant); err != nil {
		return nil, err
	}
	if !f.refresh && !f.revoke {
		if is.Scopes, err = f.chosenScopes(s, is, document); err != nil {
			return nil, err
		}
	}
	return is, is.FindClient(f.grant, f.clientID, f.clientSecret)
}

func (f *tokenFlags) issuerOfTemplate(s streams) (*issuer.Issuer, error) {
	if f.source == (source{}) {
		f.source = f.configured()
	}
	t, err := f.source.read(s)
	if err != nil {
		return nil, err
	}
	return issuer.OfTemplate(cmp.Or(f.openapi, "the template "+f.template), t)
}

// chosenScopes returns the scopes to request.
func (f *tokenFlags) chosenScopes(s streams, is *issuer.Issuer, document *jsontree.Document) ([]string, error) {
	switch {
	case f.scopes == "all":
		return is.AllScopes()
	case f.scopes == scopesNeeded && document != nil:
		from := f.source
		if from == (source{}) {
			from = f.configured()
		}
		t, err := from.readAll(s)
		if err != nil {
			return nil, err
		}
		needed := is.ScopesNeeded(collection.Of(document), t)
		if len(needed) == 0 {
			return nil, fmt.Errorf("as far as is known, no request of %s needs a scope of %s; name the scopes with --scopes LIST", f.collection, redact.Text(t.Title))
		}
		return needed, nil
	case len(is.Template.Scopes) == 0 && f.scopes != scopesNeeded && !strings.HasPrefix(f.scopes, "@"):
		return generate.ParseScopes(f.scopes), nil
	}
	return chosenScopes(s, is.Template, nil, f.scopes)
}

// clientSecret returns the client secret that is given outside of the file; "" if there is
// none.
func (f *tokenFlags) clientSecret() (string, error) {
	if !f.secretFromInput {
		return os.Getenv(issuer.SecretVariable), nil
	}
	line, err := f.input.next(context.Background())
	if err != nil {
		return "", err
	}
	if line = strings.TrimSpace(line); line == "" {
		return "", errors.New("--client-secret-stdin: standard input has no client secret on its first line")
	}
	return line, nil
}

// lines reads the lines of standard input.
type lines struct {
	reader *bufio.Reader
}

func newLines(r io.Reader) *lines { return &lines{bufio.NewReader(r)} }

// next returns the next line without its end.
func (l *lines) next(ctx context.Context) (string, error) {
	type result struct {
		line string
		err  error
	}
	read := make(chan result, 1)
	go func() {
		line, err := l.reader.ReadString('\n')
		read <- result{line, err}
	}()
	select {
	case <-ctx.Done():
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			return "", authorize.ErrTimeout
		}
		return "", ctx.Err()
	case r := <-read:
		if r.err != nil && !errors.Is(r.err, io.EOF) {
			return "", fmt.Errorf("cannot read standard input: %w", r.err)
		}
		return strings.TrimRight(r.line, "\r\n"), nil
	}
}

package main

import (
	"context"
	"errors"
	"fmt"
	"os/signal"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/redact/secret"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/internal/authorize"
	"github.com/postwright/postwright/internal/issuer"
	"github.com/postwright/postwright/templates"
)

// defaultRedirectURI is the redirect URI unless a flag names another.
const defaultRedirectURI = authorize.DefaultRedirectURI

type tokenFlags struct {
	source
	environment, collection   string
	scopes, grant             string
	redirectURI               string
	clientID                  string
	secretFromInput           bool
	paste, noBrowser          bool
	refresh, revoke           bool
	timeout                   time.Duration
	format                    string
	input                     *lines        // standard input, by line
	configured                func() source // the settings in postwright.yaml
	templateNamed, grantGiven bool
}

func tokenCommand(s streams) *cobra.Command {
	var f tokenFlags
	cmd := &cobra.Command{
		Use:   "token [TEMPLATE]",
		Short: "Authorize in the browser, and store the tokens",
		Long: `Gets OAuth2 tokens and stores them in a Postman environment, for requests that
run unattended. It opens the authorization page, receives the code on this
machine, exchanges it, and writes the access token, the refresh token, the
expiry and the granted scopes. Other values in the file are kept. No token or
secret is printed.

The redirect URI must be registered exactly as printed among the application's
redirect URIs. With --paste, nothing listens: paste the address to which the
browser was sent. That works with any registered URI, and over SSH.

The client ID and the client secret come from the environment file. To keep the
secret out of the file, set the environment variable
` + issuer.SecretVariable + `, or pipe it to --client-secret-stdin. A refresh
token that is not in the file comes from ` + issuer.RefreshVariable + `.

The server is the one that the template, the OpenAPI document (--openapi) or
the collection (--collection) names. With both a template and a collection,
the template names the server, and --scopes needed means those that the
collection needs.

Exit codes: 0 the tokens are stored, or revoked; 1 the server or the user
refused, or did not grant every scope; 2 the job could not be done.`,
		Example: `  postwright token --environment drchrono.postman_environment.json
  postwright token --environment e.json --paste --no-browser  # over SSH
  postwright token --environment e.json --scopes user:read,calendar:read
  postwright token --environment e.json --refresh   # in CI, without a browser
  postwright token --environment e.json --revoke
  postwright token --collection api.json --environment e.json
  postwright token --openapi api.yaml --environment e.json`,
		Args: takes(0, 1, "name one template"),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return templates.Names(), cobra.ShellCompDirectiveDefault
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			c, err := configurationHere(s)
			if err != nil {
				return err
			}
			f.configured = func() source { return sourceOf(c).orDefault() }
			if len(args) == 1 {
				f.template, f.templateNamed = args[0], true
			}
			f.grantGiven = cmd.Flags().Changed("grant")
			f.input = newLines(s.in)
			err = runToken(s, f)
			return maskedError(s, err)
		},
	}
	f.define(cmd)
	return cmd
}

// define adds the flags to the command.
func (f *tokenFlags) define(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringVar(&f.environment, "environment", "", "store the tokens in the Postman environment `FILE`, JSON or YAML; it is created if it does not exist")
	f.addFlags(cmd)
	flags.StringVar(&f.collection, "collection", "", "use the OAuth2 settings of the collection `FILE`")
	flags.StringVar(&f.scopes, "scopes", "all", "scopes to request: all, needed, a comma-separated `LIST`, or @FILE")
	completeList(cmd, "scopes", askable)
	flags.StringVar(&f.grant, "grant", "", "authorization_code, client_credentials or device_code (default: the first `GRANT` that the server declares)")
	must(cmd.RegisterFlagCompletionFunc("grant", cobra.FixedCompletions(completions(issuer.Grants), cobra.ShellCompDirectiveNoFileComp)))
	flags.StringVar(&f.redirectURI, "redirect-uri", defaultRedirectURI, "the application's redirect `URI` to use")
	flags.BoolVar(&f.paste, "paste", false, "do not listen; read the address to which the browser was sent from standard input")
	flags.BoolVar(&f.noBrowser, "no-browser", false, "print the address only")
	flags.StringVar(&f.clientID, "client-id", "", "client `ID` (default: from the environment file)")
	flags.BoolVar(&f.secretFromInput, "client-secret-stdin", false, "read the client secret from the first line of standard input")
	flags.BoolVar(&f.refresh, "refresh", false, "renew the tokens with the stored refresh token, without a browser")
	flags.BoolVar(&f.revoke, "revoke", false, "revoke the stored tokens, and remove them from the file")
	flags.DurationVar(&f.timeout, "timeout", 5*time.Minute, "how long to wait for the user")
	addChoice(cmd, &f.format, "format", "output format of the result", []string{"text", formatJSON})
}

// maskedError returns an error without what looks like a secret: settings in
// a file may contain one by mistake. An error that the server reports is
// printed, and becomes exit code 1.
func maskedError(s streams, err error) error {
	var denied *authorize.DeniedError
	var refused *authorize.RefusedError
	switch {
	case err == nil, errors.Is(err, errProblems):
		return err
	case errors.As(err, &denied), errors.As(err, &refused):
		s.say("postwright: %s", secret.MaskText(err.Error()))
		return errProblems
	}
	return errors.New(secret.MaskText(err.Error()))
}

// runToken gets, renews or revokes tokens.
func runToken(s streams, f tokenFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	is, err := f.issuer(s)
	if err != nil {
		return err
	}
	// A request in progress finishes despite an interruption: the server's
	// answer must be stored, because it may have replaced the refresh token.
	ctx, stop := signal.NotifyContext(context.Background(), endings()...)
	defer stop()
	switch {
	case f.refresh:
		tokens, before, err := is.Renew(context.WithoutCancel(ctx))
		if err != nil {
			return err
		}
		return f.tell(s, tokens, before)
	case f.revoke:
		return f.revokeTokens(context.WithoutCancel(ctx), s, is)
	}
	err = f.authorize(ctx, s, is)
	switch {
	case errors.Is(err, authorize.ErrTimeout):
		return fmt.Errorf("%w within %s; nothing was written; run the command again", err, durationWords(f.timeout))
	case errors.Is(err, context.Canceled):
		return errors.New("interrupted; nothing was written")
	}
	return err
}

// check returns an error for flags that do not go together.
func (f tokenFlags) check() error {
	interactive := f.paste || f.noBrowser || f.grantGiven
	switch {
	case f.environment == "":
		return errors.New("name the file for the tokens: --environment FILE (see postwright token --help)")
	case f.environment == "-":
		return errors.New("tokens are not printed; name a file for --environment")
	case f.refresh && f.revoke:
		return errors.New("--refresh and --revoke do not go together")
	case (f.refresh || f.revoke) && interactive:
		return errors.New("--refresh and --revoke ask no user; leave out --paste, --no-browser and --grant")
	case f.collection != "" && f.openapi != "":
		return errors.New("--collection and --openapi both name a server; leave one out")
	case f.grantGiven && !slices.Contains(issuer.Grants, f.grant):
		return fmt.Errorf("--grant takes one of %s, not %q", strings.Join(issuer.Grants, ", "), f.grant)
	case f.timeout <= 0:
		return errors.New("--timeout must be longer than 0")
	}
	return nil
}

// authorize gets the first tokens.
func (f tokenFlags) authorize(ctx context.Context, s streams, is *issuer.Issuer) error {
	if err := is.CheckWritable(); err != nil {
		return err
	}
	session, err := is.Session()
	if err != nil {
		return err
	}
	var tokens authorize.Tokens
	keep := func(got authorize.Tokens, err error) error {
		if err != nil {
			return err
		}
		tokens = got
		return is.Store(tokens)
	}
	sure := context.WithoutCancel(ctx)
	ctx, cancel := context.WithTimeout(ctx, f.timeout)
	defer cancel()
	switch f.grant {
	case template.ClientCredentials:
		err = keep(session.ClientCredentials(sure))
	case template.DeviceCode:
		var device *authorize.Device
		if device, err = session.StartDevice(ctx); err == nil {
			s.say("The code to enter: %s", device.Code())
			f.show(s, device.URL())
			err = keep(device.Wait(ctx))
		}
	default:
		var attempt *authorize.Attempt
		if attempt, err = session.Start(f.redirectURI); err == nil {
			err = f.code(ctx, s, is, attempt, func(code string) error { return keep(attempt.Exchange(sure, code)) })
		}
	}
	if err != nil {
		return err
	}
	return f.tell(s, tokens, is.Scopes)
}

// code asks the user to authorize, and passes the resulting code to exchange.
func (f tokenFlags) code(ctx context.Context, s streams, is *issuer.Issuer, attempt *authorize.Attempt, exchange func(code string) error) error {
	registration := is.Server.Registration
	if registration == "" {
		registration = "among the application's redirect URIs"
	}
	s.say("Redirect URI: %s", f.redirectURI)
	s.say("It must be registered exactly as written, %s.", registration)
	if f.paste {
		f.show(s, attempt.URL())
		s.say("Then paste the address to which the browser was sent, and press Enter:")
		line, err := f.input.next(ctx)
		if err != nil {
			return err
		}
		code, err := attempt.Pasted(line)
		if err != nil {
			return err
		}
		return exchange(code)
	}
	listener, err := attempt.Listen(ctx, func(refused string) { s.say("%s", refused) })
	if err != nil {
		return err
	}
	defer listener.Close()
	f.show(s, attempt.URL())
	s.say("Waiting for the answer for %s; Ctrl-C ends it.", durationWords(f.timeout))
	return listener.Wait(ctx, exchange)
}

// show prints an address and opens it in the browser, unless --no-browser is
// set.
func (f tokenFlags) show(s streams, address string) {
	s.say("Open this address and authorize:")
	s.say("")
	s.say("  %s", address)
	s.say("")
	if f.noBrowser {
		return
	}
	// On some systems it runs as long as the browser does.
	go func() {
		if err := <-authorize.OpenBrowser(address); err != nil {
			s.say("No browser could be opened; open the address yourself.")
		}
	}()
}

// revokeTokens revokes the stored tokens.
func (f tokenFlags) revokeTokens(ctx context.Context, s streams, is *issuer.Issuer) error {
	revoked, err := is.Revoke(ctx)
	if err != nil {
		return err
	}
	if f.format == formatJSON {
		return s.printJSON(struct {
			Environment string   `json:"environment"`
			Revoked     []string `json:"revoked"`
		}{f.environment, revoked})
	}
	s.say("revoked the tokens in %s, and removed them from it", f.environment)
	return nil
}

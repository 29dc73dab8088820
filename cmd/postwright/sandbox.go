package main

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/sandbox"
	"github.com/postwright/postwright/templates"
)

type sandboxFlags struct {
	address, environment, collection, state string
	lifetime                                time.Duration
	redirectURIs                            []string
	limits, anywhere                        bool
}

func sandboxCommand(s streams) *cobra.Command {
	var f sandboxFlags
	cmd := &cobra.Command{
		Use:   "sandbox [TEMPLATE]",
		Short: "Run a local mock of an API",
		Long: `Serves a local mock of the template's API: the OAuth2 authorization page,
tokens, refresh and revocation, the connected user, and synthetic records that
requests read, create, change and delete in memory. Requests that the API's
document does not allow are refused with the reason. It runs until it is
interrupted. Without TEMPLATE, it uses the template named in a postwright.yaml
in this folder or above.

The first line on standard output is the address:
listening on http://127.0.0.1:PORT

It accepts one application: client ID ` + sandbox.ClientID + `, client secret
` + sandbox.ClientSecret + `, with two redirect URIs: the template's callback
and the one of postwright token. --redirect-uri replaces the second one.`,
		Example: `  postwright sandbox --environment e.json  # then, in another terminal:
  newman run dist/drchrono.postman_collection.json -e e.json

  postwright sandbox --collection s.json   # to try authorization in Postman
  postwright sandbox --token-lifetime 5s   # tokens that expire quickly
  postwright sandbox --addr 127.0.0.1:8080 --state tokens.json`,
		Args: takes(0, 1, "name one template"),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return templates.Names(), cobra.ShellCompDirectiveDefault
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 1 {
				return runSandbox(s, f, source{template: args[0]})
			}
			c, err := configurationHere(s)
			if err != nil {
				return err
			}
			return runSandbox(s, f, sourceOf(c).orDefault())
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.address, "addr", "127.0.0.1:0", "listen on `HOST:PORT`; port 0 picks a free port")
	flags.StringVar(&f.environment, "environment", "", "write a Postman environment with working tokens to `FILE`, JSON or YAML")
	flags.StringVar(&f.collection, "collection", "", "write the starter collection with the sandbox's addresses to `FILE`")
	flags.DurationVar(&f.lifetime, "token-lifetime", 0, "lifetime of access tokens, such as 5s (default: that of the API)")
	flags.StringVar(&f.state, "state", "", "keep tokens in the JSON file `FILE` across restarts (default: in memory only)")
	flags.StringSliceVar(&f.redirectURIs, "redirect-uri", []string{defaultRedirectURI}, "register `URI` for the application, besides the template's callback (default "+defaultRedirectURI+")")
	flags.Lookup("redirect-uri").DefValue = "[]" // which the help does not print
	flags.BoolVar(&f.limits, "limits", false, "enforce the API's documented rate limits")
	flags.BoolVar(&f.anywhere, "listen-anywhere", false, "allow an --addr that other machines can reach")
	return cmd
}

func runSandbox(s streams, f sandboxFlags, from source) error {
	if from.template == "" {
		return fmt.Errorf("postwright.yaml names an OpenAPI document, and a document alone cannot be played; name a template, such as %s", defaultTemplate)
	}
	t, err := from.readAll(s)
	if err != nil {
		return err
	}
	server, err := sandbox.New(t, sandbox.Options{TokenLifetime: f.lifetime, RedirectURIs: f.redirectURIs, State: f.state, Limits: f.limits})
	if err != nil {
		return err
	}
	defer server.Close()
	// The signals are handled to the end: if one comes while a file is being
	// written, it is sent again.
	ctx, _ := signal.NotifyContext(context.Background(), endings()...)
	listener, err := sandbox.Listen(ctx, f.address, f.anywhere)
	if err != nil {
		return err
	}
	defer listener.Close()
	at := sandbox.URL(listener)
	for _, file := range []struct {
		flag, path string
		write      func(path string) error
	}{
		{"collection", f.collection, func(path string) error { return server.WriteCollection(at, path) }},
		{"environment", f.environment, func(path string) error { return server.WriteEnvironment(ctx, at, path) }},
	} {
		switch {
		case file.path == "":
			continue
		case file.path == inputs.Stdin:
			return fmt.Errorf("standard output says where the sandbox listens; name a file for --%s", file.flag)
		}
		err := file.write(file.path)
		switch {
		case errors.Is(err, os.ErrClosed):
			return nil // a signal came, which removes a file that is being written
		case err != nil:
			return err
		}
		s.say("wrote %s", file.path)
	}
	if err := s.print("listening on " + report.Printable(at) + "\n"); err != nil {
		return err
	}
	return server.Serve(ctx, listener, log.New(s.err, "postwright: ", 0))
}

// endings returns the signals that end a waiting command.
func endings() []os.Signal {
	all := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // as under nohup
		all = append(all, syscall.SIGHUP)
	}
	return all
}

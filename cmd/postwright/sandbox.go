package main

import (
	"context"
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
	address, environment, state string
	lifetime                    time.Duration
	limits, anywhere            bool
}

func sandboxCommand(s streams) *cobra.Command {
	var f sandboxFlags
	cmd := &cobra.Command{
		Use:   "sandbox [TEMPLATE]",
		Short: "Play an API on this machine: authorization, tokens, synthetic data",
		Long: `Serves a look-alike of the template's API on this machine: the authorization
page, tokens, refresh and revocation as OAuth2 has them, the connected user, and
what else can be read, all of it synthetic. It runs until it is interrupted.
Without TEMPLATE it plays what a postwright.yaml in this folder or above names.

The first line on standard output says where: listening on http://127.0.0.1:PORT

It knows one application: client ID ` + sandbox.ClientID + `, client secret
` + sandbox.ClientSecret + `, with the template's callback as its redirect URI.`,
		Example: `  postwright sandbox --environment e.json        then, in another terminal:
  newman run dist/drchrono.postman_collection.json -e e.json
  postwright sandbox --token-lifetime 5s         see what happens when tokens expire
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
	flags.StringVar(&f.address, "addr", "127.0.0.1:0", "listen on `HOST:PORT`; port 0 is any that is free")
	flags.StringVar(&f.environment, "environment", "", "write the Postman environment for the collection, with tokens that work, to `FILE`")
	flags.DurationVar(&f.lifetime, "token-lifetime", 0, "how long access tokens live, such as 5s (default: as the API's)")
	flags.StringVar(&f.state, "state", "", "keep tokens in `FILE` (JSON) over a restart (default: in memory only)")
	flags.BoolVar(&f.limits, "limits", false, "refuse requests beyond the API's documented limits")
	flags.BoolVar(&f.anywhere, "listen-anywhere", false, "allow an address that other machines can reach")
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
	server, err := sandbox.New(t, sandbox.Options{TokenLifetime: f.lifetime, State: f.state, Limits: f.limits})
	if err != nil {
		return err
	}
	defer server.Close()
	// It takes the signals to the end: a file that was being written when one came
	// sends it once more.
	endings := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // as under nohup
		endings = append(endings, syscall.SIGHUP)
	}
	ctx, _ := signal.NotifyContext(context.Background(), endings...)
	listener, err := sandbox.Listen(ctx, f.address, f.anywhere)
	if err != nil {
		return err
	}
	defer listener.Close()
	at := sandbox.URL(listener)
	if f.environment != "" {
		if f.environment == inputs.Stdin {
			return fmt.Errorf("standard output says where the sandbox listens; name a file for --environment")
		}
		if err := server.WriteEnvironment(ctx, at, f.environment); err != nil {
			return err
		}
		s.say("wrote %s", f.environment)
	}
	if err := s.print("listening on " + report.Printable(at) + "\n"); err != nil {
		return err
	}
	return server.Serve(ctx, listener, log.New(s.err, "postwright: ", 0))
}

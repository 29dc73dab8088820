package main

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/collection/analysis"
	"github.com/postwright/postwright/collection/api"
	"github.com/postwright/postwright/collection/diagnostic"
	"github.com/postwright/postwright/collection/generate"
	"github.com/postwright/postwright/collection/jsontree"
	"github.com/postwright/postwright/collection/lint"
	"github.com/postwright/postwright/collection/lint/rule"
	"github.com/postwright/postwright/collection/lint/rules"
	"github.com/postwright/postwright/collection/redact/secret"
	"github.com/postwright/postwright/collection/report"
	"github.com/postwright/postwright/collection/requests"
	"github.com/postwright/postwright/collection/scopes"
	"github.com/postwright/postwright/collection/template"
	"github.com/postwright/postwright/internal/configuration"
	"github.com/postwright/postwright/internal/inputs"
	"github.com/postwright/postwright/internal/output"
	"github.com/postwright/postwright/templates"
)

const (
	defaultTemplate = "drchrono"
	noExamples      = "none"

	excludeDeprecated = "exclude"
	includeWebhooks   = "include"
)

type generateFlags struct {
	source
	include, exclude    []string
	output, environment string
	scopes              string
	authLevel           string
	autoRefresh         bool
	tests, examples     string
	groupBy, deprecated string
	to                  string
	webhooks            string
	onConflict          string
	check, force        bool
}

func generateCommand(s streams) *cobra.Command {
	var f generateFlags
	cmd := &cobra.Command{
		Use:   "generate [TEMPLATE]",
		Short: "Generate a collection and its environment",
		Long: `Generates a Postman collection and its environment from a template, an OpenAPI
document, or both. TEMPLATE is the name of a built-in template (see postwright
templates) or the path of a YAML file. --openapi needs no template; with one,
the template takes precedence.

--include selects the requests: "starter" (the requests in the template), "all"
(every operation of the API), or names of resources, folders, tags, paths and
path patterns. The starter is always included.

A postwright.yaml in this folder or above sets defaults for template, openapi,
include, output, scopes and auth-level.

Edits in existing files are kept: only what changed since the last generation
is merged in. When both sides changed the same thing, the conflict is shown,
nothing is written and the exit code is 1, unless --on-conflict picks a side.
--force overwrites edits. postwright.lock stores hashes of what was generated;
keep it with the generated files.`,
		Example: `  postwright generate                            # DrChrono, into this folder
  postwright generate -o dist/                   # into dist/
  postwright generate ./my-api.yaml -o api.json  # from your own template
  postwright generate --include all -o all/      # every operation of the API
  postwright generate --include patients,appointments --scopes needed -o some/
  postwright generate --openapi api.yaml         # from an OpenAPI document
  postwright generate --scopes user:read,calendar:read -o mine/
  postwright generate --scopes @scopes.txt       # scopes from a file
  postwright generate -o dist/ --check           # for CI: is dist/ up to date?`,
		Args: takes(0, 1, "name one template"),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return templates.Names(), cobra.ShellCompDirectiveDefault
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			name := ""
			if len(args) == 1 {
				name = args[0]
			}
			c, err := configurationHere(s)
			if err != nil {
				return err
			}
			configured := sourceOf(c)
			f.template = cmp.Or(name, configured.template)
			if !cmd.Flags().Changed("openapi") {
				f.openapi = configured.openapi
			}
			f.source = f.source.orDefault()
			if f.source.webhooks = f.webhooks == includeWebhooks; f.source.webhooks && f.openapi == "" {
				return errors.New("--webhooks include needs an OpenAPI document: name it with --openapi")
			}
			if !cmd.Flags().Changed("tests") && f.template == "" {
				f.tests = string(requests.NoTests)
			}
			return runGenerate(s, f.with(c, cmd.Flags().Changed))
		},
	}
	flags := cmd.Flags()
	flags.StringVarP(&f.output, "output", "o", "", "write to `FILE`, a folder, or - for standard output (default: this folder)")
	flags.StringVar(&f.environment, "environment", "", "write the environment to `FILE`, or - for standard output")
	flags.StringSliceVar(&f.include, "include", nil, "requests to include: starter, all, or `NAME`s of resources, tags or paths (default starter; all with --openapi)")
	f.addFlags(cmd)
	completeList(cmd, "include", includable)
	flags.StringSliceVar(&f.exclude, "exclude", nil, "requests to leave out: `NAME`s as for --include")
	completeList(cmd, "exclude", includable)
	addChoice(cmd, &f.deprecated, "deprecated", "what to do with deprecated operations", []string{"include", excludeDeprecated})
	addChoice(cmd, &f.groupBy, "group-by", "what folders are made from: the tags of the operations, or their paths", []string{string(requests.ByTags), string(requests.ByPaths)})
	flags.StringVar(&f.scopes, "scopes", "all", "scopes to request: all, needed (by the included requests), a comma-separated `LIST`, or @FILE (one or more per line, # starts a comment)")
	completeList(cmd, "scopes", askable)
	addChoice(cmd, &f.authLevel, "auth-level", "where to put the authorization",
		[]string{string(generate.AuthOnCollection), string(generate.AuthOnRequest)})
	flags.BoolVar(&f.autoRefresh, "auto-refresh", false, "add a script that refreshes the access token before it expires, for unattended runs")
	addChoice(cmd, &f.tests, "tests", "what tests check: the status, nothing, or also the response's schema; none with --openapi alone",
		[]string{string(requests.StatusTests), string(requests.NoTests), string(requests.SchemaTests)})
	addChoice(cmd, &f.examples, "examples", "which saved examples requests have", []string{"authored", noExamples})
	addChoice(cmd, &f.webhooks, "webhooks", "what to do with the requests that the API of --openapi sends: webhooks and callbacks", []string{"exclude", includeWebhooks})
	addOnConflict(cmd, &f.onConflict)
	addChoice(cmd, &f.to, "to", "which format to write: one JSON file, or a folder of YAML files for Postman's git workspaces", []string{"v2.1", formatV3})
	flags.BoolVar(&f.check, "check", false, "write nothing; show the difference and exit with 1 if a file is stale or missing")
	flags.BoolVar(&f.force, "force", false, "overwrite edits, and files that Postwright did not generate")
	return cmd
}

// with returns the flags, completed from the configuration.
func (f generateFlags) with(c *configuration.Configuration, given func(flag string) bool) generateFlags {
	if !given("output") && c.Output != "" {
		f.output = fromHere(c.Path(c.Output))
		if strings.HasSuffix(c.Output, "/") {
			f.output += "/"
		}
	}
	if !given("include") {
		f.include = c.Include
		if f.include == nil && f.openapi != "" {
			f.include = []string{includeAll}
		}
	}
	if !given("scopes") && c.Scopes != nil {
		f.scopes = strings.Join(c.Scopes, ",")
	}
	if !given("auth-level") && c.AuthLevel != "" {
		f.authLevel = c.AuthLevel
	}
	return f
}

// smallDocument is the size in bytes of a document up to which the collection
// needs little memory.
const smallDocument = 4 << 20

func runGenerate(s streams, f generateFlags) error {
	if f.openapi == "" || inputs.Size(f.openapi) < smallDocument {
		collectSeldom()
	}
	judge := generate.Judge()
	t, err := f.read(s)
	if err != nil {
		return err
	}
	choices := generate.Choices{
		AuthLevel: generate.AuthLevel(f.authLevel), AutoRefresh: f.autoRefresh,
		Tests: requests.Tests(f.tests), NoExamples: f.examples == noExamples, GroupBy: requests.GroupBy(f.groupBy),
	}
	if choices.Operations, err = f.source.include(s, t, f.include); err != nil {
		return err
	}
	if choices.Operations, err = f.without(t, choices.Operations); err != nil {
		return err
	}
	if f.scopes != "all" {
		if choices.Scopes, err = chosenScopes(s, t, choices.Operations, f.scopes); err != nil {
			return err
		}
	}
	set := generate.Prepare(t, choices)
	made, err := set.Draft()
	if err != nil {
		return err
	}
	judged := make(chan error, 1)
	go func() { judged <- judge(made) }()
	environmentText, err := set.Environment()
	if environmentText == "" && f.environment != "" && err == nil {
		environmentText, err = set.VariablesAsEnvironment()
	}
	if err != nil {
		return err
	}
	to, err := destinationOf(f, t, environmentText != "")
	if err != nil && f.to != formatV3 {
		return err
	}
	secrets := secretsOf(made)
	remembered := rememberAhead(made, secrets, to.collection, f.check || f.to == formatV3)
	found, err := lintGenerated(made, secrets, f.source, environmentText)
	if err := cmp.Or(<-judged, err); err != nil {
		return err
	}
	if err := tellGenerated(s, f.source, made, found); err != nil {
		return err
	}
	servers, err := set.ServerEnvironments()
	if err != nil {
		return err
	}
	more := to.environmentsOf(f, t, servers)
	if len(more) > 0 {
		to.environment = ""
	}
	if f.to == formatV3 {
		return generateV3(s, f, made, environmentText, servers)
	}
	files, printed := to.place(output.File{Path: to.collection, Content: made.Text(), Remembered: remembered}, environmentText)
	files = append(files, more...)
	if f.check {
		return checkFiles(s, f, files)
	}
	return writeFiles(s, f, files, printed, to.folder)
}

// foundSecrets are the secrets found in a document, and the suspected ones.
type foundSecrets struct{ reported, suspected []secret.Finding }

// secretsOf returns a function that finds the secrets of a document, once.
func secretsOf(d *jsontree.Document) func() foundSecrets {
	return sync.OnceValue(func() (found foundSecrets) {
		found.reported, found.suspected = secret.Both(d)
		return found
	})
}

// rememberAhead computes the lock's entry for a generated collection while
// the collection is checked, since both take about as long. If the entry is
// unlikely to be needed, it is computed on demand.
func rememberAhead(made *jsontree.Document, secrets func() foundSecrets, path string, check bool) func() generate.LockedFile {
	remembered := sync.OnceValue(func() generate.LockedFile { return generate.Remember(made, secrets().suspected) })
	if path != inputs.Stdin && !check && inputs.Size(path) != len(made.Text()) {
		go remembered()
	}
	return remembered
}

// without removes the operations that --exclude names, and deprecated ones if
// requested.
func (f generateFlags) without(t *template.Template, operations []*api.Operation) ([]*api.Operation, error) {
	out := map[*api.Operation]bool{}
	if len(f.exclude) > 0 && t.API != nil {
		excluded, err := requests.Choose(t.API, t.Wording, f.exclude)
		if err != nil {
			return nil, fmt.Errorf("--exclude: %w (%s)", err, f.choice(t))
		}
		for _, o := range excluded {
			out[o] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(operations), func(o *api.Operation) bool {
		return out[o] || o.Deprecated && f.deprecated == excludeDeprecated
	}), nil
}

// readTemplate reads a built-in template or, if the name looks like a path, a
// file.
func readTemplate(s streams, name string) (*template.Template, error) {
	if _, _, embedded := templates.Source(name); embedded {
		return template.Embedded(name)
	}
	extension := filepath.Ext(name)
	if name != inputs.Stdin && !strings.ContainsRune(filepath.ToSlash(name), '/') && extension != ".yaml" && extension != ".yml" {
		_, err := template.Embedded(name)
		return nil, fmt.Errorf("%w (a template of yours is named by its path, such as ./%s.yaml)", err, name)
	}
	text, err := inputs.ReadBeside(name, s.in)
	if err != nil {
		return nil, err
	}
	t, found := template.Parse(text)
	if len(found) > 0 {
		if err := report.Text(s.err, []report.File{ofSource(name, text, found, templateKeys)}, report.Options{Color: colored(s.err)}); err != nil {
			return nil, err
		}
		return nil, fmt.Errorf("%s is not a template; nothing was written", name)
	}
	return t, nil
}

// ofSchema are the rules on what the schema requires, which package generate
// checks.
var ofSchema = []string{"format-version", "schema", "unknown-field"}

// lintGenerated returns the findings that a template causes. Without a
// template, only the rules run whose findings are reported.
func lintGenerated(made *jsontree.Document, secrets func() foundSecrets, from source, environmentText string) ([]diagnostic.Diagnostic, error) {
	o := lint.Options{Secrets: func() []secret.Finding { return secrets().reported }}
	var err error
	if o.Rules, err = lint.Select(rules.All(), lint.Recommended, nil, ofSchema); err != nil {
		return nil, err
	}
	if from.template == "" {
		o.Rules = slices.DeleteFunc(o.Rules, func(r *rule.Rule) bool { return !isAuthored(r.Name) })
	}
	if environmentText != "" {
		e, err := jsontree.Parse(environmentText)
		if err != nil {
			return nil, err
		}
		o.Environment = analysis.NewEnvironment(e)
	}
	isInfo := func(d diagnostic.Diagnostic) bool { return d.Severity == diagnostic.Info }
	return slices.DeleteFunc(lint.New(o).Document(made), isInfo), nil
}

// tellGenerated prints the findings in a generated collection. Errors that a
// template causes prevent writing.
func tellGenerated(s streams, from source, d *jsontree.Document, found []diagnostic.Diagnostic) error {
	switch {
	case len(found) == 0:
		return nil
	case from.template == "":
		tellAuthored(s, from.openapi, found)
		return nil
	}
	file := report.OfDocument("the collection of "+from.template, d, found)
	if err := report.Text(s.err, []report.File{file}, report.Options{Color: colored(s.err)}); err != nil {
		return err
	}
	if diagnostic.Count(found, diagnostic.Error) > 0 && from.openapi == "" {
		s.say("postwright: the template %s makes a collection with errors; nothing was written", from.template)
		return errProblems
	}
	return nil
}

// authored are the rules about what a document's author wrote, with a noun
// for their findings. All other findings are about generated text.
var authored = []struct{ rule, noun string }{{"secret", "a secret"}, {"personal-data", "a person's data"}}

func isAuthored(ruleName string) bool {
	return slices.ContainsFunc(authored, func(a struct{ rule, noun string }) bool { return a.rule == ruleName })
}

// tellAuthored names the requests in which values from a document look out of
// place: line numbers of the generated file would not help the document's
// author.
func tellAuthored(s streams, document string, found []diagnostic.Diagnostic) {
	for _, about := range authored {
		var names []string
		for _, d := range found {
			if name := report.Printable(strconv.Quote(d.Item)); d.Rule == about.rule && d.Item != "" && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		if len(names) == 0 {
			continue
		}
		more := ""
		if n := len(names) - mostRequests; n > 0 {
			names, more = names[:mostRequests], fmt.Sprintf(" and %s more", count(n, "request"))
		}
		s.say("%s: an example holds what looks like %s, in %s%s; replace it with an invented one",
			report.Printable(document), about.noun, strings.Join(names, ", "), more)
	}
}

// mostRequests limits how many requests a message names.
const mostRequests = 3

// scopesNeeded means only the scopes that the requests need.
const scopesNeeded = "needed"

func chosenScopes(s streams, t *template.Template, operations []*api.Operation, list string) ([]string, error) {
	if list == scopesNeeded {
		items, err := generate.Prepare(t, generate.Choices{Operations: operations, NoExamples: true}).Items()
		if err != nil {
			return nil, err
		}
		chosen := scopes.Needed(t, items)
		if len(chosen) == 0 && len(t.Scopes) > 0 {
			return nil, errors.New("as far as is known, no request here needs a scope; naming none asks for all at some servers, so name those that you want with --scopes LIST")
		}
		return chosen, nil
	}
	if path, ok := strings.CutPrefix(list, "@"); ok {
		text, err := inputs.ReadBeside(path, s.in)
		if err != nil {
			return nil, err
		}
		list = text
	}
	return generate.ChooseScopes(t, generate.ParseScopes(list))
}

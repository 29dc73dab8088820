package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/postwright/postwright/internal/suggest"
)

// The exit codes of all commands.
const (
	exitFine     = 0
	exitProblems = 1 // errors, stale or edited files
	exitFailed   = 2 // the job could not be done: usage, input, output
)

// errProblems ends a command that completed and found problems, which it has
// already reported.
var errProblems = errors.New("problems found")

func run(args []string, s streams) int {
	only := ""
	if len(args) > 0 && args[0] != "completion" { // which needs all commands
		only = args[0]
	}
	root := rootOf(s, only)
	root.SetArgs(args)
	help := &heedful{Writer: s.out}
	root.SetOut(help)
	err := root.Execute()
	if help.err != nil {
		err = notPrinted(help.err)
	}
	switch {
	case err == nil:
		return exitFine
	case errors.Is(err, errProblems):
		return exitProblems
	default:
		s.say("postwright: %v", err)
		return exitFailed
	}
}

// rootCommand returns the program's root command with all others.
func rootCommand(s streams) *cobra.Command { return rootOf(s, "") }

// rootOf returns the program's root command with only the one of a name, or
// with all if no command has that name.
func rootOf(s streams, only string) *cobra.Command {
	s.in = &once{Reader: s.in}
	root := &cobra.Command{
		Use:   "postwright",
		Short: "Generate, check and merge Postman collections",
		Long: `Postwright generates Postman collections from templates and OpenAPI documents,
and validates, lints, formats, compares, merges and documents them.

Exit codes: 0 fine; 1 problems found; 2 the job could not be done.`,
		Example: `  postwright generate -o dist/    # write a collection and its environment
  postwright validate dist/       # check all collections in a folder
  postwright validate - < c.json  # check standard input`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			return unknownCommand(cmd, args[0])
		},
		PersistentPreRunE: refuseEmpty,
		Version:           versionLine(),
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.SetIn(s.in)
	root.SetOut(s.out)
	root.SetErr(s.err)
	root.SetVersionTemplate("{{.Version}}\n")
	root.SetFlagErrorFunc(flagError)
	addCommands(root, s, only)
	wrapFlags(root, widthOf(s.out))
	return root
}

// takes returns a check of the number of arguments; what describes them.
func takes(least, most int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if n := len(args); n < least || n > most {
			return fmt.Errorf("%s (see %s --help)", what, cmd.CommandPath())
		}
		return nil
	}
}

// helpCommand returns cobra's help command, changed so that help on an
// unknown command is an error.
func helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Show what a command does",
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return names(root), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return unknownCommand(root, args[0])
			}
			return cmd.Help()
		},
	}
}

func unknownCommand(root *cobra.Command, word string) error {
	return fmt.Errorf("there is no command %q%s (see postwright --help)", word, suggest.Hint(word, names(root)))
}

func names(root *cobra.Command) []string {
	var names []string
	for _, c := range root.Commands() {
		names = append(names, c.Name())
	}
	return names
}

// flagError adds the nearest flag to the message about an unknown one.
func flagError(cmd *cobra.Command, err error) error {
	if !cmd.HasParent() && cmd.Flags().NArg() > 0 {
		// The flags belong to a command that does not exist.
		return unknownCommand(cmd, cmd.Flags().Arg(0))
	}
	var value *pflag.InvalidValueError
	if errors.As(err, &value) {
		name := value.GetFlag().Name
		switch value.GetFlag().Value.Type() {
		case "int":
			return fmt.Errorf("--%s takes a whole number, not %q (see %s --help)", name, value.GetValue(), cmd.CommandPath())
		case "duration":
			return fmt.Errorf("--%s takes a duration such as 5s or 2h, not %q (see %s --help)", name, value.GetValue(), cmd.CommandPath())
		}
	}
	var unknown *pflag.NotExistError
	if !errors.As(err, &unknown) {
		return fmt.Errorf("%w (see %s --help)", err, cmd.CommandPath())
	}
	var flags []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { flags = append(flags, "--"+f.Name) })
	name := "--" + strings.TrimLeft(unknown.GetSpecifiedName(), "-")
	if unknown.GetSpecifiedShortnames() != "" {
		name = "-" + unknown.GetSpecifiedName()
	}
	return fmt.Errorf("%s has no flag %s%s (see %s --help)", cmd.CommandPath(), name, suggest.Hint(name, flags), cmd.CommandPath())
}

// refuseEmpty refuses empty arguments and flags, which a shell makes of variables that are
// not set: a check must not pass because it checks against nothing. Of an empty list, the
// commands say what is missing.
func refuseEmpty(cmd *cobra.Command, args []string) error {
	if strings.HasPrefix(cmd.Name(), cobra.ShellCompRequestCmd) {
		return nil // the word to complete may be empty
	}
	if slices.Contains(args, "") {
		return fmt.Errorf("an argument is empty (see %s --help)", cmd.CommandPath())
	}
	var empty error
	cmd.Flags().Visit(func(f *pflag.Flag) {
		what, _ := pflag.UnquoteUsage(f)
		if isEmpty(f.Value) && what != "LIST" && empty == nil {
			empty = fmt.Errorf("--%s is empty: name its %s, or leave out the flag (see %s --help)", f.Name, what, cmd.CommandPath())
		}
	})
	return empty
}

// isEmpty reports whether a flag's text, or one of several texts, is empty.
func isEmpty(v pflag.Value) bool {
	if several, ok := v.(pflag.SliceValue); ok && v.Type() == "stringArray" {
		return slices.Contains(several.GetSlice(), "")
	}
	return v.Type() == "string" && v.String() == ""
}

// choice is a flag that takes one of a few words.
type choice struct {
	value   *string
	allowed []string
}

var _ pflag.Value = choice{}

func (c choice) String() string {
	if c.value == nil {
		return ""
	}
	return *c.value
}

func (c choice) Type() string { return strings.Join(c.allowed, "|") }

func (c choice) Set(word string) error {
	for _, allowed := range c.allowed {
		if word == allowed {
			*c.value = word
			return nil
		}
	}
	return fmt.Errorf("it takes one of %s%s", strings.Join(c.allowed, ", "), suggest.Hint(word, c.allowed))
}

// formatJSON is the name of the format JSON in flags.
const formatJSON = "json"

// addFormat defines the flag that has a command print JSON instead of text.
func addFormat(cmd *cobra.Command, format *string) {
	addChoice(cmd, format, "format", "output format", []string{"text", formatJSON})
}

// addChoice defines a flag that takes one of the allowed words; the first is the
// default.
func addChoice(cmd *cobra.Command, value *string, name, usage string, allowed []string) {
	*value = allowed[0]
	cmd.Flags().Var(choice{value, allowed}, name, usage)
	must(cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(completions(allowed), cobra.ShellCompDirectiveNoFileComp)))
}

func completions(words []string) []cobra.Completion { return append([]cobra.Completion{}, words...) }

// must panics on a mistake in the definition of a command.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

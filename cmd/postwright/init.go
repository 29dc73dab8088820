package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/internal/atomicfile"
	"github.com/postwright/postwright/internal/configuration"
	"github.com/postwright/postwright/internal/inputs"
)

func initCommand(s streams) *cobra.Command {
	var to string
	var force bool
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Write a postwright.yaml with all settings, commented out",
		Long: `Writes postwright.yaml into this folder. Every setting is explained and
commented out: uncomment the settings you need. They apply to the collections
in this folder and below.`,
		Example: `  postwright init  # then edit postwright.yaml`,
		Args:    takes(0, 0, "it takes no arguments; -o says where to write"),
		RunE:    func(*cobra.Command, []string) error { return runInit(s, to, force) },
	}
	cmd.Flags().StringVarP(&to, "output", "o", configuration.Name, "write to `FILE`, a folder, or - for standard output")
	cmd.Flags().BoolVar(&force, "force", false, "overwrite an existing file")
	return cmd
}

func runInit(s streams, to string, force bool) error {
	if to == inputs.Stdin {
		return s.print(configuration.Sample)
	}
	if inputs.IsFolder(to) {
		to = filepath.Join(to, configuration.Name)
	}
	if _, err := os.Lstat(to); !errors.Is(err, fs.ErrNotExist) && !force {
		return fmt.Errorf("%s is there already and stays as it is; overwrite it with --force", to)
	}
	if err := atomicfile.Write(to, configuration.Sample); err != nil {
		return err
	}
	s.say("wrote %s: uncomment the settings you need", to)
	return nil
}

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/postwright/postwright/internal/configuration"
	"github.com/postwright/postwright/internal/inputs"
)

func initCommand(s streams) *cobra.Command {
	var to string
	var force bool
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Write a postwright.yaml with all settings, explained and commented out",
		Long: `Writes postwright.yaml into this folder: every setting, explained, and commented
out, so that nothing changes before you say so. It holds for the collections in
and below its folder.`,
		Args: takes(0, 0, "it takes no arguments; -o says where to write"),
		RunE: func(*cobra.Command, []string) error { return runInit(s, to, force) },
	}
	cmd.Flags().StringVarP(&to, "output", "o", configuration.Name, "`FILE`, folder or - for standard output")
	cmd.Flags().BoolVar(&force, "force", false, "overwrite a file that is there")
	return cmd
}

func runInit(s streams, to string, force bool) error {
	if to == inputs.Stdin {
		return s.print(configuration.Sample)
	}
	if info, err := os.Stat(to); err == nil && info.IsDir() {
		to = filepath.Join(to, configuration.Name)
	}
	if _, err := os.Lstat(to); !errors.Is(err, fs.ErrNotExist) && !force {
		return fmt.Errorf("%s is there already and stays as it is; overwrite it with --force", to)
	}
	if err := writeFile(to, configuration.Sample); err != nil {
		return err
	}
	s.say("wrote %s: take the # away from what you want", to)
	return nil
}

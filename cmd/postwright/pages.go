//go:build pages

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"github.com/postwright/postwright/internal/helptext"
)

// main, in a build with the tag pages, writes man pages, completion scripts
// and docs/commands.md from the commands. Users' builds do not contain it.
func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: pages man FOLDER | completions FOLDER | commands FILE")
		os.Exit(exitFailed)
	}
	if err := writePages(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "pages:", err)
		os.Exit(exitFailed)
	}
}

func writePages(kind, to string) error {
	root := rootCommand(streams{os.Stdin, os.Stdout, os.Stderr})
	switch kind {
	case "man":
		for _, p := range helptext.ManPages(root, versionName()) {
			if err := writePage(filepath.Join(to, p.Name), p.Text); err != nil {
				return err
			}
		}
		return nil
	case "completions":
		for _, shell := range shells() {
			var script bytes.Buffer
			if err := writeCompletion(&script, root, shell); err != nil {
				return err
			}
			if err := writePage(filepath.Join(to, completionFile(root.Name(), shell)), script.String()); err != nil {
				return err
			}
		}
		return nil
	case "commands":
		return writePage(to, helptext.Markdown(root))
	}
	return fmt.Errorf("%q is not one of man, completions, commands", kind)
}

func writePage(path, text string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(text), 0o644)
}

// completionFile returns the file name under which a shell, or its package
// manager's completion folder, looks for a command's script.
func completionFile(command, shell string) string {
	switch shell {
	case "zsh":
		return "_" + command
	case "powershell":
		return command + ".ps1"
	}
	return command + "." + shell
}

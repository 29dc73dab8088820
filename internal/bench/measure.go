package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// contender is a command to measure.
type contender struct {
	name    string
	command []string
	finds   bool     // it exits with 1 because it finds what it is there to find
	env     []string // beside the environment of this program
}

// figures are the medians of one contender's runs.
type figures struct {
	wall   time.Duration
	memory int64 // peak resident set, in bytes
}

// section measures contenders in turn and writes their table, the ratios
// against the first.
func section(page *strings.Builder, title string, contenders []contender, runs int) error {
	if !wanted.MatchString(title) {
		return nil
	}
	results, err := measure(contenders, runs)
	if err != nil {
		return err
	}
	start := page.Len()
	fmt.Fprintf(page, "\n## %s\n\n| command | time | × the first | peak memory |\n|---|---:|---:|---:|\n", title)
	for i, c := range contenders {
		r := results[i]
		fmt.Fprintf(page, "| %s | %.1f ms | %.2f | %.0f MB |\n", c.name,
			float64(r.wall.Microseconds())/1000, float64(r.wall)/float64(results[0].wall), float64(r.memory)/1e6)
	}
	fmt.Fprint(os.Stderr, page.String()[start:])
	return nil
}

func measure(contenders []contender, runs int) ([]figures, error) {
	walls := make([][]time.Duration, len(contenders))
	memories := make([][]int64, len(contenders))
	for run := range runs + 1 {
		for i, c := range contenders {
			wall, memory, err := once(c)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", c.name, err)
			}
			if run > 0 {
				walls[i] = append(walls[i], wall)
				memories[i] = append(memories[i], memory)
			}
		}
	}
	var results []figures
	for i := range contenders {
		results = append(results, figures{median(walls[i]), median(memories[i])})
	}
	return results, nil
}

func once(c contender) (time.Duration, int64, error) {
	cmd := exec.Command(c.command[0], c.command[1:]...)
	cmd.Env = append(os.Environ(), c.env...)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	var exit *exec.ExitError
	if err != nil && !(c.finds && errors.As(err, &exit) && exit.ExitCode() == 1) {
		return 0, 0, fmt.Errorf("%w: %s", err, complaint.String())
	}
	return wall, peakMemory(cmd.ProcessState), nil
}

func median[T int64 | time.Duration](values []T) T {
	slices.Sort(values)
	return values[len(values)/2]
}

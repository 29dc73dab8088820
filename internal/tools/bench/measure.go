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
	finds   bool         // it exits with 1 because it reports findings
	env     []string     // in addition to this program's environment
	before  func() error // runs before each run, not measured; nil for nothing
	bytes   int64        // of its input; 0 for no throughput
}

// reading sets the file that contenders read.
func reading(path string, contenders []contender) []contender {
	if info, err := os.Stat(path); err == nil {
		for i := range contenders {
			contenders[i].bytes = info.Size()
		}
	}
	return contenders
}

// figures are the medians of one contender's runs.
type figures struct {
	wall      time.Duration
	processor time.Duration // of all cores together
	memory    int64         // peak resident set, in bytes
}

// page is the results, as Markdown and as numbers.
type page struct {
	strings.Builder
	results map[string]map[string]figures // by table and row
}

// section measures contenders in turn and writes their table, with ratios to
// the first.
func section(p *page, title string, contenders []contender, runs int) error {
	if !wanted.MatchString(title) {
		return nil
	}
	results, err := measure(contenders, runs)
	if err != nil {
		return err
	}
	start := p.Len()
	sized := contenders[0].bytes > 0
	fmt.Fprintf(p, "\n## %s\n\n| command | time | × the first | peak memory |", title)
	if sized {
		fmt.Fprint(p, " × the file | MB/s |\n|---|---:|---:|---:|---:|---:|\n")
	} else {
		fmt.Fprint(p, "\n|---|---:|---:|---:|\n")
	}
	p.results[title] = map[string]figures{}
	for i, c := range contenders {
		r := results[i]
		p.results[title][c.name] = r
		fmt.Fprintf(p, "| %s | %.1f ms | %.2f | %.0f MB |", c.name,
			float64(r.wall.Microseconds())/1000, float64(r.wall)/float64(results[0].wall), float64(r.memory)/1e6)
		if sized {
			fmt.Fprintf(p, " %.1f | %.0f |", float64(r.memory)/float64(c.bytes), float64(c.bytes)/1e6/r.wall.Seconds())
		}
		fmt.Fprintln(p)
	}
	fmt.Fprint(os.Stderr, p.String()[start:])
	return nil
}

func measure(contenders []contender, runs int) ([]figures, error) {
	all := make([][]figures, len(contenders))
	for run := range runs + 1 {
		for i, c := range contenders {
			f, err := once(c)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", c.name, err)
			}
			if run > 0 {
				all[i] = append(all[i], f)
			}
		}
	}
	var results []figures
	for _, runs := range all {
		results = append(results, figures{
			median(runs, func(f figures) time.Duration { return f.wall }),
			median(runs, func(f figures) time.Duration { return f.processor }),
			median(runs, func(f figures) int64 { return f.memory }),
		})
	}
	return results, nil
}

func once(c contender) (figures, error) {
	if c.before != nil {
		if err := c.before(); err != nil {
			return figures{}, err
		}
	}
	cmd := exec.Command(c.command[0], c.command[1:]...)
	cmd.Env = append(os.Environ(), c.env...)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	var exit *exec.ExitError
	if err != nil && !(c.finds && errors.As(err, &exit) && exit.ExitCode() == 1) {
		return figures{}, fmt.Errorf("%w: %s", err, complaint.String())
	}
	state := cmd.ProcessState
	return figures{wall, state.UserTime() + state.SystemTime(), peakMemory(state)}, nil
}

func median[T int64 | time.Duration](runs []figures, of func(figures) T) T {
	var values []T
	for _, f := range runs {
		values = append(values, of(f))
	}
	slices.Sort(values)
	return values[len(values)/2]
}

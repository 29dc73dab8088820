package main

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/postwright/postwright/collection/jsontree"
)

// The load on the sandbox.
const (
	connections = 100
	loadTime    = 5 * time.Second
)

// sandbox measures how many requests for the current user the sandbox answers
// while this program sends them over many connections, on the same cores.
func sandbox(page *page, binary, folder string) error {
	title := fmt.Sprintf("Sandbox, users/current on %d connections", connections)
	if !wanted.MatchString(title) {
		return nil
	}
	environment := filepath.Join(folder, "sandbox.json")
	cmd := exec.Command(binary, "sandbox", "--environment", environment)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	defer func() { _ = cmd.Process.Kill() }() // does nothing if it has ended
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return fmt.Errorf("the sandbox says %q: %w", line, err)
	}
	token, err := variable(environment, "access_token")
	if err != nil {
		return err
	}
	at := strings.TrimSpace(strings.TrimPrefix(line, "listening on "))
	answers, failed := load(at+"/api/users/current", token)
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	if err := cmd.Wait(); err != nil {
		return fmt.Errorf("the sandbox: %w", err)
	}
	if len(answers) == 0 {
		return fmt.Errorf("the sandbox answers nothing: %w", failed)
	}
	slices.Sort(answers)
	start := page.Len()
	fmt.Fprintf(page, "\n## %s\n\n| requests a second | median | 99 of 100 within | peak memory |\n|---:|---:|---:|---:|\n", title)
	fmt.Fprintf(page, "| %.0f | %.1f ms | %.1f ms | %.0f MB |\n", float64(len(answers))/loadTime.Seconds(),
		milliseconds(answers[len(answers)/2]), milliseconds(answers[len(answers)*99/100]), float64(peakMemory(cmd.ProcessState))/1e6)
	fmt.Fprint(os.Stderr, page.String()[start:])
	if failed != nil {
		return fmt.Errorf("the sandbox under load: %w", failed)
	}
	return nil
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// variable returns the value of a variable in an environment file.
func variable(path, key string) (string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	d, err := jsontree.Parse(string(text))
	if err != nil {
		return "", err
	}
	for v := range d.Root().Get("values").Elements() {
		if v.Get("key").Is(key) {
			return v.Get("value").Text(), nil
		}
	}
	return "", fmt.Errorf("%s has no %s", path, key)
}

// load requests a page repeatedly, and returns the time of each answer and
// the first error.
func load(url, token string) ([]time.Duration, error) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections}, Timeout: 10 * time.Second}
	defer client.CloseIdleConnections()
	end := time.Now().Add(loadTime)
	took := make([][]time.Duration, connections)
	faults := make([]error, connections)
	var running sync.WaitGroup
	for i := range connections {
		running.Go(func() {
			for time.Now().Before(end) {
				start := time.Now()
				if faults[i] = ask(client, url, token); faults[i] != nil {
					return
				}
				took[i] = append(took[i], time.Since(start))
			}
		})
	}
	running.Wait()
	for _, fault := range faults {
		if fault != nil {
			return slices.Concat(took...), fault
		}
	}
	return slices.Concat(took...), nil
}

func ask(client *http.Client, url, token string) error {
	request, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	answer, err := client.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %.200s", answer.Status, body)
	}
	return nil
}

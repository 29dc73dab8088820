package atomicfile

import (
	"maps"
	"os"
	"os/signal"
	"slices"
	"sync"
)

// staged are the files that wait to be put in their places. While there are any,
// a signal that would end the program first removes them.
var staged stagedFiles

type stagedFiles struct {
	mutex   sync.Mutex
	files   map[*Pending]int // the number is the order in which they were staged
	count   int
	signals chan os.Signal // nil while there are no files
	whole   sync.Mutex     // held by what a signal has to wait for
}

// Uninterrupted calls a function that a signal which would end the program waits for. It
// is for changes of several files that belong together.
func Uninterrupted(do func() error) error {
	staged.whole.Lock()
	defer staged.whole.Unlock()
	return do()
}

// add notes p once its file, which is to be put in its place, is made.
func (s *stagedFiles) add(p *Pending, file pendingFile, create func() error) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.watch()
	err := create()
	if err == nil {
		p.file = file
		s.count++
		s.files[p] = s.count
	}
	s.rest()
	return err
}

// commit puts the file of p in its place.
func (s *stagedFiles) commit(p *Pending) error {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	err := p.file.replace()
	if err == nil {
		delete(s.files, p)
		s.rest()
	}
	return err
}

// discard removes the temporary file of p; it does nothing once it is in place.
func (s *stagedFiles) discard(p *Pending) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	_ = p.file.cleanup()
	delete(s.files, p)
	s.rest()
}

// watch takes the signals that end a program, except those that its parent process
// ignores.
func (s *stagedFiles) watch() {
	if s.signals != nil {
		return
	}
	s.files = map[*Pending]int{}
	s.signals = make(chan os.Signal, 1)
	for _, ending := range endings {
		if !signal.Ignored(ending) {
			signal.Notify(s.signals, ending)
		}
	}
	go s.wait(s.signals)
}

// rest leaves the signals alone once nothing is staged.
func (s *stagedFiles) rest() {
	if len(s.files) == 0 && s.signals != nil {
		signal.Stop(s.signals)
		close(s.signals)
		s.signals = nil
	}
}

// wait removes what is staged at the first signal, and then lets it end the program.
func (s *stagedFiles) wait(signals chan os.Signal) {
	ending, ok := <-signals
	if !ok {
		return
	}
	s.whole.Lock()
	defer s.whole.Unlock()
	s.mutex.Lock()
	defer s.mutex.Unlock()
	// The last first: a folder was staged before the files in it.
	for _, p := range slices.SortedFunc(maps.Keys(s.files), func(p, q *Pending) int { return s.files[q] - s.files[p] }) {
		_ = p.file.cleanup()
	}
	clear(s.files)
	s.rest()
	endBy(ending)
}

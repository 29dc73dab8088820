package sandbox

import (
	"sync"
	"time"

	"github.com/postwright/postwright/collection/template"
)

// limiter counts the requests of the only application. It is exact: no period
// of a limit's length, wherever it starts, has more requests than the limit
// allows.
type limiter struct {
	mu     sync.Mutex
	limits []template.Limit
	taken  [][]time.Time // for each limit, the times that still count
}

func newLimiter(limits []template.Limit) *limiter {
	return &limiter{limits: limits, taken: make([][]time.Time, len(limits))}
}

// take counts a request. If a limit forbids the request, it is not counted,
// and wait is how long until the next is allowed.
func (l *limiter) take(now time.Time) (wait time.Duration) {
	if l == nil {
		return 0
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, limit := range l.limits {
		for len(l.taken[i]) > 0 && now.Sub(l.taken[i][0]) >= limit.Per {
			l.taken[i] = l.taken[i][1:]
		}
		if len(l.taken[i]) >= limit.Requests {
			wait = max(wait, limit.Per-now.Sub(l.taken[i][0]))
		}
	}
	if wait > 0 {
		return wait
	}
	for i := range l.taken {
		l.taken[i] = append(l.taken[i], now)
	}
	return 0
}

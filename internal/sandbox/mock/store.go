package mock

import (
	"fmt"
	"slices"
	"strings"

	"github.com/postwright/postwright/collection/api"
)

// Limits of the data kept in memory.
const (
	seeded      = 5         // records that a resource starts with
	maxRecords  = 1_000     // of one resource
	maxRecord   = 256 << 10 // bytes of one record, as JSON
	maxResident = 64 << 20  // bytes of all records
)

// record is one record. Its value is never changed, only replaced.
type record struct {
	key   string // what identifies it in a path or query
	value *api.Value
	size  int
}

// records are those of one collection path, in order of creation.
type records struct {
	byKey   map[string]*record
	order   []string
	next    int             // the number of the next new record
	removed map[string]bool // keys of singletons that must not reappear by themselves
}

// store holds all records.
type store struct {
	collections map[string]*records // by the request's path, without the prefix that all paths share
	size        int
}

func newStore() store { return store{collections: map[string]*records{}} }

// put adds a record, or replaces the one with its key.
func (s *store) put(all *records, r *record) error {
	r.size = len(r.value.JSON("")) + len(r.key)
	old := all.byKey[r.key]
	size := s.size + r.size
	if old != nil {
		size -= old.size
	}
	switch {
	case r.size > maxRecord:
		return fmt.Errorf("the record has more than %d kB, the most that the sandbox keeps", maxRecord>>10)
	case size > maxResident:
		return fmt.Errorf("the sandbox keeps %d MB of records; delete some, or start it again", maxResident>>20)
	case old == nil && len(all.order) >= maxRecords:
		return fmt.Errorf("the sandbox keeps %d records of a resource; delete some, or start it again", maxRecords)
	}
	s.size = size
	if old == nil {
		all.order = append(all.order, r.key)
	}
	all.byKey[r.key] = r
	delete(all.removed, r.key)
	return nil
}

// remove deletes a record.
func (s *store) remove(all *records, key string) {
	old := all.byKey[key]
	if old == nil {
		return
	}
	s.size -= old.size
	delete(all.byKey, key)
	all.order = slices.DeleteFunc(all.order, func(other string) bool { return other == key })
	if len(all.removed) < maxRecords {
		all.removed[key] = true
	}
}

// records returns the records of the resource that a request is about.
func (m *API) records(c call) (*records, error) { return m.recordsOf(c.resource, c.segments) }

// recordsOf returns the records at a resource's path in a request. They are
// created when first requested.
func (m *API) recordsOf(r *resource, segments []string) (*records, error) {
	path := strings.Join(segments[:min(r.depth, len(segments))], "/")
	if known := m.store.collections[path]; known != nil {
		return known, nil
	}
	if len(m.store.collections) >= maxCollections {
		return nil, fmt.Errorf("the sandbox keeps the records of %d paths; start it again", maxCollections)
	}
	all := &records{byKey: map[string]*record{}, removed: map[string]bool{}}
	if !r.singleton() {
		for all.next < seeded {
			made, err := m.seeds.record(r, all)
			if err == nil {
				err = m.store.put(all, made)
			}
			if err != nil {
				m.store.forget(all)
				return nil, err
			}
		}
	}
	m.store.collections[path] = all
	return all, nil
}

// maxCollections limits how many paths have records. Paths below a record are
// as many as there are records.
const maxCollections = 10_000

// forget releases the memory of records that are not kept.
func (s *store) forget(all *records) {
	for _, r := range all.byKey {
		s.size -= r.size
	}
}

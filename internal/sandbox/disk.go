package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"
)

const (
	metaBucket   = "sandbox"
	grantBucket  = "grants"
	accessBucket = "access"
	// stateVersion is that of the rows' shape.
	stateVersion = "1"
)

// disk is the file that keeps tokens over a restart, as digests. A nil disk
// keeps nothing.
type disk struct {
	path   string
	file   *os.File // that db uses
	db     *bbolt.DB
	broken bool // db may hold locks that it will never let go of
}

// row is an entry of a bucket; a nil value takes it out.
type row struct {
	bucket string
	key    digest
	value  any
}

// openDisk opens the state of a template's sandbox, or makes it. Another
// program's file is left alone.
func openDisk(path, templateName string) (*disk, error) {
	d := &disk{path: path}
	err := d.guarded(func() (err error) {
		d.db, err = bbolt.Open(path, 0o600, &bbolt.Options{
			Timeout: time.Second,
			OpenFile: func(name string, flag int, mode os.FileMode) (*os.File, error) {
				if d.file, err = os.OpenFile(name, flag, mode); err != nil {
					return nil, err
				}
				if isDamaged(d.file) {
					_ = d.file.Close()
					return nil, bolterrors.ErrInvalid
				}
				return d.file, nil
			},
		})
		return err
	})
	switch {
	case d.broken:
		_ = d.close()
		return nil, d.damaged()
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, fmt.Errorf("%s is in use by another sandbox", path)
	case errors.Is(err, bolterrors.ErrInvalid), errors.Is(err, bolterrors.ErrVersionMismatch), errors.Is(err, bolterrors.ErrChecksum):
		return nil, d.damaged()
	case err != nil:
		var inner *os.PathError
		if errors.As(err, &inner) {
			err = inner.Err
		}
		return nil, fmt.Errorf("cannot keep the state in %s: %w", path, err)
	}
	if err := d.prepare(templateName); err != nil {
		_ = d.close()
		return nil, err
	}
	return d, nil
}

func (d *disk) damaged() error {
	return fmt.Errorf("%s is not the state of a sandbox, or is damaged; name another file, or delete it", d.path)
}

// guarded turns what bbolt does on a damaged file, a panic or a fault in the
// mapped memory, into an error.
func (d *disk) guarded(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if cause := recover(); cause != nil {
			d.broken = true
			err = d.damaged()
		}
	}()
	return f()
}

// explained says which file an error is about.
func (d *disk) explained(err error) error {
	if err == nil || d.broken {
		return err
	}
	return fmt.Errorf("cannot use the state in %s: %w", d.path, err)
}

func (d *disk) prepare(templateName string) error {
	return d.update(func(tx *bbolt.Tx) error {
		meta := tx.Bucket([]byte(metaBucket))
		if meta == nil {
			if key, _ := tx.Cursor().First(); key != nil {
				return errors.New("it is another program's; name another file")
			}
			var err error
			if meta, err = tx.CreateBucket([]byte(metaBucket)); err != nil {
				return err
			}
			for key, value := range map[string]string{"version": stateVersion, "template": templateName} {
				if err := meta.Put([]byte(key), []byte(value)); err != nil {
					return err
				}
			}
		}
		if version := string(meta.Get([]byte("version"))); version != stateVersion {
			return fmt.Errorf("its version is %q, and this Postwright knows %q; name another file", version, stateVersion)
		}
		if name := string(meta.Get([]byte("template"))); name != templateName {
			return fmt.Errorf("it is that of the template %q; name another file", name)
		}
		for _, bucket := range []string{grantBucket, accessBucket} {
			if _, err := tx.CreateBucketIfNotExists([]byte(bucket)); err != nil {
				return err
			}
		}
		return nil
	})
}

func (d *disk) update(f func(*bbolt.Tx) error) error {
	return d.explained(d.guarded(func() error { return d.db.Update(f) }))
}

// load reads all rows.
func (d *disk) load(grants map[digest]grant, tokens map[digest]access) error {
	if d == nil {
		return nil
	}
	return d.explained(d.guarded(func() error {
		return d.db.View(func(tx *bbolt.Tx) error {
			if err := loadBucket(tx, grantBucket, grants); err != nil {
				return err
			}
			return loadBucket(tx, accessBucket, tokens)
		})
	}))
}

func loadBucket[T any](tx *bbolt.Tx, bucket string, into map[digest]T) error {
	return tx.Bucket([]byte(bucket)).ForEach(func(key, text []byte) error {
		var value T
		if len(key) != len(digest{}) {
			return errors.New("it is damaged")
		}
		if err := json.Unmarshal(text, &value); err != nil {
			return fmt.Errorf("it is damaged: %w", err)
		}
		into[digest(key)] = value
		return nil
	})
}

// write changes rows, all or none.
func (d *disk) write(rows []row) error {
	if d == nil {
		return nil
	}
	return d.update(func(tx *bbolt.Tx) error {
		for _, r := range rows {
			bucket := tx.Bucket([]byte(r.bucket))
			if r.value == nil {
				if err := bucket.Delete(r.key[:]); err != nil {
					return err
				}
				continue
			}
			text, err := json.Marshal(r.value)
			if err != nil {
				return err
			}
			if err := bucket.Put(r.key[:], text); err != nil {
				return err
			}
		}
		return nil
	})
}

func (d *disk) close() error {
	switch {
	case d == nil:
		return nil
	case d.broken:
		return d.file.Close() // and with it the lock
	}
	return d.db.Close()
}

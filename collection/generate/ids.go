package generate

import (
	"github.com/google/uuid"

	"github.com/postwright/postwright/collection/lazy"
)

// namespace is the UUID from which all ids are derived (UUIDv5, RFC 9562 section 5.5),
// so that an element has the same id in every run and on every machine.
var namespace = lazy.Value[uuid.UUID]{New: func() uuid.UUID {
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte("https://github.com/postwright/postwright"))
}}

type ids struct{ collection uuid.UUID }

func idsOf(templateName string) ids {
	return ids{uuid.NewSHA1(namespace.Get(), []byte("collection/"+templateName))}
}

func (i ids) of(kind, key string) string {
	return uuid.NewSHA1(i.collection, []byte(kind+"/"+key)).String()
}

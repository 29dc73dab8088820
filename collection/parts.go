package collection

import "github.com/postwright/postwright/collection/jsontree"

// What the views of a request are asked for again and again is found in one pass over the
// members of its objects when the items of a collection are gone through. Views that are
// made otherwise look it up: it is then not known.

// itemParts are the members of an item.
type itemParts struct {
	known                                                 bool
	name, items, request, response, event, variable, auth jsontree.Ref
	inRequest                                             requestParts
}

// requestParts are the members of a request.
type requestParts struct {
	known                           bool
	method, url, header, body, auth jsontree.Ref
	inURL                           urlParts
	inBody                          bodyParts
}

// urlParts are the members of an address.
type urlParts struct {
	known                                                        bool
	raw, protocol, host, port, path, query, hash, variable, auth jsontree.Ref
}

// bodyParts are the members of a body. Its content is the one that the mode names.
type bodyParts struct {
	known                            bool
	mode, content, disabled, options jsontree.Ref
}

// part returns a member of an object: that of a reference where it is known.
func part(object jsontree.Node, known bool, r jsontree.Ref, key string) jsontree.Node {
	if known {
		return object.At(r)
	}
	return object.Get(key)
}

func partsOfItem(item jsontree.Node) itemParts {
	p := itemParts{known: true}
	for key, value := range item.Members() {
		switch r := value.Ref(); key.Text() {
		case "name":
			p.name = r
		case "item":
			p.items = r
		case "request":
			p.request = r
		case "response":
			p.response = r
		case "event":
			p.event = r
		case "variable":
			p.variable = r
		case "auth":
			p.auth = r
		}
	}
	p.inRequest = partsOfRequest(item.At(p.request))
	return p
}

func partsOfRequest(request jsontree.Node) requestParts {
	p := requestParts{known: true}
	for key, value := range request.Members() {
		switch r := value.Ref(); key.Text() {
		case "method":
			p.method = r
		case "url":
			p.url = r
		case "header":
			p.header = r
		case "body":
			p.body = r
		case "auth":
			p.auth = r
		}
	}
	p.inURL = partsOfURL(request.At(p.url))
	p.inBody = partsOfBody(request.At(p.body))
	return p
}

func partsOfURL(url jsontree.Node) urlParts {
	p := urlParts{known: true}
	for key, value := range url.Members() {
		switch r := value.Ref(); key.Text() {
		case "raw":
			p.raw = r
		case "protocol":
			p.protocol = r
		case "host":
			p.host = r
		case "port":
			p.port = r
		case "path":
			p.path = r
		case "query":
			p.query = r
		case "hash":
			p.hash = r
		case "variable":
			p.variable = r
		case "auth":
			p.auth = r
		}
	}
	return p
}

func partsOfBody(body jsontree.Node) bodyParts {
	p := bodyParts{known: true}
	for key, value := range body.Members() {
		switch r := value.Ref(); key.Text() {
		case "mode":
			p.mode = r
		case "disabled":
			p.disabled = r
		case "options":
			p.options = r
		}
	}
	p.content = body.Get(body.At(p.mode).Text()).Ref()
	return p
}

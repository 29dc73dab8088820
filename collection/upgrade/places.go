package upgrade

import (
	"github.com/postwright/postwright/collection"
	"github.com/postwright/postwright/collection/jsontree"
)

// upgrader collects the edits for one document. It upgrades all duplicate keys, because
// readers differ in which one they use.
type upgrader struct {
	edits  []jsontree.Edit
	blocks int
}

func (u *upgrader) collection(root jsontree.Node) {
	for key, value := range root.Members() {
		switch {
		case key.Is("info"):
			u.info(value)
		case key.Is("auth"):
			u.auth(value)
		case key.Is("item"):
			u.items(value)
		}
	}
}

func (u *upgrader) info(info jsontree.Node) {
	for key, value := range info.Members() {
		if key.Is("schema") && value.Kind() == jsontree.String {
			u.edits = append(u.edits, value.Replace(jsontree.Quote(url)))
		}
	}
}

func (u *upgrader) items(list jsontree.Node) {
	for node := range list.Elements() {
		folder := node.Get("item").Exists()
		for key, value := range node.Members() {
			switch {
			case key.Is("item"):
				u.items(value)
			case key.Is("auth") && folder: // on a request item it has no meaning
				u.auth(value)
			case key.Is("request"):
				u.request(value)
			case key.Is("response"):
				u.responses(value)
			}
		}
	}
}

func (u *upgrader) request(request jsontree.Node) {
	for key, value := range request.Members() {
		if key.Is("auth") {
			u.auth(value)
		}
	}
}

func (u *upgrader) responses(list jsontree.Node) {
	for response := range list.Elements() {
		for key, value := range response.Members() {
			if key.Is("originalRequest") {
				u.request(value)
			}
		}
	}
}

// auth upgrades the attributes of all types in an authorization, not only those of the
// one in use: Postman shows the others when the type is changed.
func (u *upgrader) auth(auth jsontree.Node) {
	inUse := auth.Get("type")
	for key, value := range auth.Members() {
		known := len(collection.AuthAttributes(key.Text())) > 0
		named := inUse.Kind() == jsontree.String && key.Is(inUse.Text()) && !key.Is("noauth")
		if (known || named) && value.Kind() == jsontree.Object {
			u.blocks++
			u.edits = append(u.edits, value.Replace(attributes(value)))
		}
	}
}

package resources_test

import (
	"strings"
	"testing"

	"github.com/postwright/postwright/collection/resources"
)

func TestSingular(t *testing.T) {
	for _, pair := range strings.Fields(`
		patients:patient allergies:allergy boxes:box batches:batch addresses:address caches:cache statuses:status
		responses:response licenses:license databases:database uses:use sizes:size archives:archive shelves:shelf
		people:person salespeople:salesperson children:child indices:index analyses:analysis apis:api menus:menu
		movies:movie cookies:cookie series:series species:species news:news heroes:hero shoes:shoe
		status:status access:access process:process bus:bus analysis:analysis data:data media:media metadata:metadata
		is:is as:as dns:dns s:s patient:patient`) {
		many, one, _ := strings.Cut(pair, ":")
		if got := resources.Singular(many); got != one {
			t.Errorf("%s becomes %s, want %s", many, got, one)
		}
		if again := resources.Singular(resources.Singular(many)); again != one {
			t.Errorf("%s becomes %s", one, again)
		}
	}
}

package crawler

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
)

// TestKeepsToFolder: a bureau in a folder of its county's portal does not
// answer for the county's pages; one whose home page leads all over the host,
// or whose profile says so, does.
func TestKeepsToFolder(t *testing.T) {
	inside := []string{"/swj/1/", "/swj/2/", "/swj/3/", "/swj/4/", "/swj/5/", "/swj/6/"}
	county := []string{"/", "/gk/", "/zw/"}
	many := []string{"/col/1/", "/col/2/", "/col/3/", "/col/4/", "/col/5/", "/col/6/", "/col/7/"}
	for name, tt := range map[string]struct {
		start string
		links []string
		all   bool // the profile names the host
		want  bool // pages outside the folder are visited
	}{
		"a folder":                    {"/swj/", append(inside, county...), false, false},
		"its home page by name":       {"/swj/index.html", append(inside, county...), false, false},
		"without the slash":           {"/swj", append(inside, county...), false, false},
		"leads all over the host":     {"/swj/", append(inside[:2:2], many...), false, true},
		"few links to tell by":        {"/swj/", append(inside[:3:3], county[0]), false, true},
		"the profile wants all":       {"/swj/", append(inside, county...), true, true},
		"the root":                    {"/", append(inside, county...), false, true},
		"usual folder of a home page": {"/web/", []string{"/web/1/", "/web/2/", "/web/3/", "/web/4/", "/web/5/", "/gk/"}, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			var mu sync.Mutex
			var asked []string
			s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				mu.Lock()
				asked = append(asked, r.URL.Path)
				mu.Unlock()
				switch p := r.URL.Path; {
				case p == "/swj":
					http.Redirect(w, r, "/swj/", http.StatusMovedPermanently)
				case p == tt.start || p == "/swj/":
					html(anchors(tt.links...))(w, r)
				case strings.HasSuffix(p, "/") && len(p) < 9:
					html("<p>"+p+"</p>")(w, r)
				default:
					http.NotFound(w, r)
				}
			}))
			t.Cleanup(s.Close)
			site := siteOf(s.URL + tt.start)
			site.Links.External = false
			if tt.all {
				site.Crawl.Hosts = []string{s.Listener.Addr().String()}
			}
			l := crawlSite(t, site, Options{})
			outside := slices.ContainsFunc(asked, func(p string) bool {
				return slices.Contains(county, p) && p != tt.start && p != "/" || strings.HasPrefix(p, "/col/")
			}) || slices.Contains(asked, "/") && tt.start != "/" && name == "few links to tell by"
			if outside != tt.want {
				t.Errorf("asked %v", asked)
			}
			said := slices.ContainsFunc(l.Limits, func(s string) bool { return strings.Contains(s, "只检查了 /swj/ 下的页面") })
			if said == tt.want {
				t.Errorf("limits: %v", l.Limits)
			}
			all := slices.ContainsFunc(l.Limits, func(s string) bool { return strings.Contains(s, "所以检查了整个主机") })
			if all != (name == "leads all over the host") {
				t.Errorf("limits: %v", l.Limits)
			}
		})
	}
}

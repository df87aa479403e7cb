package crawler

import (
	"net/url"
	"regexp"

	"lanmu"
	"lanmu/internal/address"
)

// A style sheet may begin with others (@import). They are read as sheets that a
// page links, and are no links of a page.

// importDepth and importsOfOne bound how deep sheets import each other and how
// many of one sheet's are followed; all of them count towards maxSheets.
const (
	importDepth  = 3
	importsOfOne = 20
)

var (
	cssComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	cssImport  = regexp.MustCompile(`(?i)@import\s+(?:url\(\s*)?["']?([^"'()\s;]+)`)
)

// importsOf are the sheets that a sheet at addr begins with.
func importsOf(addr string, text []byte) (list []string) {
	base, err := url.Parse(addr)
	if err != nil {
		return nil
	}
	for _, m := range cssImport.FindAllSubmatch(cssComment.ReplaceAll(text, nil), importsOfOne) {
		if to, bad := address.Resolve(base, string(m[1]), ""); bad == "" && to != "" {
			list = append(list, to)
		}
	}
	return list
}

// followImports reads the sheets that a sheet imports, each once.
func (r *crawling) followImports(w *worker, o *outcome, addr string) {
	if !o.ok() || o.content != "" || o.soft != "" || o.final() != addr || !r.wanted(addr, lanmu.LinkStyle) {
		return
	}
	for _, to := range importsOf(addr, o.text()) {
		if !r.wanted(to, lanmu.LinkStyle) || !r.mayAsk(to) || !r.files.imports(addr, to) {
			continue
		}
		r.lookAt(w, to, lanmu.LinkStyle, filePurpose(to, lanmu.LinkStyle, false)).release()
	}
}

// imports tells that a sheet is imported for the first time, and not too deep.
func (f *appetite) imports(from, to string) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, known := f.depth[to]; known || f.depth[from] == importDepth || f.sheets >= maxSheets {
		return false
	}
	if f.depth == nil {
		f.depth = map[string]int{}
	}
	f.depth[to] = f.depth[from] + 1
	return true
}

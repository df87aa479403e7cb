package crawler

import (
	"bytes"
	"net/http"
	"path"
	"regexp"
	"strings"

	"lanmu"
)

// Many systems give attachments out by number: download.jsp?id=7. Only the
// answer tells that it is a file.

// readUnnamed gives a file whose address looked like a page's to whoever reads
// its text, where the answer says that it is in a form that is read. One of which
// only the beginning came is asked for once more, whole.
func (r *crawling) readUnnamed(w *worker, j *job, p *lanmu.Page, o *outcome) {
	form := formOf(o.header, p.Body)
	if form == "" || o.content != "" {
		return
	}
	r.mu.Lock()
	n := r.front.node(j.id)
	n.flags |= flagUnnamed
	addr := n.url
	r.mu.Unlock()
	if !r.wanted(addr, lanmu.LinkAttachment) {
		return
	}
	if form != oldForm && o.body != nil && o.body.cut {
		again := r.lookAt(w, addr, lanmu.LinkAttachment, purposeAttachment)
		again.release()
		return
	}
	// It is here, or its first bytes tell all that can be told.
	p.Asked = addr
	r.files.came(len(p.Body))
	r.tellFile(p, lanmu.LinkAttachment)
}

// oldForm stands for the forms of before 2007, which are known and not read.
const oldForm = "old"

// formNames are the media types of forms that are read.
var formNames = map[string]string{
	"application/pdf":   "pdf",
	"application/x-pdf": "pdf",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":       "xlsx",
}

// givenName is the end of the name that an answer gives a file, quoted or
// encoded as it may be.
var givenName = regexp.MustCompile(`(?i)\.(pdf|docx|docm|xlsx|xlsm)["']?\s*(?:;|$)`)

// formOf is the form of a file by its answer's head and first bytes, which must
// agree; "" none that is read.
func formOf(h http.Header, head []byte) string {
	said := formNames[mediaType(h.Get("Content-Type"))]
	if m := givenName.FindStringSubmatch(strings.TrimSpace(h.Get("Content-Disposition"))); m != nil {
		said = strings.ToLower(m[1])
	}
	switch kind := magicOf(head); {
	case kind == "pdf":
		return "pdf"
	case kind == "zip" && (said != "" && said != "pdf" || officeParts(head)):
		return "office"
	case kind == "ole":
		return oldForm
	}
	if said == "pdf" && bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-")) {
		return "pdf"
	}
	return ""
}

// officeParts tells an archive that begins as documents and workbooks do.
func officeParts(head []byte) bool {
	const nameAt = 30 // of the first entry's name (APPNOTE 4.3.7)
	if len(head) < nameAt+4 {
		return false
	}
	size := int(head[26]) | int(head[27])<<8
	name := string(head[nameAt:min(nameAt+size, len(head))])
	return name == "[Content_Types].xml" || path.Dir(name) == "_rels" || strings.HasPrefix(name, "word/") || strings.HasPrefix(name, "xl/")
}

package crawler

import (
	"fmt"
	"net/http"
	"strings"
	"sync"

	"lanmu"
)

// Files whose text others read are asked for once, like every file that is
// verified, but whole where the profile's bounds allow it: attachments in a form
// that is read, and the site's own style sheets. What comes after the first
// bytes is wished for, not needed: where it does not come, the link is well all
// the same, and the text is not read.

// maxSheet and maxSheets bound the style sheets read: bytes of one, and how many.
const (
	maxSheet  = 512 << 10
	maxSheets = 300
)

// appetite is how much may still be asked for.
type appetite struct {
	mu     sync.Mutex
	set    lanmu.AttachmentSettings
	count  int   // attachments asked for whole
	bytes  int64 // that came of them
	sheets int
	depth  map[string]int // of sheets that others import, by address
	left   int            // attachments not had whole that would be read
}

// withText are the extensions of attachments that may hold text that is read.
// What has no extension of a file (download.jsp?id=7) may be one of them.
var withText = map[string]bool{"pdf": true, "docx": true, "xlsx": true, "docm": true, "xlsm": true}

// wanted tells a file whose text is read.
func (r *crawling) wanted(addr string, kind lanmu.LinkKind) bool {
	if r.opt.File == nil || !r.scope.own(addr) {
		return false
	}
	ext := extension(barePath(addr))
	switch kind {
	case lanmu.LinkStyle:
		return true
	case lanmu.LinkAttachment:
		return r.files.set.Read && (withText[ext] || !files[ext])
	case lanmu.LinkImage:
		return false
	}
	return r.files.set.Read && withText[ext]
}

// limit is how many bytes of a file are asked for; whole says that it is more
// than its beginning.
func (f *appetite) limit(kind lanmu.LinkKind) (bytes int64, whole bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if kind == lanmu.LinkStyle {
		f.sheets++
		return maxSheet, f.sheets <= maxSheets
	}
	if f.set.MaxCount > 0 && f.count >= f.set.MaxCount || f.bytes >= f.set.MaxTotal {
		return fileHead, false
	}
	f.count++
	return f.set.MaxSize, true
}

// came counts what an attachment cost.
func (f *appetite) came(n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.bytes += int64(n)
}

// lookWhole is lookAt for a file whose text is read.
func (r *crawling) lookWhole(w *worker, addr string, kind lanmu.LinkKind, purpose string) *outcome {
	limit, whole := r.files.limit(kind)
	if whole {
		w.head = fileHead
		defer func() { w.head = 0 }()
	} else {
		limit = fileHead
	}
	o := &outcome{trail: w.follow(addr, purpose, limit, false)}
	if kind != lanmu.LinkStyle {
		r.files.came(len(o.raw()))
	}
	return o
}

// handFile gives a file that is what it says to whoever reads its text. How far
// it came is told by the answer alone, so that a recording judged again tells
// the same.
func (r *crawling) handFile(o *outcome, addr string, kind lanmu.LinkKind) {
	if !r.wanted(addr, kind) || !r.scope.own(o.final()) || o.content != "" || o.soft != "" || !o.ok() || signIn(o.final()) {
		return
	}
	p := &lanmu.Page{
		Asked: addr, URL: o.final(), Redirects: o.hops, Status: o.status, Header: o.header, Body: o.text(), RawSize: len(o.raw()),
		Charset: o.charset, MediaType: o.media, Digest: o.digest(), Fetched: o.exchange.At, Took: o.took, Unchanged: o.exchange.Earlier != nil,
		Fail: r.files.missing(o),
	}
	if kind == lanmu.LinkStyle || p.Charset == "" || p.Fail != nil {
		r.tellFile(p, kind)
	}
}

// tellFile calls the reader. A panic of its costs the file.
func (r *crawling) tellFile(p *lanmu.Page, kind lanmu.LinkKind) {
	defer func() {
		if e := recover(); e != nil {
			r.limits.add(fmt.Sprintf("读取文件 %s 时程序出错，其中的文字没有检查。请把录制文件交给开发人员。", p.URL))
		}
	}()
	if kind != lanmu.LinkStyle && p.Fail != nil && p.Fail.Kind == lanmu.FailStopped {
		r.files.mu.Lock()
		r.files.left++
		r.files.mu.Unlock()
	}
	r.opt.File(p, kind)
}

// missing is why a file did not come whole; nil: it did.
func (f *appetite) missing(o *outcome) *lanmu.Fail {
	switch {
	case o.body == nil || !o.body.cut:
		return nil
	case contentLength(o.header) > f.set.MaxSize:
		return &lanmu.Fail{Kind: lanmu.FailTooLarge, Detail: fmt.Sprintf("%d bytes", contentLength(o.header))}
	case len(o.raw()) <= fileHead:
		return &lanmu.Fail{Kind: lanmu.FailStopped, Detail: "only its beginning was asked for"}
	case int64(len(o.raw())) >= f.set.MaxSize:
		return &lanmu.Fail{Kind: lanmu.FailTooLarge, Detail: fmt.Sprintf("more than %d bytes", len(o.raw()))}
	}
	return &lanmu.Fail{Kind: lanmu.FailTruncated, Detail: fmt.Sprintf("broke off after %d bytes", len(o.raw()))}
}

// tell says in the report what the bounds kept from being read.
func (f *appetite) tell() []string {
	if f.left == 0 {
		return nil
	}
	return []string{fmt.Sprintf("有 %d 个附件没有下载全文（超出配置的个数或总量，或录制文件里没有保存），其中的文字没有检查。可在站点配置的 crawl.attachments 中放宽上限（现为 %d 个、共 %d MiB）。",
		f.left, f.set.MaxCount, f.set.MaxTotal>>20)}
}

// conditional tells a request that is made conditional where last night's whole
// answer is known.
func conditional(method, purpose string) bool {
	return (method == "" || method == http.MethodGet) && (purpose == purposePage || purpose == purposeAttachment)
}

// keepable tells an answer of last night's that tonight's may stand for: files
// of which only the beginning is held are not.
func keepable(purpose, cut, url string) bool {
	return purpose == purposePage || purpose == purposeAttachment && cut != "yes" && !isImage(strings.TrimSpace(barePath(url)))
}

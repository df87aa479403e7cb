package crawler

import (
	"bytes"
	"path"
	"strings"
)

// magics are the first bytes of the sorts of file that sites offer.
var magics = []struct{ kind, at0 string }{
	{"pdf", "%PDF"},
	{"ole", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"},
	{"zip", "PK\x03\x04"},
	{"zip", "PK\x05\x06"},
	{"rar", "Rar!\x1a\x07"},
	{"7z", "7z\xbc\xaf\x27\x1c"},
	{"gzip", "\x1f\x8b"},
	{"rtf", "{\\rtf"},
	{"jpeg", "\xff\xd8\xff"},
	{"png", "\x89PNG\r\n\x1a\n"},
	{"gif", "GIF8"},
	{"bmp", "BM"},
	{"exe", "MZ\x90\x00"},
	{"mp3", "ID3"},
	{"mp3", "\xff\xfb"},
	{"swf", "FWS"},
	{"swf", "CWS"},
	{"ole", "\x09\x08\x10\x00"},
	{"elf", "\x7fELF"},
	{"ceb", "FounderCEB"},
	{"wmv", "\x30\x26\xb2\x75\x8e\x66\xcf\x11"},
	{"flv", "FLV\x01"},
}

// magicOf names the sort of file that head begins; "" unknown.
func magicOf(head []byte) string {
	for _, m := range magics {
		if len(head) >= len(m.at0) && string(head[:len(m.at0)]) == m.at0 {
			return m.kind
		}
	}
	switch {
	case len(head) > 12 && string(head[4:8]) == "ftyp":
		return "mp4"
	case len(head) > 12 && string(head[:4]) == "RIFF" && string(head[8:12]) == "WEBP":
		return "webp"
	case len(head) > 12 && string(head[:4]) == "RIFF":
		return "riff"
	}
	return ""
}

// wants says which magics open under an extension. Office programs open each
// other's containers (an encrypted .docx is OLE, a .doc saved by WPS may be a
// zip or RTF); what is not listed is not judged.
var wants = map[string][]string{
	"pdf": {"pdf"},
	"doc": {"ole", "zip", "rtf"}, "docx": {"zip", "ole", "rtf"}, "wps": {"ole", "zip", "rtf"}, "dot": {"ole", "zip", "rtf"},
	"xls": {"ole", "zip"}, "xlsx": {"zip", "ole"}, "et": {"ole", "zip"}, "xlsm": {"zip", "ole"},
	"ppt": {"ole", "zip"}, "pptx": {"zip", "ole"}, "pps": {"ole", "zip"}, "ppsx": {"zip", "ole"}, "dps": {"ole", "zip"},
	"ofd": {"zip"}, "zip": {"zip"}, "rar": {"rar", "zip", "7z"}, "7z": {"7z"}, "gz": {"gzip"}, "rtf": {"rtf"},
}

// files are the extensions of what is a file to be loaded and no page.
var files = func() map[string]bool {
	m := map[string]bool{}
	for ext := range wants {
		m[ext] = true
	}
	for ext := range strings.FieldsSeq("jpg jpeg png gif bmp webp ico svg tif tiff css js mjs woff woff2 ttf eot mp3 mp4 m4a m4v avi wmv flv swf mov rm rmvb mpg mpeg wav wma exe msi apk dmg iso tar bz2 xz ceb cebx caj csv txt psd dwg tgz chm epub vsd mpp cab bin dll jar") {
		m[ext] = true
	}
	return m
}()

// extension is the lower-case extension of a path, without the dot.
func extension(p string) string {
	ext := path.Ext(p)
	if len(ext) < 2 || len(ext) > 6 {
		return ""
	}
	return strings.ToLower(ext[1:])
}

// isFile tells a path that names a file to be loaded.
func isFile(p string) bool { return files[extension(p)] }

// isImage tells a path that names an image.
func isImage(p string) bool {
	switch extension(p) {
	case "jpg", "jpeg", "png", "gif", "bmp", "webp", "ico", "svg", "tif", "tiff":
		return true
	}
	return false
}

// contentFault says what is wrong with a file that came with a success status:
// "zero", "html" (a page in its place), "magic" (no such file inside); "" fine.
// head is its beginning.
func contentFault(p string, head []byte) string {
	ext := extension(p)
	if len(head) == 0 {
		if ext == "txt" || ext == "css" || ext == "js" || ext == "csv" || ext == "" {
			return ""
		}
		return "zero"
	}
	allowed, known := wants[ext]
	if !known && !isImage(p) || ext == "svg" {
		return ""
	}
	if looksHTML(head) {
		if officeHTML(head) {
			return ""
		}
		return "html"
	}
	if !known {
		return ""
	}
	kind := magicOf(head)
	if bytes.Contains(head[:min(len(head), 1024)], []byte("%PDF-")) {
		kind = "pdf" // readers look for it in the first 1024 bytes
	}
	for _, a := range allowed {
		if a == kind {
			return ""
		}
	}
	if officeText(ext, head) {
		return ""
	}
	return "magic"
}

// looksHTML tells markup of a page.
func looksHTML(head []byte) bool {
	start := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(head[:min(len(head), 2048)], []byte("\xef\xbb\xbf")), " \t\r\n"))
	for bytes.HasPrefix(start, []byte("<!--")) {
		_, after, ok := bytes.Cut(start, []byte("-->"))
		if !ok {
			return false
		}
		start = bytes.TrimLeft(after, " \t\r\n")
	}
	for _, tag := range [...]string{"<!doctype html", "<html", "<head", "<body", "<script", "<meta", "<title", "<div", "<table", "<center", "<h1", "<p>", "<p ", "<br", "<iframe"} {
		if bytes.HasPrefix(start, []byte(tag)) {
			return true
		}
	}
	return bytes.HasPrefix(start, []byte("<?xml")) && bytes.Contains(start, []byte("<html"))
}

// officeHTML tells what Word and Excel write as "web page" and open again.
func officeHTML(head []byte) bool {
	return bytes.Contains(head, []byte("urn:schemas-microsoft-com:office"))
}

// officeText tells text that Word and Excel open under their extensions: XML
// spreadsheets, MHTML, and tables of plain text.
func officeText(ext string, head []byte) bool {
	switch ext {
	case "doc", "docx", "wps", "xls", "xlsx", "et":
	default:
		return false
	}
	if officeHTML(head) || bytes.HasPrefix(head, []byte("MIME-Version:")) || bytes.Contains(head[:min(len(head), 512)], []byte("mso-application")) {
		return true
	}
	return (ext == "xls" || ext == "doc") && looksText(head)
}

package attachment

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strings"

	"lanmu"
)

// readOffice reads a container of Office Open XML (ECMA-376).
func readOffice(ctx context.Context, data []byte, t *text) (kind string, err error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", faultf(lanmu.UnreadDamaged, "%v", err)
	}
	if len(z.File) > t.limits.Entries {
		return "", faultf(lanmu.UnreadTooMuch, "%d entries", len(z.File))
	}
	ctx, cancel := context.WithTimeout(ctx, t.limits.Time)
	defer cancel()
	b := &box{ctx: ctx, left: t.limits.Unpacked, depth: t.limits.Depth, files: map[string]*zip.File{}}
	for _, f := range z.File {
		name := strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/")
		if _, there := b.files[name]; !there {
			b.files[name] = f
		}
	}
	switch {
	case b.files["word/document.xml"] != nil:
		return "docx", readDocument(b, t)
	case b.files["xl/workbook.xml"] != nil:
		return "xlsx", readWorkbook(b, t)
	}
	return "", faultf(lanmu.UnreadForm, "an archive without a document")
}

// box is an archive of which so many bytes may still be unpacked, whatever its
// heads say of its entries' sizes.
type box struct {
	ctx   context.Context
	left  int64
	depth int
	files map[string]*zip.File
}

const encrypted = 1 // general purpose bit 0 of APPNOTE 4.4.4

// each gives the tokens of a part, one after the other, until token errs. A part
// that is not there has none.
func (b *box) each(name string, token func(xml.Token) error) error {
	f := b.files[name]
	if f == nil {
		return nil
	}
	if f.Flags&encrypted != 0 {
		return faultf(lanmu.UnreadLocked, "%s is encrypted", name)
	}
	r, err := f.Open()
	if err != nil {
		return faultf(lanmu.UnreadDamaged, "%s: %v", name, err)
	}
	defer r.Close()
	d := xml.NewDecoder(&measured{r, b})
	for depth, n := 0, 0; ; n++ {
		if n%1024 == 0 && b.ctx.Err() != nil {
			return faultf(lanmu.UnreadTooLong, "%s", name)
		}
		tok, err := d.Token()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			var f *fault
			if errors.As(err, &f) {
				return f
			}
			return faultf(lanmu.UnreadDamaged, "%s: %v", name, err)
		}
		switch tok.(type) {
		case xml.StartElement:
			if depth++; depth > b.depth {
				return faultf(lanmu.UnreadTooMuch, "%s is nested more than %d deep", name, b.depth)
			}
		case xml.EndElement:
			depth--
		}
		if err := token(tok); err != nil {
			return err
		}
	}
}

// measured counts what is unpacked.
type measured struct {
	r io.Reader
	b *box
}

func (m *measured) Read(p []byte) (int, error) {
	if m.b.left <= 0 {
		return 0, faultf(lanmu.UnreadTooMuch, "unpacks to more than the bound")
	}
	n, err := m.r.Read(p[:min(int64(len(p)), m.b.left)])
	m.b.left -= int64(n)
	return n, err
}

// attr is an attribute's value by its local name; "" none.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// relations are a part's targets by id.
func (b *box) relations(of string) (map[string]string, error) {
	m := map[string]string{}
	dir, file := path.Split(of)
	err := b.each(dir+"_rels/"+file+".rels", func(tok xml.Token) error {
		if e, ok := tok.(xml.StartElement); ok && e.Name.Local == "Relationship" {
			to := attr(e, "Target")
			if strings.HasPrefix(to, "/") {
				to = to[1:]
			} else {
				to = path.Join(dir, to)
			}
			m[attr(e, "Id")] = to
		}
		return nil
	})
	return m, err
}

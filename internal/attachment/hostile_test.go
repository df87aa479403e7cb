package attachment

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"lanmu"
	"lanmu/demo"
)

// archive is a zip of names and contents.
func archive(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, parts[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const document = "word/document.xml"

// flagged sets the encryption bit of every entry.
func flagged(data []byte) []byte {
	data = bytes.Clone(data)
	for _, head := range []struct {
		sign string
		at   int
	}{{"PK\x03\x04", 6}, {"PK\x01\x02", 8}} {
		for i := 0; ; {
			j := bytes.Index(data[i:], []byte(head.sign))
			if j < 0 {
				break
			}
			data[i+j+head.at] |= 1
			i += j + 4
		}
	}
	return data
}

// lockedPDF asks for a password: its own key fits none.
func lockedPDF() []byte {
	pdf := demo.PDF("secret text")
	key := strings.Repeat("00", 32)
	lock := fmt.Sprintf("trailer<</ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>", key, key)
	return bytes.Replace(pdf, []byte("trailer<<"), []byte(lock), 1)
}

func TestHostile(t *testing.T) {
	open, shut := `<w:document xmlns:w="w"><w:body>`, `</w:body></w:document>`
	ole := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 2040)...)
	pdf := demo.PDF("低保名单", "第二页的文字")
	small := Usual
	small.Text = 64
	short := Usual
	short.Time = time.Nanosecond
	for _, c := range []struct {
		name string
		data []byte
		want lanmu.Unread
		lim  *Limits
	}{
		{name: "empty", data: nil, want: lanmu.UnreadForm},
		{name: "larger than is read", data: append([]byte("%PDF-1.7"), make([]byte, 20<<20)...), want: lanmu.UnreadTooLarge},
		{name: "zip bomb", data: archive(t, document, open+strings.Repeat(" ", 100<<20)+shut), want: lanmu.UnreadTooMuch},
		{name: "bomb of text", data: archive(t, document, open+"<w:t>"+strings.Repeat("汉", 8<<20)+"</w:t>"+shut), want: lanmu.UnreadTooMuch},
		{name: "bomb in shared strings", data: archive(t, "xl/workbook.xml", "<workbook/>", "xl/sharedStrings.xml", "<sst><si><t>"+strings.Repeat("x", 20<<20)+"</t></si></sst>"), want: lanmu.UnreadTooMuch},
		{name: "many entries", data: archive(t, strings.Split(strings.Repeat("a\x00\x00", 3000), "\x00")[:6000]...), want: lanmu.UnreadTooMuch},
		{name: "deep", data: archive(t, document, strings.Repeat("<a>", 5000)), want: lanmu.UnreadTooMuch},
		{name: "entity bomb", data: archive(t, document, `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document><w:t>&b;&b;</w:t></w:document>`), want: lanmu.UnreadDamaged},
		{name: "outside entity", data: archive(t, document, `<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document><w:t>&a;</w:t></w:document>`), want: lanmu.UnreadDamaged},
		{name: "zip in zip", data: archive(t, "名单.docx", string(demo.DOCX("秘密"))), want: lanmu.UnreadForm},
		{name: "encrypted entries", data: flagged(demo.DOCX("秘密")), want: lanmu.UnreadLocked},
		{name: "encrypted package", data: append(bytes.Clone(ole), encryptedPackage...), want: lanmu.UnreadLocked},
		{name: "doc of 2003", data: ole, want: lanmu.UnreadLegacy},
		{name: "cut docx", data: demo.DOCX("低保名单")[:300], want: lanmu.UnreadDamaged},
		{name: "broken xml", data: archive(t, document, open+"<w:p><w:t>前半</w:p>"), want: lanmu.UnreadDamaged},
		{name: "presentation", data: archive(t, "ppt/presentation.xml", "<p/>"), want: lanmu.UnreadForm},
		{name: "more text than is read", data: demo.DOCX(strings.Repeat("名单", 100)), want: lanmu.UnreadTooMuch, lim: &small},
		{name: "no time", data: demo.DOCX("低保名单"), want: lanmu.UnreadTooLong, lim: &short},
		{name: "pdf without sense", data: append([]byte("%PDF-1.4\n"), bytes.Repeat([]byte("garbage "), 1000)...), want: lanmu.UnreadDamaged},
		{name: "pdf cut", data: pdf[:60], want: lanmu.UnreadDamaged},
		{name: "pdf locked", data: lockedPDF(), want: lanmu.UnreadLocked},
		{name: "pdf without text", data: demo.PDF("", ""), want: lanmu.UnreadScan},
		{name: "pdf of more text", data: demo.PDF(strings.Repeat("名", 60)), want: lanmu.UnreadTooMuch, lim: &small},
		{name: "pdf no time", data: pdf, want: lanmu.UnreadTooLong, lim: &short},
		{name: "pages that hold each other", data: bytes.Replace(pdf, []byte("/Kids[6 0 R 8 0 R ]"), []byte("/Kids[2 0 R 2 0 R ]"), 1), want: lanmu.UnreadDamaged},
	} {
		t.Run(c.name, func(t *testing.T) {
			lim := Usual
			if c.lim != nil {
				lim = *c.lim
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			a := Read(t.Context(), "http://x/f", c.data, lim)
			runtime.ReadMemStats(&after)
			if a.Unread != c.want {
				t.Errorf("unread %q (%s), want %q; %d parts", a.Unread, a.Detail, c.want, len(a.Parts))
			}
			// What is allocated over all, not at once; PDFium's own memory is bounded by its runtime.
			if grown := after.TotalAlloc - before.TotalAlloc; a.Kind != "pdf" && grown > 200<<20 {
				t.Errorf("%d MiB allocated", grown>>20)
			}
		})
	}
}

// TestPartly: what was read before the fault is kept.
func TestPartly(t *testing.T) {
	a := Read(t.Context(), "http://x/f", archive(t, document, `<w:document xmlns:w="w"><w:p><w:t>低保名单</w:t></w:p>`), Usual)
	if a.Unread != lanmu.UnreadDamaged || parts(a) != "[]低保名单\n" {
		t.Errorf("%q %q", a.Unread, parts(a))
	}
}

// TestNotShown: deleted text and fallbacks are not what a reader sees.
func TestNotShown(t *testing.T) {
	src := `<w:document xmlns:w="w" xmlns:mc="m"><w:p><w:t>甲</w:t><w:del><w:r><w:delText>旧</w:delText><w:t>旧</w:t></w:r></w:del>` +
		`<mc:AlternateContent><mc:Choice><w:t>乙</w:t></mc:Choice><mc:Fallback><w:t>乙</w:t></mc:Fallback></mc:AlternateContent></w:p></w:document>`
	if a := Read(t.Context(), "http://x/f", archive(t, document, src), Usual); parts(a) != "[]甲乙\n" {
		t.Errorf("%q %q", a.Unread, parts(a))
	}
}

// TestPDFAfterKill: a reader that was killed takes nobody with it.
func TestPDFAfterKill(t *testing.T) {
	lim := Usual
	lim.Time = 3 * time.Millisecond
	var texts []string
	for range 200 {
		texts = append(texts, strings.Repeat(strings.Repeat("名单", 40)+"\n", 40))
	}
	big := demo.PDF(texts...)
	if a := Read(t.Context(), "http://x/big", big, lim); a.Unread != lanmu.UnreadTooLong {
		t.Errorf("unread %q (%s)", a.Unread, a.Detail)
	}
	if a := Read(t.Context(), "http://x/f", demo.PDF("低保名单"), Usual); a.Unread != "" || parts(a) != "[第1页]低保名单" {
		t.Errorf("after it: %q (%s) %q", a.Unread, a.Detail, parts(a))
	}
}

// FuzzRead: whatever the bytes, reading ends within its bounds.
func FuzzRead(f *testing.F) {
	f.Add(demo.DOCX("名单", "甲\t乙"))
	f.Add(demo.DOCX(`<table><tr><td rowspan="2">甲</td><td>乙</td></tr><tr><td colspan="2">丙</td></tr></table>`))
	f.Add(demo.XLSX(demo.Sheet{Name: "名单", Rows: [][]string{{"姓名", "=13912345678"}}}))
	f.Add(flagged(demo.DOCX("名单")))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if bytes.Contains(data, []byte("%PDF-")) {
			t.Skip("FuzzReadPDF")
		}
		readWithin(t, data)
	})
}

// FuzzReadPDF is FuzzRead for PDFs. PDFium is no code of ours and its branches are
// not seen by the fuzzer; what is held here is that it stays shut in.
func FuzzReadPDF(f *testing.F) {
	whole := demo.PDF("低保名单\n张三", "", "完毕")
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add(lockedPDF())
	f.Add(bytes.Replace(whole, []byte("/Count 3"), []byte("/Count 999999999"), 1))
	f.Add(bytes.ReplaceAll(whole, []byte("/Length"), []byte("/Lengh")))
	f.Add([]byte("%PDF-1.7\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if !bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) {
			t.Skip("no PDF: FuzzRead")
		}
		readWithin(t, data)
	})
}

// readWithin reads a file and holds what came to the bounds.
func readWithin(t *testing.T, data []byte) {
	lim := Usual
	lim.Size, lim.Time = 1<<20, 5*time.Second
	a := Read(t.Context(), "http://x/f", data, lim)
	size := 0
	for _, p := range a.Parts {
		size += len(p.Text)
		for _, table := range p.Tables {
			if len(table.Cells) > maxCells {
				t.Errorf("a table of %d cells", len(table.Cells))
			}
		}
		if len(p.Tables) > maxTables {
			t.Errorf("%d tables", len(p.Tables))
		}
	}
	if size > lim.Text {
		t.Errorf("%d bytes of text", size)
	}
	if a.Unread == "" && a.Kind == "" {
		t.Error("read, but nobody knows what")
	}
	if a.Unread == lanmu.UnreadInternal {
		t.Error(a.Detail)
	}
}

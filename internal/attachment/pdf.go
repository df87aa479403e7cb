package attachment

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"lanmu"
)

// pdfs is how many PDFs are read at once, each by a reader of at most
// pdfMemory: the rest wait.
const (
	pdfs      = 2
	pdfMemory = 256 << 20
	wasmPage  = 64 << 10
)

var pdfSlots = make(chan struct{}, pdfs)

// pdfiumPool is PDFium as WebAssembly, made ready when the first PDF is read: that
// takes seconds, once a machine: what was made is kept in the user's cache, where
// there is one. It sees no file, no network and no clock of this machine's, has
// bounded memory, and what it prints is nobody's.
var pdfiumPool = sync.OnceValues(func() (pdfium.Pool, error) {
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(pdfMemory / wasmPage).
		WithCloseOnContextDone(true)
	if dir, err := os.UserCacheDir(); err == nil {
		if cache, err := wazero.NewCompilationCacheWithDir(filepath.Join(dir, "lanmu", "pdfium")); err == nil {
			config = config.WithCompilationCache(cache)
		}
	}
	return webassembly.Init(webassembly.Config{
		Context: context.Background(), MaxIdle: 1, MaxTotal: pdfs, RuntimeConfig: config,
		FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard,
	})
})

// readPDF reads a PDF, a part for each page. The reader is thrown away after
// each file, and killed when the file's time is over.
func readPDF(ctx context.Context, data []byte, t *text) error {
	select {
	case pdfSlots <- struct{}{}:
		defer func() { <-pdfSlots }()
	case <-ctx.Done():
		return ctx.Err()
	}
	pool, err := pdfiumPool()
	if err != nil {
		return faultf(lanmu.UnreadNoReader, "%v", err)
	}
	ctx, cancel := context.WithTimeout(ctx, t.limits.Time)
	defer cancel()
	reader, err := pool.GetInstanceWithContext(context.WithoutCancel(ctx))
	if err != nil {
		return faultf(lanmu.UnreadNoReader, "%v", err)
	}
	// What a killed reader answers is an error, and ctx tells why. It must not be
	// closed as well: the two of them write to the same place.
	killed := make(chan struct{})
	unhook := context.AfterFunc(ctx, func() {
		defer close(killed)
		_ = reader.Kill()
	})
	defer func() {
		if unhook() {
			_ = reader.Close()
			return
		}
		<-killed
	}()
	err = pages(ctx, reader, data, t)
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

func pages(ctx context.Context, reader pdfium.Pdfium, data []byte, t *text) error {
	doc, err := reader.OpenDocument(&requests.OpenDocument{File: &data})
	switch {
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
		return faultf(lanmu.UnreadLocked, "%v", err)
	case err != nil:
		return faultf(lanmu.UnreadDamaged, "%v", err)
	}
	count, err := reader.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return faultf(lanmu.UnreadDamaged, "%v", err)
	}
	runes := 0
	for i := range min(count.PageCount, t.limits.Pages) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		s, err := pageText(ctx, reader, doc.Document, i, t.room())
		if err != nil {
			return err
		}
		runes += utf8.RuneCountInString(strings.TrimSpace(s))
		if err := t.add(fmt.Sprintf("第%d页", i+1), s); err != nil {
			return err
		}
	}
	switch {
	case count.PageCount > t.limits.Pages:
		return faultf(lanmu.UnreadTooMuch, "%d pages", count.PageCount)
	case runes == 0:
		return faultf(lanmu.UnreadScan, "%d pages without text", count.PageCount)
	}
	return nil
}

// pageText is the text of page i. A page of more text than may still come is
// cut by text.add, one of absurdly more is not fetched.
func pageText(ctx context.Context, reader pdfium.Pdfium, doc references.FPDF_DOCUMENT, i, room int) (string, error) {
	page, err := reader.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: doc, Index: i})
	if err != nil {
		return "", faultf(lanmu.UnreadDamaged, "page %d: %v", i+1, err)
	}
	defer func() {
		if ctx.Err() == nil { // else the reader is being killed, page and all
			_, _ = reader.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: page.Page})
		}
	}()
	found, err := reader.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: requests.Page{ByReference: &page.Page}})
	if err != nil {
		return "", faultf(lanmu.UnreadDamaged, "page %d: %v", i+1, err)
	}
	defer func() {
		if ctx.Err() == nil {
			_, _ = reader.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: found.TextPage})
		}
	}()
	chars, err := reader.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: found.TextPage})
	if err != nil {
		return "", faultf(lanmu.UnreadDamaged, "page %d: %v", i+1, err)
	}
	if chars.Count == 0 {
		return "", nil
	}
	got, err := reader.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: found.TextPage, StartIndex: 0, Count: min(chars.Count, room+1)})
	if err != nil {
		return "", faultf(lanmu.UnreadDamaged, "page %d: %v", i+1, err)
	}
	return lines.Replace(strings.ToValidUTF8(got.Text, "")), nil
}

// lines undoes what PDFs make of line ends and blanks.
var lines = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u00a0", " ", "\u0000", "", "\ufffe", "", "\ufeff", "")

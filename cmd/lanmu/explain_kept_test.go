package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestExplainedPageIsKept: what was fetched to be explained is still the page
// when others have been fetched after it.
func TestExplainedPageIsKept(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if r.URL.Path == "/" || r.URL.Path == "/other/" {
			fmt.Fprintf(w, "<html><title>%s</title><body>%s</body></html>", r.URL.Path, strings.Repeat(r.URL.Path, 500))
			return
		}
		w.WriteHeader(http.StatusNotFound)
		fmt.Fprint(w, strings.Repeat("<p>404 Not Found</p>", 200))
	}))
	defer srv.Close()
	a := &app{}
	first, _, err := a.fetchedPage(t.Context(), srv.URL+"/")
	if err != nil {
		t.Fatal(err)
	}
	for range 8 {
		if _, _, err := a.fetchedPage(t.Context(), srv.URL+"/other/"); err != nil {
			t.Fatal(err)
		}
	}
	if got := string(first.Body); !strings.Contains(got, "<title>/</title>") || strings.Contains(got, "other") || strings.Contains(got, "404") {
		t.Errorf("the page has become %.80q", got)
	}
}

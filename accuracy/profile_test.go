package accuracy

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"lanmu"
	"lanmu/demo"
	"lanmu/internal/config"
)

// The profile that `lanmu demo` prints must say the same as the one that
// `lanmu audit demo` uses.
func TestPrintedProfileIsTheOneUsed(t *testing.T) {
	for _, id := range demo.IDs {
		t.Run(id, func(t *testing.T) {
			p, err := demo.New(id, base)
			if err != nil {
				t.Fatal(err)
			}
			s, err := p.Start(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			}()
			name := filepath.Join(t.TempDir(), "site.yaml")
			if err := os.WriteFile(name, []byte(p.Profile()), 0o600); err != nil {
				t.Fatal(err)
			}
			got, err := config.Load(name)
			if err != nil {
				t.Fatal(err)
			}
			opts := cmp.Options{
				cmpopts.IgnoreFields(lanmu.Site{}, "Location", "File"),
				cmpopts.IgnoreFields(lanmu.CrawlSettings{}, "UserAgent"),
				cmpopts.EquateEmpty(),
			}
			if diff := cmp.Diff(p.Site(), got, opts); diff != "" {
				t.Errorf("profile differs (-used +printed):\n%s", diff)
			}
		})
	}
}

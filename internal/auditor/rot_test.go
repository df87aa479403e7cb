package auditor

import (
	"context"
	"strings"
	"testing"

	"lanmu"
)

// remembers is a history of one column.
type remembers struct{ then lanmu.Earlier }

func (remembers) Recall(context.Context, *lanmu.Audit) error { return nil }

func (r remembers) LastRead(_ context.Context, _, column string, _ lanmu.Date) (lanmu.Earlier, error) {
	if column != "xk" {
		return lanmu.Earlier{}, nil
	}
	return r.then, nil
}

func TestRottenAsksHistory(t *testing.T) {
	at := lanmu.NewDate(2026, 11, 23)
	missed := func(id string) *lanmu.Column {
		return &lanmu.Column{ID: id, Page: &lanmu.Facts{Missed: "#xk li"}, Warnings: []string{"选择器“#xk li”没有选中任何条目"}}
	}
	fine := &lanmu.Column{ID: "xk", Page: &lanmu.Facts{}}
	tests := []struct {
		name string
		then lanmu.Earlier
		want string
	}{
		{"yesterday", lanmu.Earlier{At: at.AddDays(-1), Items: 20}, "昨日（2026-11-22）还能取到 20 条"},
		{"earlier", lanmu.Earlier{At: at.AddDays(-9), Items: 3}, "上次检查（2026-11-14）还能取到 3 条"},
		{"never", lanmu.Earlier{}, ""},
	}
	for _, c := range tests {
		t.Run(c.name, func(t *testing.T) {
			a := New(Options{History: remembers{c.then}})
			rot, other := missed("xk"), missed("other")
			if err := a.rotten(t.Context(), &lanmu.Site{ID: "swj"}, at, []*lanmu.Column{rot, other, fine, {ID: "gone"}}); err != nil {
				t.Fatal(err)
			}
			if got := rot.Warnings[0]; c.want != "" && !strings.Contains(got, c.want) || c.want == "" && strings.Contains(got, "还能取到") {
				t.Errorf("warning %q", got)
			}
			if rot.Before != c.then || !other.Before.At.IsZero() || len(fine.Warnings) > 0 {
				t.Errorf("before %+v, another's %+v, one that matched %q", rot.Before, other.Before, fine.Warnings)
			}
		})
	}
}

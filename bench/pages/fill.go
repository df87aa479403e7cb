package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"lanmu"
	"lanmu/internal/store"
)

var departments = []lanmu.Department{
	{ID: "office", Name: "办公室"},
	{ID: "market", Name: "市场处"},
	{ID: "trade", Name: "外贸处"},
	{ID: "law", Name: "法规处"},
	{ID: "finance", Name: "财务处"},
	{ID: "personnel", Name: "人事处"},
	{ID: "invest", Name: "投资处"},
	{ID: "service", Name: "服务处"},
}

var ruleIDs = []string{
	"link-broken", "external-link-broken", "image-broken", "attachment-broken", "link-suspected", "wording-typo", "privacy-phone",
	"tag-article-missing", "date-mismatch", "image-alt-missing",
}

// columns is how many columns the site has.
const columns = 200

// fill writes three nights; in each of the later ones a hundredth of the
// findings has gone and as many have come.
func fill(ctx context.Context, st *store.Store, n int) ([]*lanmu.Audit, error) {
	var nights []*lanmu.Audit
	for i := range 3 {
		a := night(i, n)
		if err := st.Recall(ctx, a); err != nil {
			return nil, err
		}
		if err := st.Put(ctx, a); err != nil {
			return nil, err
		}
		nights = append(nights, a)
	}
	return nights, nil
}

func night(i, n int) *lanmu.Audit {
	at := lanmu.NewDate(2026, 11, 20+i)
	began := at.Time(time.UTC)
	a := &lanmu.Audit{
		Schema: lanmu.SchemaFindings,
		Site:   lanmu.SiteRef{ID: "swj", Name: "示例市商务局", URL: "http://swj.example.gov.cn/"},
		Meta: lanmu.Meta{
			ID: "swj-" + at.String(), At: at, Started: began, Finished: began.Add(time.Hour), Standard: "check-2019",
			Complete: true, Coverage: 1, Pages: n,
		},
		Verdict:     lanmu.Verdict{Result: lanmu.Failed, Vetoes: []lanmu.Veto{{ID: "columns-empty", Name: "空白栏目", Threshold: 5}}},
		Departments: departments,
		Looked:      map[string]lanmu.LinkVerdict{},
	}
	for _, r := range ruleIDs {
		a.RulesRun = append(a.RulesRun, lanmu.RuleRef{ID: r, Title: "示例规则", Certainty: lanmu.Certain})
	}
	for c := range columns {
		col := &lanmu.Column{
			ID: fmt.Sprintf("c%d", c), Name: fmt.Sprintf("栏目%d", c), Path: []string{"政务公开", fmt.Sprintf("栏目%d", c)}, Kind: lanmu.KindNotice,
			URL: fmt.Sprintf("http://swj.example.gov.cn/c%d/", c), Department: departments[c%len(departments)].ID, Status: lanmu.StatusOK,
			Items: 20, Newest: at.AddDays(-c), Deadline: at.AddDays(180 - c), Walked: 1, Pages: 1,
		}
		for r := range 20 {
			col.Rows = append(col.Rows, lanmu.Row{URL: fmt.Sprintf("%s%d.html", col.URL, r), Title: "关于示例事项的通知", Date: at.AddDays(-c - r)})
		}
		a.Columns = append(a.Columns, col)
	}
	for k := i * n / 100; k < n+i*n/100; k++ {
		a.Findings = append(a.Findings, finding(k))
	}
	return a
}

func finding(k int) *lanmu.Finding {
	rule := ruleIDs[k%len(ruleIDs)]
	url := fmt.Sprintf("http://swj.example.gov.cn/c%d/item-%d.html", k%columns, k)
	return &lanmu.Finding{
		ID: lanmu.FindingID("swj", rule, "", url, ""), Rule: rule, Title: "示例问题", URL: url, Department: departments[k%len(departments)].ID,
		On: []string{fmt.Sprintf("http://swj.example.gov.cn/c%d/", k%columns)}, OnCount: 1, Certainty: lanmu.Certain,
		Message:  fmt.Sprintf("页面中的链接 %s 打不开，服务器返回 404。", url),
		Fix:      "请更正链接地址，或删除失效的链接。",
		Evidence: lanmu.Evidence{Status: 404, Excerpt: strings.Repeat("示例证据文字，", 12), Selector: "div.article > div.content > p > a"},
	}
}

package extract_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"lanmu"
	"lanmu/extract"
)

// Breadcrumbs as sites write them: what is a step, and which is the column.
func TestCrumbSteps(t *testing.T) {
	tests := []struct {
		name, crumb string
		steps       []string
		column      string
	}{
		{"links and text", `<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 通知公告</div>`, []string{"首页", "政务公开", "通知公告"}, "通知公告"},
		{"a list whose steps are no links", `<ol class="breadcrumb"><span>您现在所在的位置：</span><li><a href="/">首页</a></li><li class="active">政务公开</li><li class="active">业务类</li><li class="active">基层卫生</li></ol>`, []string{"首页", "政务公开", "业务类", "基层卫生"}, "基层卫生"},
		{"the last step said twice", `<div class="position"><a href="/">首页</a> &gt; <a href="/gzdt.html">工作动态</a> &gt; <strong>工作动态</strong></div>`, []string{"首页", "工作动态"}, "工作动态"},
		{"last step names no column", `<div class="crumb">您现在的位置：<a href="/">网站首页</a> &gt; <a href="/gzdt/">工作动态</a> &gt; <a href="javascript:void(0)">详情页</a></div>`, []string{"网站首页", "工作动态", "详情页"}, "工作动态"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body := "<html><head><meta charset=utf-8><title>示例局</title></head><body>" + tt.crumb + `<ul><li><a href="/zwgk/1.html">关于评审结果的公示</a><span>2020-03-06</span></li><li><a href="/zwgk/2.html">关于开展检查的通知</a><span>2020-03-05</span></li><li><a href="/zwgk/3.html">关于放假安排的通知</a><span>2020-03-04</span></li></ul></body></html>`
			f := extract.Read(&lanmu.Page{URL: "http://swj.example.gov.cn/zwgk/", Asked: "http://swj.example.gov.cn/zwgk/", Status: 200, Body: []byte(body), Charset: "utf-8", MediaType: "text/html"}, extract.Options{At: day, Site: site}).Facts
			var steps []string
			for _, c := range f.Crumbs {
				steps = append(steps, c.Name)
			}
			if diff := cmp.Diff(tt.steps, steps); diff != "" {
				t.Error(diff)
			}
			if f.ColumnName != tt.column {
				t.Errorf("column %q, want %q", f.ColumnName, tt.column)
			}
		})
	}
}

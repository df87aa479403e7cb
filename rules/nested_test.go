package rules

import "testing"

func TestNested(t *testing.T) {
	for in, want := range map[string]string{
		"《通知》中有错": "《通知》中有错",
		"《《管理办法》政策解读》发布，《通知》在后": "《〈管理办法〉政策解读》发布，《通知》在后",
		"《甲》与《乙》":       "《甲》与《乙》",
		"《关于《实施细则…》中有错": "《关于《实施细则…》中有错",
		"》《":   "》《",
		"没有书名": "没有书名",
	} {
		if got := nested(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

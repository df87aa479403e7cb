package rules

import (
	"regexp"
	"strconv"
	"strings"
)

// hides says how a style's declarations hide; "" they do not.
func hides(style string) string {
	if style == "" {
		return ""
	}
	d := declarations(style)
	switch {
	case d["display"] == "none":
		return "display:none"
	case d["visibility"] == "hidden":
		return "visibility:hidden"
	case d["opacity"] == "0":
		return "完全透明"
	case zero(d["font-size"]):
		return "字号为零"
	case away(d["left"]) || away(d["top"]) || away(d["margin-left"]) || away(d["margin-top"]) || away(d["text-indent"]):
		return "移出屏幕之外"
	case d["overflow"] == "hidden" && (tiny(d["width"], 1) || tiny(d["height"], 1)):
		return "放在没有大小的框里"
	case d["color"] != "" && (d["color"] == d["background"] || d["color"] == d["background-color"]):
		return "文字与背景同色"
	}
	return ""
}

func declarations(style string) map[string]string {
	m := map[string]string{}
	for _, d := range strings.Split(strings.ToLower(style), ";") {
		if k, v, ok := strings.Cut(d, ":"); ok {
			m[strings.TrimSpace(k)] = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(v), "!important"))
		}
	}
	return m
}

var cssNumber = regexp.MustCompile(`^(-?\d+(?:\.\d+)?)\s*(px|pt|em|rem|)$`)

func pixels(v string) (float64, bool) {
	m := cssNumber.FindStringSubmatch(strings.TrimSpace(v))
	if m == nil {
		return 0, false
	}
	x, err := strconv.ParseFloat(m[1], 64)
	if m[2] == "em" || m[2] == "rem" {
		x *= 16
	}
	return x, err == nil
}

func zero(v string) bool { x, ok := pixels(v); return ok && x == 0 }

// away is far outside any screen; small negative margins are ordinary layout.
func away(v string) bool { x, ok := pixels(v); return ok && x <= -500 }

func tiny(v string, limit float64) bool { x, ok := pixels(v); return ok && x >= 0 && x <= limit }

// foul are words that no office links to. News speak of 打击赌博 and 扫黄打非:
// the words are sought in the text of hidden links alone.
var foul = oneOf(`博彩|赌博|赌场|百家乐|六合彩|时时彩|老虎机|娱乐城|棋牌|真人视讯|葡京|太阳城|成人视频|色情|激情视频|裸聊|代开发票|办证刻章|私服|外挂|代孕|迷药|春药|枪支|毒品`)

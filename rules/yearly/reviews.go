package yearly

import "strings"

// Reviews is the table of administrative reviews and lawsuits.
type Reviews struct {
	Groups [3]Outcome // 行政复议, 未经复议直接起诉, 复议后起诉
}

// ReviewNames are the groups' names.
var ReviewNames = [3]string{"行政复议", "未经复议直接起诉", "复议后起诉"}

// Outcome is one group: 维持, 纠正, 其他, 尚未审结, 总计.
type Outcome [5]Figure

func isReviews(t string) bool {
	return strings.Contains(t, "复议") && strings.Contains(t, "审结") && strings.Contains(t, "维持")
}

// readReviews finds the row of fifteen numbers.
func readReviews(g *grid) (*Reviews, string) {
	for i, row := range g.rows {
		var figures []Figure
		for j, c := range row {
			if c == nil || c.row != i || c.col != j {
				continue
			}
			f, ok := cellNumber(c.text)
			if !ok {
				figures = nil
				break
			}
			figures = append(figures, f)
		}
		if len(figures) != 15 {
			continue
		}
		v := &Reviews{}
		for k, f := range figures {
			v.Groups[k/5][k%5] = f
		}
		return v, ""
	}
	return nil, "没有找到十五格数字的一行。"
}

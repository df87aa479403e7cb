package web

import (
	"html/template"

	"lanmu"
	"lanmu/internal/store"
)

// choice is one entry of a select box.
type choice struct{ Value, Word string }

// choices are what select boxes and histories say.
func choices(t func(string) string) template.FuncMap {
	return template.FuncMap{
		"stateChoices": func() []choice {
			c := []choice{{"", "未解决"}, {"all", "全部"}}
			for _, s := range []lanmu.State{lanmu.StateNew, lanmu.StateReopened, lanmu.StateWaived, lanmu.StateFixed} {
				c = append(c, choice{string(s), stateWords[s]})
			}
			return c
		},
		"certainties": func() []lanmu.Certainty { return []lanmu.Certainty{lanmu.Certain, lanmu.Likely, lanmu.Review} },
		"eventWord": func(what string) string {
			return t(map[string]string{
				store.EventState: "状态", store.EventReview: "复核结果", store.EventNote: "整改情况", store.EventLink: "整改链接",
			}[what])
		},
		"eventDetail": func(e store.Event) string {
			switch {
			case e.What == store.EventState:
				return t(stateWords[lanmu.State(e.Detail)])
			case e.Detail == "":
				return "—"
			}
			return e.Detail
		},
	}
}

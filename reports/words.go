package reports

import (
	"fmt"
	"strings"

	"lanmu"
)

// language speaks one column of the message table.
type language int

const (
	chinese language = iota
	english
)

// speak finds a language by its tag; Chinese unless English is asked for.
func speak(lang string) language {
	if strings.HasPrefix(strings.ToLower(lang), "en") {
		return english
	}
	return chinese
}

// tag is the language of a page as HTML names it.
func (l language) tag() string { return [...]string{"zh-CN", "en"}[l] }

// say is a message with its arguments put in. A key nobody wrote shows itself:
// a test sees to it that there is none.
func (l language) say(key string, args ...any) string {
	m, ok := messages[key]
	if !ok {
		return "?" + key
	}
	if len(args) == 0 {
		return m[l]
	}
	return fmt.Sprintf(m[l], args...)
}

func (l language) status(s lanmu.Status) string       { return l.say("status." + string(s)) }
func (l language) certainty(c lanmu.Certainty) string { return l.named("certainty.", string(c)) }
func (l language) state(s lanmu.State) string         { return l.named("state.", string(s)) }
func (l language) kind(k lanmu.Kind) string           { return l.named("kind.", string(k)) }
func (l language) result(r lanmu.Result) string       { return l.named("result.", string(r)) }

// named is the word for one of a closed set, or the value itself where the set
// has grown since.
func (l language) named(prefix, value string) string {
	if m, ok := messages[prefix+value]; ok {
		return m[l]
	}
	return plain(value)
}

// comma joins a list as the language does.
func (l language) comma(list []string) string {
	return strings.Join(list, [...]string{"、", ", "}[l])
}

var (
	certainties = []lanmu.Certainty{lanmu.Certain, lanmu.Likely, lanmu.Review}
	states      = []lanmu.State{lanmu.StateNew, lanmu.StateOpen, lanmu.StateReopened, lanmu.StateWaived, lanmu.StateFixed}
)

package config

import "fmt"

// Text is a sentence for the reader in both languages. It is an error too,
// which speaks Chinese to whoever does not ask.
type Text struct{ ZH, EN string }

// Say makes a Text; both forms take the same arguments in the same order. An
// argument that is itself a Text appears in the language of its sentence.
func Say(zh, en string, args ...any) Text {
	if len(args) == 0 {
		return Text{zh, en}
	}
	inZH, inEN := make([]any, len(args)), make([]any, len(args))
	for i, a := range args {
		inZH[i], inEN[i] = a, a
		if t, ok := a.(Text); ok {
			inZH[i], inEN[i] = t.ZH, t.EN
		}
	}
	return Text{fmt.Sprintf(zh, inZH...), fmt.Sprintf(en, inEN...)}
}

// In is the sentence in a language: "en", else Chinese.
func (t Text) In(lang string) string {
	if lang == "en" {
		return t.EN
	}
	return t.ZH
}

func (t Text) Error() string { return t.ZH }

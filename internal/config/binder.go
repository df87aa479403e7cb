package config

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// binder fills a Profile from a file's syntax tree and goes on after a mistake,
// which yaml.Unmarshal does not. What may stand where is told by the types.
type binder struct {
	file  string
	src   []byte
	found []Mistake
	nodes map[string]ast.Node // key → where its value stands

	standards []string // ids that may be named; none: any
}

func newBinder(file string, src []byte) *binder {
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	src = bytes.ReplaceAll(src, []byte("\r"), []byte("\n")) // a line's end to YAML too
	return &binder{file: file, src: src, nodes: map[string]ast.Node{}}
}

// body is the file's one document, or nil with the mistake that keeps it from
// being read.
func (b *binder) body() ast.Node {
	tokens := lexer.Tokenize(string(b.src))
	if deep := tooDeep(tokens); deep != nil {
		b.at(deep, "", Say("层次太深，不像是网站配置", "nested too deeply for a profile"))
		return nil
	}
	if much := tooMany(tokens); much != nil {
		b.at(much, "", Say("一处写了几千个名称，不像是网站配置", "thousands of keys in one place: no profile"))
		return nil
	}
	f, err := parser.Parse(tokens, parser.ParseComments, parser.AllowDuplicateMapKey())
	var syntax yaml.Error
	switch {
	case errors.As(err, &syntax):
		b.at(syntax.GetToken(), "", Say("YAML 写法不对（%s），请检查缩进、冒号后的空格和成对的引号、括号",
			"no YAML (%s): look at indentation, blanks after colons, pairs of quotes and brackets", syntax.GetMessage()))
		return nil
	case err != nil:
		b.put(1, 1, "", Say("YAML 写法不对（%v）", "no YAML (%v)", err))
		return nil
	}
	docs := f.Docs
	for len(docs) > 0 && saysNothing(docs[len(docs)-1].Body) {
		docs = docs[:len(docs)-1]
	}
	if len(docs) == 0 {
		b.put(1, 1, "", Say("配置文件里没有内容，至少要写一行 url: http://网站首页/", "the profile says nothing: it needs at least url: http://home.page/"))
		return nil
	}
	if len(docs) > 1 {
		b.at(first(docs[1].Body), "", Say("一个配置文件只能写一个网站，请去掉 --- 以下的内容", "a profile holds one site: take out what follows ---"))
		return nil
	}
	return docs[0].Body
}

// saysNothing tells a document of comments alone.
func saysNothing(n ast.Node) bool {
	return n == nil || n.Type() == ast.CommentType || n.Type() == ast.NullType
}

// maxDepth bounds nesting; a profile has four levels.
const maxDepth = 40

// tooDeep is the token at which nesting passes maxDepth, before the parser,
// which recurses, sees it.
func tooDeep(tokens token.Tokens) *token.Token {
	open, run := 0, 0
	for _, t := range tokens {
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			open++
		case token.SequenceEndType, token.MappingEndType:
			open--
		case token.SequenceEntryType, token.MappingKeyType, token.TagType, token.AnchorType:
			run++
		default:
			run = 0
		}
		if open+run > maxDepth {
			return t
		}
	}
	return nil
}

// maxKeys bounds the keys of one mapping, for which the parser takes time by
// the square. The largest of a profile, crawl.resolve, has a few dozen.
const maxKeys = 5000

// tooMany is the token at which one mapping passes maxKeys.
func tooMany(tokens token.Tokens) *token.Token {
	run := 0
	for _, t := range tokens {
		switch t.Type {
		case token.MappingValueType:
			run++
		case token.SequenceEntryType:
			run = 0
		default:
		}
		if run > maxKeys {
			return t
		}
	}
	return nil
}

func (b *binder) put(line, column int, key string, text Text) {
	b.found = append(b.found, Mistake{Line: line, Column: column, Key: key, Text: text})
}

func (b *binder) at(t *token.Token, key string, text Text) {
	if t == nil || t.Position == nil {
		b.put(1, 1, key, text)
		return
	}
	b.put(max(1, t.Position.Line), max(1, t.Position.Column), key, text)
}

// atKey puts a mistake where the value of key stands.
func (b *binder) atKey(key string, text Text) {
	if n := b.nodes[key]; n != nil {
		b.at(first(n), key, text)
		return
	}
	b.put(1, 1, key, text)
}

// first is the token with which a node begins: a mapping's own is its colon.
func first(n ast.Node) *token.Token {
	switch n := n.(type) {
	case *ast.MappingNode:
		if !n.IsFlowStyle && len(n.Values) > 0 {
			return first(n.Values[0])
		}
	case *ast.MappingValueNode:
		return n.Key.GetToken()
	case *ast.SequenceNode:
		return n.Start
	}
	return n.GetToken()
}

func (b *binder) bind(n ast.Node, into any) { b.value(n, reflect.ValueOf(into).Elem(), "") }

// value fills v from n.
func (b *binder) value(n ast.Node, v reflect.Value, key string) {
	b.nodes[key] = n
	switch n := n.(type) {
	case *ast.NullNode:
		return // written without a value: as if not written
	case *ast.AnchorNode, *ast.AliasNode:
		b.at(first(n), key, Say("值不能以 & 或 * 开头（YAML 的锚点和别名）；如果是通配符，请加引号，例如 \"*.gov.cn\"",
			"a value may not begin with & or * (YAML anchors and aliases); put a pattern in quotes: \"*.gov.cn\""))
		return
	case *ast.TagNode:
		b.at(first(n), key, Say("配置文件里不能用 !（YAML 类型标签），请去掉", "! (YAML tags) are not allowed: take it out"))
		return
	}
	if v.Kind() == reflect.Pointer {
		v.Set(reflect.New(v.Type().Elem()))
		v = v.Elem()
	}
	if s, ok := v.Addr().Interface().(scalar); ok {
		if text, ok := b.line(n, key); ok {
			if err := s.parse(text); err != nil {
				b.at(first(n), key, asText(err))
			}
		}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		b.record(n, v, key)
	case reflect.Slice:
		b.list(n, v, key)
	case reflect.Map:
		b.table(n, v, key)
	case reflect.String:
		if text, ok := b.line(n, key); ok {
			v.SetString(text)
		}
	case reflect.Bool:
		if yes, ok := n.(*ast.BoolNode); ok {
			v.SetBool(yes.Value)
			return
		}
		b.at(first(n), key, Say("这里要写 true 或 false", "write true or false"))
	default:
		panic(fmt.Sprintf("config: no way to read a %s", v.Type()))
	}
}

// line is the text of a one-line value as the file writes it: a site code in
// digits keeps them all.
func (b *binder) line(n ast.Node, key string) (string, bool) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, true
	case *ast.LiteralNode:
		return strings.TrimRight(n.Value.Value, "\n"), true
	case *ast.IntegerNode, *ast.FloatNode:
		return n.GetToken().Value, true
	case *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		b.at(first(n), key, Say("这里要写文字；如果就是“%s”这个词，请加引号", "a text is wanted here; if “%s” is one, put it in quotes", n.GetToken().Value))
	default:
		b.at(first(n), key, Say("这里只能写一个值，不能写列表或下级内容", "one value is wanted here, no list and nothing below it"))
	}
	return "", false
}

// asText is a scalar's error, which always is a Text.
func asText(err error) Text {
	var t Text
	if errors.As(err, &t) {
		return t
	}
	return Say("%v", "%v", err)
}

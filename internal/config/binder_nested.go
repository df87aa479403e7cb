package config

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// record fills a struct: every key known, none twice, the required ones there.
func (b *binder) record(n ast.Node, v reflect.Value, key string) {
	fields := fieldsOf(v.Type())
	pairs, ok := entries(n)
	if !ok {
		b.at(first(n), key, Say("这里要写成“名称: 值”的形式，可写的名称有 %s", "write name: value here; the names are %s", strings.Join(fields.names, " ")))
		return
	}
	seen := map[string]bool{}
	for _, pair := range pairs {
		name, ok := b.name(pair, key)
		if !ok {
			continue
		}
		at, known := fields.index[name]
		switch {
		case !known:
			b.at(pair.Key.GetToken(), join(key, name), Say("没有“%s”这一项%s，可写的有 %s", "there is no key “%s” here%s; there are %s", name, nearest(name, fields.names), strings.Join(fields.names, " ")))
		case seen[name]:
			b.at(pair.Key.GetToken(), join(key, name), Say("“%s”写了两次，请留一个", "“%s” stands here twice: keep one", name))
		default:
			seen[name] = true
			b.value(pair.Value, v.Field(at), join(key, name))
		}
	}
	for _, name := range fields.required {
		if node := b.nodes[join(key, name)]; !seen[name] || node != nil && node.Type() == ast.NullType {
			b.at(first(n), join(key, name), Say("缺少必填的“%s”", "“%s” is missing", name))
		}
	}
}

// list fills a slice.
func (b *binder) list(n ast.Node, v reflect.Value, key string) {
	seq, ok := n.(*ast.SequenceNode)
	if !ok {
		b.at(first(n), key, Say("这里要写成列表：每行以“- ”开头，或写成 [甲, 乙]", "a list is wanted here: lines that begin with “- ”, or [a, b]"))
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(seq.Values), len(seq.Values)))
	for i, item := range seq.Values {
		at := fmt.Sprintf("%s[%d]", key, i)
		if item.Type() == ast.NullType {
			b.at(first(item), at, Say("列表里有一项是空的，请写上或删去", "an entry of this list is empty: fill it or take it out"))
			continue
		}
		b.value(item, v.Index(i), at)
	}
}

// table fills a map.
func (b *binder) table(n ast.Node, v reflect.Value, key string) {
	pairs, ok := entries(n)
	if !ok {
		b.at(first(n), key, Say("这里要写成“名称: 值”的形式", "write name: value here"))
		return
	}
	v.Set(reflect.MakeMap(v.Type()))
	for _, pair := range pairs {
		name, ok := b.name(pair, key)
		if !ok {
			continue
		}
		at := join(key, name)
		k, e := reflect.New(v.Type().Key()), reflect.New(v.Type().Elem())
		if err := k.Interface().(scalar).parse(name); err != nil {
			b.at(pair.Key.GetToken(), at, asText(err))
			continue
		}
		if v.MapIndex(k.Elem()).IsValid() {
			b.at(pair.Key.GetToken(), at, Say("“%s”写了两次，请留一个", "“%s” stands here twice: keep one", name))
			continue
		}
		b.value(pair.Value, e.Elem(), at)
		v.SetMapIndex(k.Elem(), e.Elem())
	}
}

// entries are the pairs of a mapping.
func entries(n ast.Node) ([]*ast.MappingValueNode, bool) {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values, true
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, true
	}
	return nil, false
}

// name is a pair's key as text.
func (b *binder) name(pair *ast.MappingValueNode, key string) (string, bool) {
	switch k := pair.Key.(type) {
	case *ast.StringNode:
		return k.Value, true
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return k.GetToken().Value, true
	}
	b.at(pair.Key.GetToken(), key, Say("这个名称不能用，请写普通的文字", "this cannot be a key: write a plain word"))
	return "", false
}

func join(key, name string) string {
	if key == "" {
		return name
	}
	return key + "." + name
}

// fields are a struct's keys, by its tags.
type fields struct {
	names, required []string
	index           map[string]int
}

func fieldsOf(t reflect.Type) fields {
	f := fields{index: map[string]int{}}
	for i := range t.NumField() {
		tag := t.Field(i).Tag
		name := tag.Get("yaml")
		f.names = append(f.names, name)
		f.index[name] = i
		if tag.Get("jsonschema") == "required" {
			f.required = append(f.required, name)
		}
	}
	return f
}

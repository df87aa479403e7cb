package config

import (
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/invopop/jsonschema"

	"lanmu"
)

// Schema is the JSON Schema (draft 2020-12) of a profile, made from the types
// that read it: editors complete and check with it.
func Schema() []byte {
	r := jsonschema.Reflector{
		FieldNameTag: "yaml", Anonymous: true, ExpandedStruct: true,
		RequiredFromJSONSchemaTags: true, Mapper: schemaOf,
	}
	s := r.Reflect(&Profile{})
	s.ID = "urn:lanmu:profile:v1"
	s.Title = "lanmu 网站配置"
	b, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		panic(fmt.Sprintf("config: the schema of our own types: %v", err)) // a test makes it
	}
	return append(b, '\n')
}

// digitsOrText lets a site code stand without quotes.
var digitsOrText = &jsonschema.Schema{OneOf: []*jsonschema.Schema{
	{Type: "string", Pattern: `^([0-9]{10}|bm[0-9]{8})$`},
	{Type: "integer", Minimum: "1000000000", Maximum: "9999999999"},
}}

// schemaOf tells what reflection cannot see of a scalar. Each call makes a new
// value, because the reflector adds the description of the field to it.
func schemaOf(t reflect.Type) *jsonschema.Schema {
	text := func(pattern string) *jsonschema.Schema {
		return &jsonschema.Schema{Type: "string", Pattern: pattern}
	}
	switch t {
	case reflect.TypeFor[siteCode]():
		s := *digitsOrText
		return &s
	case reflect.TypeFor[period]():
		return text(`^([0-9]+(y|mo|w|d))+$`)
	case reflect.TypeFor[duration]():
		return text(`^([0-9.]+(h|m|s|ms))+$`)
	case reflect.TypeFor[size]():
		return text(`^[0-9]+ *(KiB|MiB|GiB)$`)
	case reflect.TypeFor[day]():
		return text(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)
	case reflect.TypeFor[window]():
		return text(`^([0-9]{2}:[0-9]{2}-[0-9]{2}:[0-9]{2})?$`)
	case reflect.TypeFor[pagePath]():
		return text(`^/`)
	case reflect.TypeFor[filled](), reflect.TypeFor[slug](), reflect.TypeFor[webAddress](), reflect.TypeFor[columnURL]():
		return text(`\S`)
	case reflect.TypeFor[kind]():
		return choice(lanmu.Kinds)
	case reflect.TypeFor[ruleID]():
		return choice(ruleIDs)
	case reflect.TypeFor[render]():
		return choice([]lanmu.RenderMode{lanmu.RenderAuto, lanmu.RenderNever, lanmu.RenderAlways})
	case reflect.TypeFor[rate]():
		return &jsonschema.Schema{Type: "number", Minimum: "0", Maximum: "10000"}
	case reflect.TypeFor[count]():
		return &jsonschema.Schema{Type: "integer", Minimum: "0"}
	case reflect.TypeFor[concurrency]():
		return &jsonschema.Schema{Type: "integer", Minimum: "1", Maximum: "256"}
	}
	return nil
}

func choice[T ~string](of []T) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "string"}
	for _, v := range of {
		s.Enum = append(s.Enum, string(v))
	}
	return s
}

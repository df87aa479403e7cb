package reports

import (
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/invopop/jsonschema"

	"lanmu"
)

// FindingsSchema is the JSON Schema (draft 2020-12) of findings.json, made from
// the types that write it. Keys may be added to a file of the same version, so
// unknown ones are allowed.
func FindingsSchema() []byte {
	r := jsonschema.Reflector{Anonymous: true, ExpandedStruct: true, AllowAdditionalProperties: true, Mapper: mapType}
	s := r.Reflect(&lanmu.Audit{})
	s.ID = "urn:lanmu:findings:v1"
	s.Title = lanmu.SchemaFindings
	if p, ok := s.Properties.Get("schema"); ok {
		p.Const = lanmu.SchemaFindings
	}
	if v, ok := s.Definitions["Verdict"]; ok {
		if p, ok := v.Properties.Get("score"); ok { // null: the site was not scored
			*p = jsonschema.Schema{OneOf: []*jsonschema.Schema{{Type: "number"}, {Type: "null"}}}
		}
	}
	b, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		panic(fmt.Sprintf("reports: the schema of our own types: %v", err)) // a test makes it
	}
	return append(b, '\n')
}

// mapType tells what reflection cannot see: dates and closed sets of words.
func mapType(t reflect.Type) *jsonschema.Schema {
	switch t {
	case reflect.TypeFor[lanmu.Date]():
		return &jsonschema.Schema{Type: "string", Pattern: `^(\d{4}-\d{2}-\d{2})?$`, Description: "a day, empty where unknown"}
	case reflect.TypeFor[lanmu.Status]():
		return words(lanmu.Statuses...)
	case reflect.TypeFor[lanmu.Kind]():
		return words(append([]lanmu.Kind{""}, lanmu.Kinds...)...)
	case reflect.TypeFor[lanmu.Certainty]():
		return words(certainties...)
	case reflect.TypeFor[lanmu.State]():
		return words(states...)
	case reflect.TypeFor[lanmu.Result]():
		return words(lanmu.Pass, lanmu.Failed, lanmu.Undecided)
	}
	return nil
}

func words[T ~string](of ...T) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "string"}
	for _, w := range of {
		s.Enum = append(s.Enum, string(w))
	}
	return s
}

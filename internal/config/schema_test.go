package config

import (
	"encoding/json"
	"reflect"
	"testing"
)

// TestSchema holds the schema against the types: every key there, described in
// words, nothing else allowed.
func TestSchema(t *testing.T) {
	golden(t, "testdata/profile.schema.json", string(Schema()))

	var s struct {
		Properties           map[string]json.RawMessage
		Required             []string
		AdditionalProperties any
	}
	if err := json.Unmarshal(Schema(), &s); err != nil {
		t.Fatal(err)
	}
	if len(s.Required) != 1 || s.Required[0] != "url" {
		t.Errorf("required: %v, want url alone", s.Required)
	}
	if s.AdditionalProperties != false {
		t.Errorf("unknown keys are allowed: %v", s.AdditionalProperties)
	}
	for _, name := range fieldsOf(reflect.TypeFor[Profile]()).names {
		if _, ok := s.Properties[name]; !ok {
			t.Errorf("%s is not in the schema", name)
		}
	}
}

// TestDescribed asks for words at every key of every type of the profile.
func TestDescribed(t *testing.T) {
	for _, typ := range []reflect.Type{
		reflect.TypeFor[Profile](), reflect.TypeFor[Department](), reflect.TypeFor[Column](),
		reflect.TypeFor[Crawl](), reflect.TypeFor[Links](), reflect.TypeFor[Waiver](),
	} {
		for i := range typ.NumField() {
			if f := typ.Field(i); f.Tag.Get("yaml") == "" || f.Tag.Get("jsonschema_description") == "" {
				t.Errorf("%s.%s has no key or no description", typ.Name(), f.Name)
			}
		}
	}
}

package reports

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lanmu"
)

// breaches checks a value against the part of JSON Schema that ours uses, and
// returns what breaks it.
func breaches(root, schema map[string]any, value any, at string) []string {
	if ref, ok := schema["$ref"].(string); ok {
		def := root["$defs"].(map[string]any)[strings.TrimPrefix(ref, "#/$defs/")]
		return breaches(root, def.(map[string]any), value, at)
	}
	if one, ok := schema["oneOf"].([]any); ok {
		fits := 0
		for _, s := range one {
			if breaches(root, s.(map[string]any), value, at) == nil {
				fits++
			}
		}
		if fits != 1 {
			return []string{fmt.Sprintf("%s fits %d of oneOf", at, fits)}
		}
		return nil
	}
	var out []string
	if want, ok := schema["type"].(string); ok && want != typeOf(value) && (want != "integer" || typeOf(value) != "number") {
		return []string{fmt.Sprintf("%s is %s, want %s", at, typeOf(value), want)}
	}
	if c, ok := schema["const"]; ok && c != value {
		out = append(out, fmt.Sprintf("%s is %v, want %v", at, value, c))
	}
	if enum, ok := schema["enum"].([]any); ok && !slices.Contains(enum, value) {
		out = append(out, fmt.Sprintf("%s is %v, want one of %v", at, value, enum))
	}
	if p, ok := schema["pattern"].(string); ok && !regexp.MustCompile(p).MatchString(value.(string)) {
		out = append(out, fmt.Sprintf("%s is %v, want %s", at, value, p))
	}
	switch v := value.(type) {
	case map[string]any:
		required, _ := schema["required"].([]any)
		for _, k := range required {
			if _, ok := v[k.(string)]; !ok {
				out = append(out, fmt.Sprintf("%s has no %s", at, k))
			}
		}
		properties, _ := schema["properties"].(map[string]any)
		for k, x := range v {
			if s, ok := properties[k].(map[string]any); ok {
				out = append(out, breaches(root, s, x, at+"."+k)...)
			}
		}
	case []any:
		for i, x := range v {
			out = append(out, breaches(root, schema["items"].(map[string]any), x, fmt.Sprintf("%s[%d]", at, i))...)
		}
	}
	return out
}

func typeOf(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case float64:
		return "number"
	case string:
		return "string"
	case []any:
		return "array"
	}
	return "object"
}

func decode(t *testing.T, b []byte) map[string]any {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal(b, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestFindingsFitTheirSchema(t *testing.T) {
	schema := decode(t, FindingsSchema())
	for name, a := range map[string]*lanmu.Audit{"sample": sampleAudit(), "hostile": hostileAudit(), "empty": {Verdict: lanmu.Verdict{Result: lanmu.Undecided}}} {
		var b bytes.Buffer
		if err := writeJSON(&b, a); err != nil {
			t.Fatal(err)
		}
		for _, breach := range breaches(schema, schema, decode(t, b.Bytes()), name) {
			t.Error(breach)
		}
	}
}

// The test of the test: what does not fit is told.
func TestSchemaRefuses(t *testing.T) {
	schema := decode(t, FindingsSchema())
	for change, want := range map[string]string{
		`"schema": "lanmu.findings/v1"→"schema": "v0"`: ".schema is v0",
		`"at": "2026-11-23"→"at": "23.11.2026"`:        ".audit.at is 23.11.2026",
		`"result": "fail"→"result": "maybe"`:           ".verdict.result is maybe",
		`"on_count": 1043→"on_count": "many"`:          ".on_count is string",
		`"limits": [→"limit": [`:                       "audit has no limits",
	} {
		var b bytes.Buffer
		if err := writeJSON(&b, sampleAudit()); err != nil {
			t.Fatal(err)
		}
		from, to, _ := strings.Cut(change, "→")
		got := strings.Join(breaches(schema, schema, decode(t, bytes.Replace(b.Bytes(), []byte(from), []byte(to), 1)), "$"), "\n")
		if !strings.Contains(got, want) {
			t.Errorf("%s: told %q, want %q", change, got, want)
		}
	}
}

// Every key of the contract's §3 is there, and no array is null.
func TestJSONKeepsTheContract(t *testing.T) {
	var b bytes.Buffer
	a := sampleAudit()
	a.Findings[0].On = nil
	a.Columns[0].Path = nil
	a.Meta.Limits = nil
	if err := writeJSON(&b, a); err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{"limits", "vetoes", "columns", "path", "findings", "on", "skipped"} {
		if bytes.Contains(b.Bytes(), []byte(`"`+field+`": null`)) {
			t.Errorf("%s is null", field)
		}
	}
	m := decode(t, b.Bytes())
	for path, keys := range map[string]string{
		"site":    "id name url site_code",
		"audit":   "id started finished at standard complete coverage pages links requests bytes limits",
		"verdict": "result vetoes score score_note",
	} {
		for _, k := range strings.Fields(keys) {
			if _, ok := m[path].(map[string]any)[k]; !ok {
				t.Errorf("%s has no %s", path, k)
			}
		}
	}
	for list, keys := range map[string]string{
		"columns":  "id name path url kind department status items newest deadline overdue_days rendered reason evidence",
		"findings": "id rule title url column department on on_count message fix evidence certainty indicator state first_seen last_seen due",
		"skipped":  "rule url column reason",
	} {
		for _, k := range strings.Fields(keys) {
			if _, ok := m[list].([]any)[0].(map[string]any)[k]; !ok {
				t.Errorf("%s have no %s", list, k)
			}
		}
	}
}

// The order of what comes in does not show in what goes out.
func TestJSONOrderIsStable(t *testing.T) {
	var one, two bytes.Buffer
	a := sampleAudit()
	if err := writeJSON(&one, a); err != nil {
		t.Fatal(err)
	}
	slices.Reverse(a.Findings)
	slices.Reverse(a.Columns)
	slices.Reverse(a.Skipped)
	if err := writeJSON(&two, a); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("findings.json depends on the order of the audit's lists")
	}
}

package table

import (
	"encoding/json"
	"reflect"
	"strings"
	"sync"
)

// jsonTypes keeps, of each struct of this package, the struct with the same fields
// whose names in JSON are those of the columns.
var jsonTypes sync.Map // reflect.Type to reflect.Type

func jsonType(row reflect.Type) reflect.Type {
	if t, ok := jsonTypes.Load(row); ok {
		return t.(reflect.Type)
	}
	fields := make([]reflect.StructField, row.NumField())
	for i := range fields {
		f := row.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("parquet"), ",")
		fields[i] = reflect.StructField{Name: f.Name, Type: f.Type, Tag: reflect.StructTag(`json:"` + name + `"`)}
	}
	t, _ := jsonTypes.LoadOrStore(row, reflect.StructOf(fields))
	return t.(reflect.Type)
}

// MarshalRow writes a row of any table as a JSON object: a key a column, null for NULL,
// moments as RFC 3339 in UTC, bytes as base64.
func MarshalRow[T any](row *T) ([]byte, error) {
	return json.Marshal(reflect.ValueOf(row).Elem().Convert(jsonType(reflect.TypeFor[T]())).Interface())
}

// UnmarshalRow reads what MarshalRow wrote. Other keys are passed over; a column that has no
// key becomes NULL or zero.
func UnmarshalRow[T any](b []byte, row *T) error {
	v := reflect.New(jsonType(reflect.TypeFor[T]()))
	if err := json.Unmarshal(b, v.Interface()); err != nil {
		return err
	}
	*row = v.Elem().Convert(reflect.TypeFor[T]()).Interface().(T)
	return nil
}

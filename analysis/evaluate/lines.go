package evaluate

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// EachLine calls do with every line that is not blank, however long. Its error
// names the line.
func EachLine(r io.Reader, do func([]byte) error) error {
	in := bufio.NewReaderSize(r, 1<<16)
	for line := 1; ; line++ {
		b, err := in.ReadBytes('\n')
		if len(bytes.TrimSpace(b)) > 0 {
			if bad := do(b); bad != nil {
				return fmt.Errorf("line %d: %w", line, bad)
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("line %d: %w", line, err)
		}
	}
}

// eachRecord is EachLine for lines that are JSON.
func eachRecord[T any](r io.Reader, do func(*T) error) error {
	return EachLine(r, func(b []byte) error {
		var x T
		if err := json.Unmarshal(b, &x); err != nil {
			return err
		}
		return do(&x)
	})
}

// records reads one record a line, each of which must pass check.
func records[T any](r io.Reader, check func(*T) error) ([]T, error) {
	var all []T
	err := eachRecord(r, func(x *T) error {
		all = append(all, *x)
		return check(x)
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

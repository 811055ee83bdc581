// Package duckdbtest checks the tables with DuckDB, a reader that we did not
// write. It is a module of its own, so that readout itself stays free of cgo.
package duckdbtest

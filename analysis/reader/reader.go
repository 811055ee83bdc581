// Package reader reads passages of an article with a small encoder and scores
// what was said in them.
package reader

// Package engine puts the stages together: it takes a lexicon and gives the
// pipeline that every command uses. It is the only package below cmd that knows
// which stages there are.
package engine

// Version is the version of the engine: it stands in every row, because a new
// engine may score the same words differently.
const Version = "0.1.0"

package logistic

import "hash/crc32"

// HeldFromReader reports whether the reader's training held the article with an id back (an
// eighth of all), so that what the reader says of it can be weighed in a regression.
func HeldFromReader(article string) bool { return crc32.ChecksumIEEE([]byte(article))%8 == 0 }

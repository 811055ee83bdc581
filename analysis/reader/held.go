package reader

import "hash/crc32"

// Held reports whether the reader's training held the article with an id back (an eighth of
// all), so that what it says of the article can be weighed.
func Held(article string) bool { return crc32.ChecksumIEEE([]byte(article))%8 == 0 }

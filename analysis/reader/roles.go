package reader

// Role is what a piece of a window is to the statement that the window is read for.
type Role uint8

// The roles, in the order of their embeddings.
const (
	RoleNone Role = iota
	RoleContent
	RoleSource
	RoleCue
	RoleTitle
	RoleSpecial // [CLS] and [SEP]
)

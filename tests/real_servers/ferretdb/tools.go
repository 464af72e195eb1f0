//go:build tools

// Package ferretdb pins the server that the tests of the state store run against.
package ferretdb

import _ "github.com/FerretDB/FerretDB/cmd/ferretdb"

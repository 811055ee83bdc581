#!/usr/bin/env bash
# Build the archives and wheels of a release into dist/: a static binary for each
# system with completions, manual page, README and licence, and SHA256SUMS of all.
# The bytes depend on the sources and the Go version alone.
# usage: dist.sh VERSION
set -euo pipefail
version=$1
top=$(cd "$(dirname "$0")/../.." && pwd)
cd "$top"
rm -rf dist && mkdir -p dist
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export CGO_ENABLED=0
for target in ${TARGETS:-linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64}; do
  os=${target%/*} arch=${target#*/}
  name=readout-$version-$os-$arch
  binary=readout
  [ "$os" = windows ] && binary=readout.exe
  mkdir -p "$work/$name"
  GOOS=$os GOARCH=$arch go build -trimpath -ldflags='-s -w' -o "$work/$name/$binary" ./cmd/readout
  cp README.md LICENSE CHANGELOG.md DATA_DICTIONARY.md "$work/$name/"
  cmd/install/extras.sh bin/readout "$work/$name/share"
  chmod -R u=rwX,go=rX "$work/$name"
  find "$work/$name" -exec touch -h -d '2000-01-01T00:00:00Z' {} +
  if [ "$os" = windows ]; then
    python3 cmd/install/archive.py "$work" "$name" "dist/$name.zip"
  else
    tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner -c "$name" | gzip -n -9 >"dist/$name.tar.gz"
  fi
  python3 cmd/python/wheel.py "$version" "$os" "$arch" "$work/$name/$binary" dist
  echo "$name"
done
cd dist && sha256sum -- * >SHA256SUMS

#!/usr/bin/env bash
# Write completions and the manual page of a readout binary below a folder.
# usage: extras.sh BINARY SHARE
set -euo pipefail
binary=$1 share=$2
mkdir -p "$share/man/man1" "$share/bash-completion/completions" "$share/zsh/site-functions" "$share/fish/vendor_completions.d"
"$binary" man >"$share/man/man1/readout.1"
"$binary" completion bash >"$share/bash-completion/completions/readout"
"$binary" completion zsh >"$share/zsh/site-functions/_readout"
"$binary" completion fish >"$share/fish/vendor_completions.d/readout.fish"

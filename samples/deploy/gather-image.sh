#!/bin/sh
# Gathers all that the image holds into a folder: the single executable, journalctl, and the libraries that they load.
# `kubectl debug` runs what stands behind `--` in place of the entry point: each command is a program of its own, too.
set -eu
image=$1
executable=.executable/exitlog
journalctl=$(command -v journalctl)

mkdir -p "$image/usr/bin"
cp "$executable" "$image/usr/bin/exitlog"
for command in timeline summary coverage events extract merge explain rules schema parsers page; do
  ln -s exitlog "$image/usr/bin/$command"
done

for program in "$executable" "$journalctl"; do ldd "$program"; done |
  awk '$2 == "=>" { print $3 } $1 ~ /^\// { print $1 }' |
  sort -u |
  xargs cp --parents --dereference --target-directory="$image" "$journalctl"

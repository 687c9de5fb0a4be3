#!/bin/sh
# Prints what a reviewer wants to know of a commit before reading it.
set -eu

rev=${1:-HEAD}
if ! git rev-parse --verify --quiet "$rev^{commit}" >/dev/null; then
  echo "$rev is not a commit here." >&2
  exit 1
fi

echo "## Message"
git show --no-patch --format='%s%n%n%b' "$rev"

echo "## Size"
git show --format= --shortstat "$rev"

echo
echo "## Files by kind"
git show --format= --name-only "$rev" | sed 's/.*\.//' | sort | uniq -c | sort -rn

echo
echo "## Stands out"
leftovers=$(git show --format= --unified=0 "$rev" |
  grep -E '^\+.*(TODO|FIXME|XXX|console\.log|debugger|<<<<<<<|>>>>>>>)' | head -20 || true)
echo "${leftovers:-no leftovers}"

git show --format= --name-only --diff-filter=AM "$rev" | while IFS= read -r file; do
  bytes=$(git cat-file -s "$rev:$file" 2>/dev/null || echo 0)
  if [ "$bytes" -gt 1000000 ]; then
    echo "$file has $bytes bytes"
  fi
done

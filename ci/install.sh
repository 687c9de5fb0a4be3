#!/usr/bin/env bash
# Installs the command line from SKILLWRIGHT_PACKAGE into a folder of its own, and puts it on the PATH of later steps.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
package=${SKILLWRIGHT_PACKAGE:-}
if [ -z "$package" ]; then
  package=$(find "$here" -maxdepth 1 -name 'skillwright-*.tgz' | sort | tail -n 1)
fi
if [ -z "$package" ]; then
  echo "There is no package to install: name one with the input \"package\"." >&2
  exit 2
fi
case "$package" in
  http://* | https://* | /*) ;;
  *) package="$PWD/$package" ;;
esac
target="${RUNNER_TEMP:-$(mktemp -d)}/skillwright"
mkdir -p "$target"
npm install --prefix "$target" --no-save --no-audit --no-fund --ignore-scripts --loglevel=error "$package"
echo "$target/node_modules/.bin" >> "${GITHUB_PATH:-/dev/null}"
"$target/node_modules/.bin/skillwright" --version

#!/usr/bin/env bash
# Publishes what changed and pushes the link file back, so that the next run knows what is published.
#
# Two runs of one branch must not publish at the same time: the workflow's `concurrency` sees to that, a group a
# registry. A run that was ended in between doubles nothing when it is repeated: what arrived is found by its content.
set -uo pipefail
# At every blank and line break: a workflow may list the folders one a line.
read -r -d '' -a folders <<< "${SKILLWRIGHT_FOLDERS:-skills}"
output=${GITHUB_OUTPUT:-/dev/null}
if [ -z "${SKILLWRIGHT_REGISTRY:-}" ]; then
  echo 'Say where to publish to: the input "registry".' >&2
  exit 2
fi
options=(--changed --yes --json)
if [ "${SKILLWRIGHT_DEFAULT:-}" = true ]; then
  options+=(--default)
fi
report=$(skillwright publish "${folders[@]}" --registry "$SKILLWRIGHT_REGISTRY" "${options[@]}")
code=$?
printf '%s\n' "$report"
{
  echo 'report<<END_OF_REPORT'
  printf '%s\n' "$report"
  echo END_OF_REPORT
} >> "$output"

# Says which link files could not be pushed; the workflow keeps them as an artifact.
keep() {
  case "$1" in
    *$'\n'*) printf 'unpushed<<END_OF_LIST\n%s\nEND_OF_LIST\n' "$1" ;;
    *) echo "unpushed=$1" ;;
  esac >> "$output"
  echo "$2" >&2
  echo "It is kept as the artifact skillwright-link-file: commit it, or the next run will ask which skill is meant." >&2
  exit 1
}

# The skills may be in a repository below the working directory, and have link files below its root.
folder=${folders[0]:-.}
[ -d "$folder" ] || folder=$(dirname "$folder")
if ! top=$(git -C "$folder" rev-parse --show-toplevel); then
  [ "$code" -ne 2 ] || exit 2
  keep '**/.skillwright.json' 'What was published could not be pushed back: Git does not take this for a repository.'
fi
links=':(glob)**/.skillwright.json'
if [ -z "$(git -C "$top" status --porcelain --untracked-files=all -- "$links")" ]; then
  exit "$code"
fi
prefix=
[ "$top" -ef "$PWD" ] || prefix=$top/
git -C "$top" add -- "$links"
changed=$(git -C "$top" -c core.quotePath=false diff --cached --name-only -- "$links" |
  while IFS= read -r path; do echo "$prefix$path"; done)
# The rebase commits as well, and a runner has no identity of its own.
identity=(
  -c user.name="${GIT_AUTHOR_NAME:-skillwright}"
  -c user.email="${GIT_AUTHOR_EMAIL:-skillwright@users.noreply.invalid}"
)
git -C "$top" "${identity[@]}" commit --quiet -m 'Note what was published [skip ci]' -- "$links" ||
  keep "$changed" 'What was published could not be committed.'
branch=${GITHUB_REF_NAME:-$(git -C "$top" symbolic-ref --quiet --short HEAD || true)}
[ -n "$branch" ] ||
  keep "$changed" 'The head is detached, and nothing says which branch it is of: set GITHUB_REF_NAME.'
for attempt in 1 2 3 last; do
  if git -C "$top" push --quiet origin HEAD:"$branch"; then
    exit "$code"
  fi
  [ "$attempt" != last ] || break
  echo "The push was rejected; taking what others pushed and trying again ($attempt of 3)." >&2
  # What other steps changed in the checkout must not stand in the way.
  git -C "$top" "${identity[@]}" pull --quiet --rebase --autostash origin "$branch" || {
    git -C "$top" rebase --abort 2>/dev/null
    break
  }
done
keep "$changed" 'What was published could not be pushed back: the branch is protected, or .skillwright.json conflicts.'

#!/usr/bin/env bash
# Publishes what changed and pushes the link file back, so that the next run knows what is published.
#
# Two runs of one branch must not publish at the same time: the workflow's `concurrency` sees to that, a group a
# registry. A run that was ended in between doubles nothing when it is repeated: what arrived is found by its content.
set -uo pipefail
read -r -a folders <<< "${SKILLWRIGHT_FOLDERS:-skills}"
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

link=.skillwright.json
branch=${GITHUB_REF_NAME:-$(git symbolic-ref --quiet --short HEAD || true)}
if [ -z "$(git status --porcelain -- "$link")" ]; then
  exit "$code"
fi
git add -- "$link"
git -c user.name="${GIT_AUTHOR_NAME:-skillwright}" -c user.email="${GIT_AUTHOR_EMAIL:-skillwright@users.noreply.invalid}" \
  commit --quiet -m 'Note what was published [skip ci]' -- "$link"
if [ -z "$branch" ]; then
  echo 'The head is detached, and nothing says which branch it is of: set GITHUB_REF_NAME.' >&2
fi
for attempt in 1 2 3; do
  [ -n "$branch" ] || break
  if git push --quiet origin HEAD:"$branch"; then
    exit "$code"
  fi
  echo "The push was rejected; taking what others pushed and trying again ($attempt of 3)." >&2
  git pull --quiet --rebase origin "$branch" || {
    git rebase --abort 2>/dev/null
    break
  }
done
echo "unpushed=$link" >> "$output"
[ -z "$branch" ] || echo "What was published could not be pushed back: the branch is protected, or $link conflicts." >&2
echo "It is kept as the artifact skillwright-link-file: commit it, or the next run will ask which skill is meant." >&2
exit 1

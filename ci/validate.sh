#!/usr/bin/env bash
# Checks the skills in SKILLWRIGHT_FOLDERS; problems stand on their lines, and the summary says how many there are.
set -uo pipefail
read -r -a folders <<< "${SKILLWRIGHT_FOLDERS:-skills}"
since=()
if [ -n "${SKILLWRIGHT_SINCE:-}" ]; then
  since=(--changed-since "$SKILLWRIGHT_SINCE")
fi
said=$(skillwright validate "${folders[@]}" "${since[@]+"${since[@]}"}" --format github)
code=$?
printf '%s\n' "$said"
{
  echo '### Skills'
  echo
  printf '%s\n' "$said" | tail -n 1
  if [ -n "${SKILLWRIGHT_SINCE:-}" ]; then
    echo
    echo '| files | skill |'
    echo '| --- | --- |'
    git diff --dirstat=files,0 "$SKILLWRIGHT_SINCE" -- "${folders[@]}" 2>/dev/null |
      # A folder's name is no markup of the summary's.
      sed -E 's/[`|<>]/?/g; s/^ *([0-9.]+%) (.*)$/| \1 of the change | `\2` |/'
  fi
} >> "${GITHUB_STEP_SUMMARY:-/dev/null}"
exit "$code"

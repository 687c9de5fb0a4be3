#!/usr/bin/env bash
# Checks the skills in SKILLWRIGHT_FOLDERS; problems stand on their lines, and the summary says how many there are.
set -uo pipefail
# At every blank and line break: a workflow may list the folders one a line.
read -r -d '' -a folders <<< "${SKILLWRIGHT_FOLDERS:-skills}"
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
  # What was passed over may stand below the count.
  printf '%s\n' "$said" | grep -E '^[0-9]+ skills?, [0-9]+ errors?, ' | tail -n 1
  if [ "$code" -ge 2 ]; then
    echo
    echo 'Something could not be checked: the log says what.'
  fi
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

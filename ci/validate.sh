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
    echo '| change | file |'
    echo '| --- | --- |'
    git -c core.quotePath=false diff --no-renames --name-status --end-of-options "$SKILLWRIGHT_SINCE" -- "${folders[@]}" 2>/dev/null |
      # A file's name is no markup of the summary's.
      sed 's/[`|<>]/?/g' |
      awk -F '\t' -v most=200 '
        { change = $1 == "A" ? "added" : $1 == "D" ? "removed" : "changed" }
        NR <= most { printf "| %s | `%s` |\n", change, $2 }
        END { if (NR > most) printf "| | and %d more |\n", NR - most }'
  fi
} >> "${GITHUB_STEP_SUMMARY:-/dev/null}"
exit "$code"

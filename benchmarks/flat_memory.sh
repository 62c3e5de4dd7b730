#!/bin/sh
# Import, format checks, filter, exact duplicates, division by the groups' hash and export of a large JSONL
# file in 256 MB of memory.
#
#   benchmarks/flat_memory.sh [MEGABYTES]     5000 without a number; 500 takes under a minute
#
# Makes its file below $TMPDIR, counts that no conversation is lost, and says how long each part took
# and how much memory it had at most.
set -eu
megabytes=${1:-5000}
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A conversation of 1,000 bytes; two of five are rated badly.
awk -v n="$((megabytes * 1000))" 'BEGIN {
  filler = sprintf("%780s", ""); gsub(/ /, "palabra ", filler); filler = substr(filler, 1, 760)
  for (i = 0; i < n; i++)
    printf "{\"messages\": [{\"role\": \"user\", \"content\": \"¿Pregunta %d? %s\"}, {\"role\": \"assistant\", \"content\": \"Respuesta %d.\", \"rating\": %d}], \"group\": \"cliente %d\", \"id\": \"%d\"}\n", i, filler, i, i % 5 + 1, i % 1000, i
}' > "$work/raw.jsonl"
ls -l "$work/raw.jsonl" | awk '{ printf "%.0f MB\n", $5 / 1e6 }'

JAVA_TOOL_OPTIONS=-Xmx256m
export JAVA_TOOL_OPTIONS
part() {
  name=$1
  shift
  begin=$(date +%s)
  code=0
  "$here/afina" data "$@" > "$work/log" 2>&1 || code=$?
  # 1 means: done, with findings.
  [ "$code" -le 1 ] || { cat "$work/log"; exit "$code"; }
  echo "$name: $(($(date +%s) - begin)) s"
}
part import import "$work/raw.jsonl" --out "$work/all.jsonl"
[ "$(wc -l < "$work/all.jsonl")" -eq "$((megabytes * 1000))" ] || { echo "rows were lost"; exit 1; }
part "format checks" check "$work/all.jsonl" --only form
part filter filter "$work/all.jsonl" --out "$work/good.jsonl"
[ "$(wc -l < "$work/good.jsonl")" -eq "$((megabytes * 400))" ] || { echo "not 2 of 5"; exit 1; }
rm "$work/raw.jsonl" "$work/all.jsonl" # room on the disk
part "exact duplicates" repair "$work/good.jsonl" --only repeats --out "$work/once.jsonl"
[ "$(wc -l < "$work/once.jsonl")" -eq "$((megabytes * 400))" ] || { echo "not all of them are different"; exit 1; }
part division split "$work/once.jsonl" --by hash --large --out "$work/parts"
part export export "$work/parts/training.jsonl" --as openai --with-personal --out "$work/train.jsonl"
[ "$(wc -l < "$work/train.jsonl")" -eq "$(wc -l < "$work/parts/training.jsonl")" ] || { echo "rows were lost"; exit 1; }
echo "all $((megabytes * 1000)) conversations, heap 256 MB"

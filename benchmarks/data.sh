#!/bin/sh
# Reading, counting tokens, exact duplicates and division by hash beside Python (json + tiktoken), and the
# same with near-duplicates (datasketch), in turns on two cores, fresh processes, start included.
# First both must find the same: counts on the file and on fuzzed text, and every pair of the peer's among ours.
# Usage: [AFINA_DATA=FOLDER OF REAL FILES] benchmarks/data.sh [MEGABYTES] [MEGABYTES WITH NEAR-DUPLICATES] [PAIRS OF RUNS]
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
. "$here/.mvn/jdk.sh"
"$here/afina" --version >/dev/null # builds if it must
home=${TMPDIR:-/tmp}/afina-benchmark-data
mkdir -p "$home"
[ -x "$home/python/bin/python" ] || {
  python3 -m venv "$home/python"
  "$home/python/bin/pip" install -q tiktoken==0.14.0 datasketch==2.0.0
}
# tiktoken would fetch its ranks from the network; the same file is part of JTokkit.
unzip -p "$here"/dist/cli/jtokkit-*.jar com/knuddels/jtokkit/o200k_base.tiktoken >"$home/ranks"
rm -rf "$home/classes" "$home/data.aot"
"$JAVA_HOME/bin/javac" -d "$home/classes" -cp "$here/dist/cli/*" "$here/benchmarks/Data.java"
"$JAVA_HOME/bin/jar" --create --file "$home/data.jar" -C "$home/classes" .

two="taskset -c 0,1"
program() { $two "$JAVA_HOME/bin/java" -XX:+UseParallelGC -Xmn256m -Xms2g --enable-native-access=ALL-UNNAMED -cp "$home/data.jar:$here/dist/cli/*" "$@"; }
ours() { program -XX:AOTCache="$home/data.aot" Data "$@"; }
theirs() { $two "$home/python/bin/python" "$here/benchmarks/data.py" measure "$@"; }
same() { [ "$1" = "$2" ] || { echo "not the same: $1 $2"; exit 1; }; }
plain() { tr -d ' '; }
seconds() { begin=$(date +%s%N); "$@" >/dev/null; awk -v t="$(($(date +%s%N) - begin))" 'BEGIN { printf "%.2f", t / 1e9 }'; }

make() { [ -f "$home/$1.jsonl" ] || "$home/python/bin/python" "$here/benchmarks/data.py" make "$home/$1.jsonl" "$1"; }
large=${1:-1000}
small=${2:-300}
make "$large"
make "$small"
"$home/python/bin/python" "$here/benchmarks/data.py" fuzz "$home/fuzz.jsonl"
# As an installation would: what Java finds out about the program in one run, it keeps for all others.
program -XX:AOTCacheOutput="$home/data.aot" Data "$home/$small.jsonl" "$home/ours" >/dev/null 2>&1
same "$(ours "$home/fuzz.jsonl" | plain)" "$(theirs "$home/fuzz.jsonl" "$home/ranks" | plain)"
same "$(ours "$home/$small.jsonl" "$home/ours" | plain)" "$(theirs "$home/$small.jsonl" "$home/ranks" "$home/theirs" | plain)"
sort "$home/ours" >"$home/ours.sorted"
sort "$home/theirs" >"$home/theirs.sorted"
echo "pairs: $(wc -l <"$home/ours") ours, $(wc -l <"$home/theirs") the peer's, $(comm -13 "$home/ours.sorted" "$home/theirs.sorted" | wc -l) of the peer's are not ours"

turns() {
  name=$1 file=$2 near=$3
  for _ in $(seq "$4"); do
    # shellcheck disable=SC2086
    echo "$(seconds ours "$file" $near) $(seconds theirs "$file" "$home/ranks" $near)"
  done | tee "$home/turns" | awk -v n="$name" '{ printf "%s: %s s ours, %s s the peer, %.1f times\n", n, $1, $2, $2 / $1 }'
  awk '{ print $2 / $1 }' "$home/turns" | sort -n | awk -v n="$name" '{ r[NR] = $1 } END { printf "%s: median %.1f times\n", n, r[int((NR + 1) / 2)] }'
}
turns "$large MB without near-duplicates" "$home/$large.jsonl" "" "${3:-3}"
turns "$small MB with near-duplicates" "$home/$small.jsonl" "$home/pairs" "${3:-3}"

#!/bin/sh
# Damaged model files of every kind, many of them: only a refusal may come out, within a second and
# 64 MB. Usage: benchmarks/fuzz.sh [CASES OF EACH KIND]
set -eu
cd "$(dirname "$0")/.."
exec ./mvnw -q -B -Dfast -pl model -am test -Dtest=FuzzTest -Dsurefire.failIfNoSpecifiedTests=false -Dafina.fuzz="${1:-100000}"

#!/bin/sh
# Damaged model files and data files of every kind, many of them: only a refusal may come out, within a second and
# 64 MB; any text through every check, and counted as OpenAI's own pattern counts it. Usage: benchmarks/fuzz.sh [CASES OF EACH KIND]
set -eu
cd "$(dirname "$0")/.."
exec ./mvnw -q -B -Dfast -pl model,dataset,tokenizer -am test -Dtest=FuzzTest,CheckFuzzTest,OpenAiTokensTest -Dsurefire.failIfNoSpecifiedTests=false -Dafina.fuzz="${1:-100000}"

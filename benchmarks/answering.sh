#!/bin/sh
# Answering beside Transformers and llama.cpp on the same GGUF file: fresh processes in turns, then the
# medians with a bootstrap interval, and the ratios that count.
# Usage: PYTHON=… LLAMA_PYTHON=… benchmarks/answering.sh GGUF_FILE [ROUNDS]
#   PYTHON needs torch, transformers, gguf, safetensors, numpy; LLAMA_PYTHON needs llama-cpp-python.
#   java (25) on the PATH; dist/ built (./afina --version).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
file=$1
python=${PYTHON:-python3}
"$python" "$here/answering.py" adapters "$file" "$work/eight" 8
mkdir "$work/one"
cp -r "$work/eight/0" "$work/one/0"
for _ in $(seq "${2:-5}"); do
  "$python" "$here/answering.py" afina "$file" 1
  "$python" "$here/answering.py" afina-tensors "$file" 1
  "$python" "$here/answering.py" transformers-f32 "$file" 1
  "$python" "$here/answering.py" transformers-bf16 "$file" 1
  "${LLAMA_PYTHON:-$python}" "$here/answering.py" llama "$file" 1
  "$python" "$here/answering.py" afina "$file" 8
  "$python" "$here/answering.py" transformers-bf16 "$file" 8
  "$python" "$here/answering.py" afina "$file" 8 "$work/one"
  "$python" "$here/answering.py" afina "$file" 8 "$work/eight"
done | tee "$work/rates"
"$python" - "$work/rates" <<'PY'
import json, random, statistics, sys
rates = {}
for line in open(sys.argv[1]):
    row = json.loads(line)
    rates.setdefault((row["program"], row["streams"], row["adapters"]), []).append(row["tokens/s"])
random.seed(1)
def interval(values):
    drawn = sorted(statistics.median(random.choices(values, k=len(values))) for _ in range(2000))
    return f"{statistics.median(values):.2f} ({drawn[50]:.2f}–{drawn[1949]:.2f})"
for (program, streams, adapters), values in rates.items():
    print(f"{program}, {streams} streams, {adapters} adapters: {interval(values)} tokens/s")
def ratio(name, ours, theirs):
    if ours in rates and theirs in rates:
        print(f"{name}: {interval([a / b for a, b in zip(rates[ours], rates[theirs])])}")
one = ("afina", 1, 0)
ratio("one stream / Transformers f32", one, ("transformers-f32", 1, 0))
ratio("one stream / Transformers bf16", one, ("transformers-bf16", 1, 0))
ratio("one stream / llama.cpp", one, ("llama", 1, 0))
ratio("one stream, vectors / libtorch", one, ("afina-tensors", 1, 0))
ratio("eight streams / Transformers bf16", ("afina", 8, 0), ("transformers-bf16", 8, 0))
ratio("eight adapters / one", ("afina", 8, 8), ("afina", 8, 1))
PY

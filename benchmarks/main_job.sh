#!/bin/sh
# The main job's training beside Transformers + PEFT, in turns on the same machine, fresh processes.
# Afina: the whole training, validation and checkpoints included. Peer: optimizer steps only, the first
# left out. A line each pair: Afina's and the peer's real tokens a second, and the ratio; then the median.
# Usage: PYTHON=/path/to/python benchmarks/main_job.sh GGUF_FILE [f32|bf16] [PAIRS]
#   PYTHON needs torch, transformers, peft, gguf.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
file=$1
precision=${2:-f32}
mkdir "$work/shop"
cp "$here/examples/tienda-intenciones/examples.csv" "$here/examples/tienda-intenciones/afina.yaml" "$work/shop"
"$here/afina" run "$work/shop" --to prepare </dev/null >/dev/null
for pair in $(seq "${3:-3}"); do
  "$here/afina" run "$work/shop" --from train --to train --set training.seed="$pair" </dev/null >/dev/null
  ours=$(python3 - "$work/shop" <<'PY'
import glob, json, os, sys
newest = max(glob.glob(sys.argv[1] + "/.afina/runs/*/events.jsonl"), key=os.path.getmtime)
end = [json.loads(line) for line in open(newest) if '"Trained"' in line][-1]
print(round(end["tokens"] / end["seconds"]))
PY
)
  theirs=$("${PYTHON:-python3}" "$here/benchmarks/main_job_peer.py" "$file" "$work/shop/data/training/train_data.jsonl" "$precision" 8 | tail -1 | sed -E 's,^[^:]*: ([0-9.]+) .*,\1,')
  echo "$ours $theirs" | tee -a "$work/pairs" | awk '{printf "%s\t%s\t%.2f\n", $1, $2, $1 / $2}'
done
awk '{print $1 / $2}' "$work/pairs" | sort -n | awk '{r[NR] = $1} END {printf "median ratio %.2f\n", NR % 2 ? r[(NR + 1) / 2] : (r[NR / 2] + r[NR / 2 + 1]) / 2}'

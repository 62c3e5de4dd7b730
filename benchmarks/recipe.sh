#!/bin/sh
# How the recipe's defaults were chosen: repeated splits of the example's own 48 training sentences
# (36 to learn, 12 to judge), never its test cases. A line each: learning rate, epochs, batch, split
# seed, best epoch, its validation loss, right validation predictions of 12.
# Usage: SEEDS="1 2 3" benchmarks/recipe.sh
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for setting in "0.0005 10 8" "0.001 10 8" "0.002 10 8" "0.001 6 8" "0.002 6 8" "0.001 6 4" "0.0005 10 4" "0.0003 10 8" "0.0005 15 8"; do
  set -- $setting
  for seed in ${SEEDS:-1 2 3}; do
    rm -rf "$work/shop"
    mkdir "$work/shop"
    cp "$here/examples/tienda-intenciones/examples.csv" "$here/examples/tienda-intenciones/afina.yaml" "$work/shop"
    "$here/afina" run "$work/shop" --to deploy --set split.seed="$seed" --set training.learning-rate="$1" \
      --set training.epochs="$2" --set training.batch="$3" >/dev/null
    python3 - "$work/shop" "$1" "$2" "$3" "$seed" <<'PY'
import json, sys
folder, *setting = sys.argv[1:]
info = json.load(open(folder + "/results/fine_tuning_info.json"))
use = json.load(open(folder + "/results/deployment_info.json"))
best = min(info["epochs"], key=lambda e: e["validation"])
print(*setting, best.get("number", best.get("epoch")), round(best["validation"], 3), use["classifier"]["restsOn"], sep="\t", flush=True)
PY
  done
done

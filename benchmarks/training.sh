#!/bin/sh
# A training by Afina beside the same training by Transformers + PEFT (or TRL), in turns, in fresh processes.
# The peer's environment is made once, from pinned versions. Options: see training.py.
#   benchmarks/training.sh --workload intents --peer trainer --precision f32 --pairs 5
set -eu
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-$here/.venv/bin/python}
if [ ! -x "$python" ]; then
  python3 -m venv "$here/.venv"
  "$here/.venv/bin/pip" install -q -r "$here/peer/requirements.txt"
fi
"$here/../afina" --version >/dev/null # builds if need be
exec "$python" "$here/training.py" "$@"

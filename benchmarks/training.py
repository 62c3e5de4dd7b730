"""A training by Afina beside the same by another program: same base, data, recipe and threads, fresh processes, in turns.

First the gate: one step over all conversations (over 90 of more than a hundred) must have the same loss in both (f32,
relative 1e-3; the base is rounded differently by nobody, so more is a difference of tokens or masks). Then pairs; who is
first changes with each pair.
A line a pair, then the medians: real tokens a second (each conversation's own tokens, no padding, whatever is shared) of
the steps, seconds from the start of the process to the adapter on disk, peak memory. The interval is a bootstrap of the
median of the pairs' ratios.
"""
import argparse
import glob
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
AFINA = os.path.join(HERE, "..", "afina")
GATE = 100  # conversations, where there are more, that a first step is compared on
CACHE = os.environ.get("AFINA_CACHE", os.path.expanduser("~/.cache/afina"))


def words(rng, n):
    syllables = "ca do ri me tu la so ne pa vi lo qui ga fre ban mo".split()
    return " ".join("".join(rng.choice(syllables) for _ in range(rng.randint(1, 3))) for _ in range(n))


def project(folder, workload, conversations, base):
    """A project folder, prepared: intents is the example's own, chatN has N shared words in front."""
    if workload == "intents":
        for name in ("examples.csv", "afina.yaml"):
            shutil.copy(os.path.join(HERE, "../examples/tienda-intenciones", name), folder)
    else:
        rng = random.Random(42)
        shared = words(rng, int(workload.removeprefix("chat")) // 2)  # about two tokens a word
        settings = "name: bench\nkind: chat\nlanguage: es\nsplit:\n  train: 0.9\n  validation: 0.1\n  seed: 42\n"
        open(os.path.join(folder, "afina.yaml"), "w").write(settings + (f'system: "{shared}"\n' if shared else ""))
        with open(os.path.join(folder, "examples.jsonl"), "w") as out:
            for _ in range(conversations):
                said = [("user", words(rng, rng.randint(8, 30))), ("assistant", words(rng, rng.randint(8, 60)))]
                print(json.dumps({"messages": [{"role": r, "content": c} for r, c in said]}), file=out)
    if base:
        with open(os.path.join(folder, "afina.yaml"), "a") as out:
            print(f"base: {base}", file=out)
    afina(folder, ["--to", "prepare"])


def afina(folder, options):
    command = [AFINA, "run", folder, "--yes", *options]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode > 1:
        sys.exit(" ".join(command) + "\n" + done.stdout[-3000:] + done.stderr[-3000:])


def ours(folder, recipe, seed):
    start = time.time()
    sets = [f"training.{k}={v}" for k, v in recipe.items() if k != "precision"]
    sets += [f"training.seed={seed}", "precision=" + recipe["precision"]]
    afina(folder, ["--from", "train", "--to", "train", *[x for s in sets for x in ("--set", s)]])
    wall = time.time() - start
    newest = max(glob.glob(folder + "/.afina/runs/*/events.jsonl"), key=os.path.getmtime)
    events = [json.loads(line) for line in open(newest)]
    end = [e for e in events if e["state"] == "Trained"][-1]
    steps = [e for e in events if e["state"] == "Training"]
    # Steps alone and without the first, as the peer is counted: from one to the next of the same epoch.
    inner = [(a, b) for a, b in zip(steps, steps[1:]) if a["epoch"] == b["epoch"]]
    seconds = sum(b["tokens"] / b["rate"] - a["tokens"] / a["rate"] for a, b in inner)
    return {
        "loss": steps[0]["loss"],
        "rate": end["tokens"] / end["seconds"],
        "steps_rate": sum(b["tokens"] - a["tokens"] for a, b in inner) / seconds if inner else 0,
        "wall": wall,
        "peak": end["peakBytes"] / 2**30,
    }


def theirs(folder, base, peer, recipe, seed, out):
    start = time.time()
    command = [sys.executable, os.path.join(HERE, "training_peer.py"), "--peer", peer, "--out", out, "--seed", str(seed)]
    command += ["--base", base] if base else []
    command += ["--data", folder + "/data/training/train_data.jsonl"]
    command += [x for k, v in recipe.items() for x in ("--" + k, str(v))]
    environment = dict(os.environ, OMP_NUM_THREADS=str(os.cpu_count()), TOKENIZERS_PARALLELISM="false")
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\nended with {done.returncode}\n{done.stderr[-3000:]}")
    return json.loads(done.stdout.strip().splitlines()[-1]) | {"wall": time.time() - start}


def interval(ratios):
    rng = random.Random(1)
    medians = sorted(statistics.median(rng.choices(ratios, k=len(ratios))) for _ in range(10_000))
    return medians[250], medians[9750]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--workload", default="intents", help="intents, chat0, chat60, chat400 …")
    options.add_argument("--conversations", type=int, default=50)
    options.add_argument("--shape", choices=["gpt2", "smollm2", "qwen2"], help="a base made by shapes.py; --method full needs one")
    options.add_argument("--peer", default="trainer", choices=["trainer", "grouped", "compiled", "trl"])
    options.add_argument("--method", default="lora", choices=["lora", "full"])
    options.add_argument("--precision", default="f32", help="of both")
    options.add_argument("--peer-precision", help="where the peer's best is another")
    options.add_argument("--pairs", type=int, default=5)
    options.add_argument("--epochs", type=int, default=1)
    options.add_argument("--batch", type=int, default=8)
    options.add_argument("--layers", help="all, or upper A/B; without it as a project of this kind has it")
    asked = options.parse_args()
    rate = 1e-3 if asked.method == "lora" else 1e-4
    layers = asked.layers or ("upper 2/3" if asked.workload == "intents" else "all")
    recipe = {"method": asked.method, "layers": layers, "epochs": asked.epochs, "batch": asked.batch, "rank": 16, "alpha": 32, "learning-rate": rate, "prompt-weight": 0}
    with tempfile.TemporaryDirectory() as work:
        folder, out = work + "/project", work + "/adapter"
        os.mkdir(folder)
        base = work + "/base" if asked.shape else None
        if base:
            subprocess.run([sys.executable, os.path.join(HERE, "shapes.py"), asked.shape, base], check=True)
        project(folder, asked.workload, asked.conversations, base)
        gate = folder
        if asked.conversations > GATE and asked.workload != "intents":
            gate = work + "/gate"
            os.mkdir(gate)
            project(gate, asked.workload, GATE, base)
        rows = sum(1 for _ in open(gate + "/data/training/train_data.jsonl"))
        whole = recipe | {"epochs": 1, "batch": rows, "precision": "f32"}
        # All at once are more than the peer has memory for.
        parts = whole | {"batch": asked.batch, "accumulate": -(-rows // asked.batch)}
        a, b = ours(gate, whole, 1)["loss"], theirs(gate, base, "trainer", parts, 1, out)["loss"]
        print(f"gate: loss of one step over {rows} conversations {a:.6f} and {b:.6f}", flush=True)
        if abs(a - b) > 1e-3 * b:
            sys.exit("the losses differ: nothing is compared")
        pairs = []
        for i in range(asked.pairs):
            ask = [
                lambda: ours(folder, recipe | {"precision": asked.precision}, i + 2),
                lambda: theirs(folder, base, asked.peer, recipe | {"precision": asked.peer_precision or asked.precision}, i + 2, out),
            ]
            first = ask[i % 2]()
            second = ask[1 - i % 2]()
            pair = (first, second) if i % 2 == 0 else (second, first)
            pairs.append(pair)
            print("pair", *[{k: round(v, 2) for k, v in one.items()} for one in pair], flush=True)
    for what, sign in (("rate", 1), ("steps_rate", 1), ("wall", -1), ("peak", -1)):
        us, them = ([one[what] for one in side] for side in zip(*pairs))
        ratios = [(u / t) ** sign for u, t in zip(us, them)]
        low, high = interval(ratios)
        print(f"{what}: {statistics.median(us):.1f} {statistics.median(them):.1f} ratio {statistics.median(ratios):.2f} ({low:.2f}–{high:.2f})")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Do Transformers and PEFT read what Afina writes, and compute the same?

    benchmarks/transformers_reads.py FOLDER...

Each FOLDER is a base in Hugging Face's form. For each, Afina trains an adapter on the shop's
sentences in 32 bits, exports it as `adapter` and as `merged`, and answers 20 prompts, the likeliest
token each time. Then Transformers loads the merged folder, and PEFT the base with the adapter. Both
must find each token that Afina said the likeliest, unless the two likeliest are closer than 1e-3,
and their logits of each prompt and its answer, of every token of the vocabulary in every place,
must be those that Afina computes within 1e-4.

Uses the Python that runs it if that has transformers, peft and torch; else makes an environment of
its own below Afina's cache folder. Exit code 1 if anything differs.
"""

import json, os, pathlib, shutil, subprocess, sys, tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
NEEDS = ["torch", "transformers", "peft"]
PROMPTS = 20
TOKENS = 16


def in_own_environment():
    try:
        import peft, torch, transformers  # noqa: F401
        return
    except ImportError:
        pass
    cache = os.environ.get("AFINA_CACHE") or os.path.expanduser("~/.cache/afina")
    home = pathlib.Path(cache) / "python-readers"
    python = home / "bin" / "python"
    if os.environ.get("AFINA_READERS") == "made":
        sys.exit("the environment in " + str(home) + " lacks one of: " + ", ".join(NEEDS))
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", *NEEDS], check=True)
    os.environ["AFINA_READERS"] = "made"
    os.execv(str(python), [str(python), __file__, *sys.argv[1:]])


def afina(*words, text=None):
    done = subprocess.run(
        [str(ROOT / "afina"), *map(str, words)], input=text, capture_output=True, text=True
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(" ".join(map(str, words)) + ": " + (done.stderr or done.stdout)[-600:])
    return done.stdout


def answers(project, prompts):
    """What Afina says to each prompt: the ids of the tokens."""
    lines = afina(
        "chat", project, "--json", "--logprobs", 0, "--max-tokens", TOKENS,
        text="".join(prompt + "\n/new\n" for prompt in prompts),
    ).splitlines()
    return [
        [token["id"] for token in json.loads(line)["logprobs"]] for line in lines if '"reply"' in line
    ]


def logits(base, adapter, rows, work):
    """What Afina computes for rows of ids: each a tensor of tokens and vocabulary."""
    from safetensors.torch import load_file

    build = [str(ROOT / "mvnw"), "-o", "-q", "-B", "-Dfast", "-pl", "engine", "-am", "test-compile"]
    subprocess.run(build, cwd=ROOT, check=True)
    ids, made = work / "ids.json", work / "logits.safetensors"
    ids.write_text(json.dumps(rows))
    classes = [ROOT / "engine" / "target" / "test-classes", ROOT / "dist" / "engine" / "*"]
    java = '. .mvn/jdk.sh; exec "$JAVA_HOME/bin/java" "$@"'
    words = ["--enable-native-access=ALL-UNNAMED", "-cp", os.pathsep.join(map(str, classes))]
    words += ["dev.afina.engine.Logits", *map(str, (base, adapter, ids, made))]
    subprocess.run(["sh", "-c", java, "java", *words], cwd=ROOT, check=True)
    found = load_file(made)
    return [found[f"logits.{i}"] for i in range(len(rows))]


def prompt_ids(tokenizer, system, prompt):
    messages = [dict(role="system", content=system)] if system else []
    messages.append(dict(role="user", content=prompt))
    text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
    return tokenizer(text, add_special_tokens=False)["input_ids"]


def differences(model, prompts, said, ours):
    """The largest difference of a logit, and how many of the tokens said are others."""
    import torch

    worst, others = 0.0, 0
    for prompt, tokens, expected in zip(prompts, said, ours):
        with torch.no_grad():
            found = model(torch.tensor([prompt + tokens])).logits[0].float()
        worst = max(worst, float((found - expected).abs().max()))
        for place, token in enumerate(tokens, len(prompt) - 1):
            best = found[place].topk(2)
            gap = float(best.values[0] - best.values[1])
            others += int(best.indices[0]) != token and gap > 1e-3
    return worst, others


def check(base, work):
    from peft import PeftModel
    from transformers import AutoModelForCausalLM, AutoTokenizer
    import torch

    torch.set_num_threads(1)

    project = work / "shop"
    shutil.copytree(ROOT / "examples" / "tienda-intenciones", project)
    for made in ("data", "results", "models", "export", ".afina"):
        shutil.rmtree(project / made, ignore_errors=True)
    afina(
        "run", project, "--base", base, "--to", "train", "--epochs", 2,
        "--set", "precision=f32", "--set", "training.learning-rate=0.01",
    )
    for form in ("adapter", "merged"):
        afina("export", project, "--as", form)
    info = json.loads((project / "results" / "fine_tuning_info.json").read_text())
    system = info["plan"]["system"]
    rows = (project / "examples.csv").read_text(encoding="utf-8").splitlines()[1:]
    prompts = [row.rsplit(",", 1)[0].strip('"') for row in rows][:PROMPTS]
    said = answers(project, prompts)
    assert len(said) == PROMPTS, f"{len(said)} answers"
    merged, adapter = (project / "export" / form for form in ("merged", "adapter"))
    tokenizer = AutoTokenizer.from_pretrained(merged)
    asked = [prompt_ids(tokenizer, system, prompt) for prompt in prompts]
    ours = logits(base, adapter, [ids + tokens for ids, tokens in zip(asked, said)], work)
    load = lambda path: AutoModelForCausalLM.from_pretrained(path, dtype=torch.float32).eval()
    results = {
        "merged": differences(load(merged), asked, said, ours),
        "adapter": differences(PeftModel.from_pretrained(load(base), adapter).eval(), asked, said, ours),
    }
    return results, sum(map(len, said))


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    in_own_environment()
    failed = False
    for base in sys.argv[1:]:
        name = pathlib.Path(base).name
        with tempfile.TemporaryDirectory() as work:
            try:
                results, tokens = check(base, pathlib.Path(work))
            except RuntimeError as refused:
                failed = True
                print(f"{name:24} not made: {refused}", flush=True)
                continue
        for form, (worst, others) in results.items():
            good = worst <= 1e-4 and others == 0
            failed |= not good
            print(
                f"{name:24} {form:8} {tokens:4} tokens, {others} others, "
                f"largest difference {worst:.1e}  {'ok' if good else 'DIFFERS'}",
                flush=True,
            )
    sys.exit(failed)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Do Transformers and PEFT read what Afina writes, and compute the same?

    benchmarks/transformers_reads.py FOLDER...

Each FOLDER is a base in Hugging Face's form. For each, Afina trains an adapter on the shop's
sentences in 32 bits, exports it as `adapter` and as `merged`, and answers 20 prompts, the likeliest
token each time. Then Transformers loads the merged folder, and PEFT the base with the adapter. Both
must find each token that Afina said the likeliest, unless the two likeliest are closer than 1e-3,
and their logits of each prompt and its answer, of every token of the vocabulary in every place,
must be those that Afina computes within 1e-4. With the package `gguf`, Transformers also loads the
GGUF file in 16 bits: within 2e-2 there, which is also the gap.

Uses the Python that runs it if that has transformers, peft and torch; else makes an environment of
its own below Afina's cache folder. Exit code 1 if anything differs.
"""

import json, os, pathlib, subprocess, sys, tempfile

from readers import ROOT, answers, in_own_environment, questions, trained

NEEDS = {name: name for name in ("torch", "transformers", "peft")}


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


def differences(model, prompts, said, ours, close=1e-3):
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
            others += int(best.indices[0]) != token and gap > close
    return worst, others


def check(base, work):
    from peft import PeftModel
    from transformers import AutoModelForCausalLM, AutoTokenizer
    from transformers.utils import is_gguf_available
    import torch

    torch.set_num_threads(1)

    project = trained(base, work, ["--as adapter", "--as merged", "--as gguf"])
    merged, adapter = (project / "export" / form for form in ("merged", "adapter"))
    system, prompts = questions(project)
    said = [[token["id"] for token in reply] for reply in answers(project, prompts)]
    tokenizer = AutoTokenizer.from_pretrained(merged)
    asked = [prompt_ids(tokenizer, system, prompt) for prompt in prompts]
    ours = logits(base, adapter, [ids + tokens for ids, tokens in zip(asked, said)], work)
    load = lambda path, **how: AutoModelForCausalLM.from_pretrained(
        path, dtype=torch.float32, **how
    ).eval()
    adapted = PeftModel.from_pretrained(load(base), adapter).eval()
    results = {
        "merged": (1e-4, *differences(load(merged), asked, said, ours)),
        "adapter": (1e-4, *differences(adapted, asked, said, ours)),
    }
    if is_gguf_available():
        try:
            half = load(project / "export" / "gguf-f16", gguf_file="model.gguf")
            results["gguf"] = (2e-2, *differences(half, asked, said, ours, close=2e-2))
        except (NotImplementedError, RuntimeError) as unread:
            print(f"{pathlib.Path(base).name:24} gguf     not read: {unread}", flush=True)
    return results, sum(map(len, said))


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    in_own_environment("python-readers", NEEDS)
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
        for form, (tolerance, worst, others) in results.items():
            good = worst <= tolerance and others == 0
            failed |= not good
            print(
                f"{name:24} {form:8} {tokens:4} tokens, {others} others, "
                f"largest difference {worst:.1e}  {'ok' if good else 'DIFFERS'}",
                flush=True,
            )
    sys.exit(failed)


if __name__ == "__main__":
    main()

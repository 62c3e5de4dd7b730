#!/usr/bin/env python3
"""Does llama.cpp read the GGUF files that Afina writes, and compute the same?

    benchmarks/llama_reads.py BASE...

Each BASE is a folder in Hugging Face's form or a GGUF file. For each, Afina trains an adapter on the
shop's sentences in 32 bits, answers 20 prompts, and exports base and adapter together in 16 and in
8 bits, and the adapter alone. llama.cpp loads them, writes and cuts the prompts with the template
and the vocabulary of the file, and reads what Afina said.

f16 and adapter: each token that Afina said is the likeliest, unless the two likeliest are closer
than 0.02; the logarithms of the probabilities of the 20 likeliest differ by 0.05 at most.
q8_0: one token in ten may be another; the logarithms differ by 1 at most.

Uses the Python that runs it if that has llama-cpp-python; else makes an environment of its own
below Afina's cache folder (building it takes a quarter of an hour on two cores). Exit code 1 if
anything differs by more.
"""

import pathlib, sys, tempfile

from readers import answers, in_own_environment, questions, trained

FORMS = ["--as gguf --type f16", "--as gguf --type q8_0", "--as gguf-adapter"]
# Nothing is learned in a step at a rate of zero: the base itself, as a file for llama.cpp.
UNTRAINED = ["--set", "training.steps=1", "--set", "training.warmup=1"]
ALLOWED = {"f16": (0.05, 0.02, 0), "adapter": (0.05, 0.02, 0), "q8_0": (1, 0.02, 0.1)}


def prompt(model, system, words):
    """What is asked, as the file's own template and vocabulary write it."""
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    def refuse(reason):
        raise ValueError(reason)

    jinja = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True)
    jinja.globals["raise_exception"] = refuse
    template = jinja.from_string(model.metadata["tokenizer.chat_template"])
    named = {
        name + "_token": model._model.token_get_text(token) if token >= 0 else ""
        for name, token in (("bos", model.token_bos()), ("eos", model.token_eos()))
    }
    text = template.render(
        messages=[dict(role="system", content=system), dict(role="user", content=words)],
        add_generation_prompt=True, **named,
    )
    return model.tokenize(text.encode(), add_bos=False, special=True)


def differences(file, adapter, system, prompts, said, close):
    """The largest difference of a log-probability, and the share of tokens that are others."""
    import numpy
    from llama_cpp import Llama

    model = Llama(
        str(file), lora_path=str(adapter) if adapter else None,
        n_ctx=512, n_threads=2, logits_all=True, verbose=False,
    )
    worst, others, all_tokens = 0.0, 0, 0
    for words, tokens in zip(prompts, said):
        if not tokens:
            continue
        ids = prompt(model, system, words)
        model.reset()
        model.eval(ids + [token["id"] for token in tokens])
        for i, token in enumerate(tokens):
            logits = model.scores[len(ids) - 1 + i].astype(numpy.float64)
            logs = logits - logits.max() - numpy.log(numpy.exp(logits - logits.max()).sum())
            second, first = numpy.sort(logs)[-2:]
            others += int(logs.argmax()) != token["id"] and first - second > close
            all_tokens += 1
            for one in token["alternatives"]:
                worst = max(worst, abs(logs[one["id"]] - one["logProbability"]))
    return worst, others / all_tokens


def check(base, work):
    (work / "tuned").mkdir()
    (work / "plain").mkdir()
    export = trained(base, work / "tuned", FORMS) / "export"
    system, prompts = questions(export.parent)
    said = system, prompts, answers(export.parent, prompts, 20)
    plain = trained(base, work / "plain", FORMS[:1], *UNTRAINED) / "export"
    files = {
        "f16": (export / "gguf-f16" / "model.gguf", None),
        "q8_0": (export / "gguf-q8_0" / "model.gguf", None),
        "adapter": (
            plain / "gguf-f16" / "model.gguf", export / "gguf-adapter" / "adapter.gguf"
        ),
    }
    return {form: differences(*where, *said, ALLOWED[form][1]) for form, where in files.items()}


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    in_own_environment("llama-cpp", {"llama_cpp": "llama-cpp-python"})
    failed = False
    for base in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as work:
            results = check(base, pathlib.Path(work))
        for form, (worst, others) in results.items():
            most, _, share = ALLOWED[form]
            good = worst <= most and others <= share
            failed |= not good
            print(
                f"{pathlib.Path(base).name:24} {form:8} {others:6.1%} others, "
                f"largest difference {worst:.1e}  {'ok' if good else 'DIFFERS'}",
                flush=True,
            )
    sys.exit(failed)


if __name__ == "__main__":
    main()

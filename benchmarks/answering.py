"""Answers of one program on one model file: tokens a second after the first one.

Prints one line of JSON. A fresh process each time: it answers once to get warm, then three times.
Usage: python answering.py afina|afina-tensors|transformers-f32|transformers-bf16|llama FILE STREAMS [ADAPTERS]
  ADAPTERS: a folder with PEFT adapters, dealt to the streams in turn (afina only)
       python answering.py adapters FILE FOLDER COUNT      makes random ones, of rank 16 on all layers
"""
import glob
import json
import os
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
QUESTION = "Explain in many words how bread is made, from the grain to the table, step by step."
TOKENS = 128
TIMES = 3


def afina(file, streams, adapters, decoding):
    cache = os.environ.get("AFINA_CACHE", os.path.expanduser("~/.cache/afina"))
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "passive"}
    engine = subprocess.Popen(
        ["java", "--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector",
         "--sun-misc-unsafe-memory-access=allow", "-Xmx1g", "-XX:+UseSerialGC",
         "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0", "-Dorg.bytedeco.javacpp.maxBytes=0",
         f"-Dorg.bytedeco.javacpp.cachedir={cache}/native", f"-Dafina.cache={cache}",
         "-jar", f"{HERE}/dist/engine/afina-engine.jar", "answer", file, "BF16", str(os.cpu_count()), decoding],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment)

    def said():
        line = engine.stdout.readline()
        while not line.startswith("{"):
            line = engine.stdout.readline()
        return json.loads(line)

    said()
    last = [0]

    def answer():
        begun, ends, tokens, open_ids = {}, {}, 0, set()
        for stream in range(streams):
            last[0] += 1
            open_ids.add(last[0])
            request = {
                "do": "Speak", "id": last[0], "adapter": adapters[stream % len(adapters)] if adapters else "",
                "messages": [{"role": "user", "content": f"{stream}. {QUESTION}"}],
                "sampling": {"temperature": 0, "cut": {"topK": 0, "topP": 1, "minP": 0},
                             "penalties": {"repetition": 1, "presence": 0, "frequency": 0},
                             "end": {"maxTokens": TOKENS, "stop": [], "schema": ""}, "seed": 0, "alternatives": -1}}
            engine.stdin.write(json.dumps(request) + "\n")
        engine.stdin.flush()
        while open_ids:
            response = said()
            if response["is"] == "Piece":
                begun.setdefault(response["id"], time.perf_counter())
            elif response["is"] == "Replied":
                open_ids.remove(response["id"])
                ends[response["id"]] = time.perf_counter()
                tokens += response["reply"]["tokens"] - 1
            else:
                raise RuntimeError(response)
        return tokens / (max(ends.values()) - max(begun.values()))

    return answer, lambda: (engine.stdin.close(), engine.wait())


def transformers(file, streams, dtype):
    import torch
    import transformers as hf

    hf.utils.logging.set_verbosity_error()
    hf.utils.logging.disable_progress_bar()
    folder, name = os.path.split(os.path.abspath(file))
    tokenizer = hf.AutoTokenizer.from_pretrained(folder, gguf_file=name, padding_side="left")
    model = hf.AutoModelForCausalLM.from_pretrained(folder, gguf_file=name, dtype=getattr(torch, dtype)).eval()
    texts = [
        tokenizer.apply_chat_template([{"role": "user", "content": f"{i}. {QUESTION}"}], tokenize=False, add_generation_prompt=True)
        for i in range(streams)]
    batch = tokenizer(texts, return_tensors="pt", padding=True, add_special_tokens=False)

    class First(hf.LogitsProcessor):
        at = None

        def __call__(self, ids, scores):
            First.at = First.at or time.perf_counter()
            return scores

    def answer():
        First.at = None
        with torch.inference_mode():
            model.generate(**batch, do_sample=False, min_new_tokens=TOKENS, max_new_tokens=TOKENS, logits_processor=[First()])
        return streams * (TOKENS - 1) / (time.perf_counter() - First.at)

    return answer, lambda: None


def llama(file):
    import llama_cpp

    model = llama_cpp.Llama(file, n_ctx=1024, n_threads=os.cpu_count(), verbose=False)

    def answer():
        times = []
        for _ in model.create_chat_completion(
                [{"role": "user", "content": f"0. {QUESTION}"}], max_tokens=TOKENS, temperature=0, stream=True):
            times.append(time.perf_counter())
        # The first piece names the speaker, the last one ends.
        return (len(times) - 3) / (times[-2] - times[1])

    return answer, lambda: None


def make_adapters(file, folder, count):
    import numpy
    from gguf import GGUFReader
    from safetensors.numpy import save_file

    names = {"attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj", "attn_v": "self_attn.v_proj",
             "attn_output": "self_attn.o_proj", "ffn_gate": "mlp.gate_proj", "ffn_up": "mlp.up_proj", "ffn_down": "mlp.down_proj"}
    sizes = {}
    for tensor in GGUFReader(file).tensors:
        parts = tensor.name.split(".")
        if parts[0] == "blk" and parts[2] in names:
            sizes[f"model.layers.{parts[1]}.{names[parts[2]]}"] = [int(n) for n in tensor.shape]
    for i in range(count):
        random = numpy.random.default_rng(i)
        place = os.path.join(folder, str(i))
        os.makedirs(place)
        tensors = {}
        for layer, (inputs, outputs) in sizes.items():
            tensors[f"base_model.model.{layer}.lora_A.weight"] = random.normal(0, inputs ** -0.5, (16, inputs)).astype("float32")
            tensors[f"base_model.model.{layer}.lora_B.weight"] = random.normal(0, 0.002, (outputs, 16)).astype("float32")
        save_file(tensors, os.path.join(place, "adapter_model.safetensors"))
        with open(os.path.join(place, "adapter_config.json"), "w", encoding="utf-8") as out:
            json.dump({"peft_type": "LORA", "r": 16, "lora_alpha": 32, "target_modules": [n.split(".")[1] for n in names.values()]}, out)


def main():
    program, file, streams = sys.argv[1], os.path.abspath(sys.argv[2]), sys.argv[3]
    if program == "adapters":
        return make_adapters(file, streams, int(sys.argv[4]))
    adapters = sorted(glob.glob(os.path.join(os.path.abspath(sys.argv[4]), "*"))) if len(sys.argv) > 4 else []
    streams = int(streams)
    if program.startswith("afina"):
        answer, close = afina(file, streams, adapters, "TENSORS" if program.endswith("tensors") else "VECTORS")
    elif program.startswith("transformers"):
        answer, close = transformers(file, streams, "float32" if program.endswith("f32") else "bfloat16")
    else:
        answer, close = llama(file)
    answer()
    rates = [answer() for _ in range(TIMES)]
    close()
    print(json.dumps({"program": program, "streams": streams, "adapters": len(adapters), "tokens/s": round(statistics.median(rates), 1)}))


main()

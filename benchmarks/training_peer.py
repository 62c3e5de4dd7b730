"""The same training by other programs, as training.py asks for it. Prints one line of JSON: real tokens a second (`rate` of
all of the training, `steps_rate` without its first step, or of the last epoch only where it compiles), the loss of the first
step, the peak of memory in GiB."""
import argparse
import glob
import json
import os
import resource
import time

import peft
import torch
import transformers

options = argparse.ArgumentParser()
options.add_argument("--peer", choices=["trainer", "grouped", "compiled", "trl"])
options.add_argument("--precision", choices=["f32", "bf16"])
options.add_argument("--base", help="a folder; without it the default base in Afina's cache")
options.add_argument("--data")
options.add_argument("--out")
options.add_argument("--method", choices=["lora", "full"])
for name in ("epochs", "batch", "rank", "alpha", "seed"):
    options.add_argument("--" + name, type=int)
options.add_argument("--accumulate", type=int, default=1)
options.add_argument("--learning-rate", type=float)
options.add_argument("--prompt-weight", type=float)
options.add_argument("--layers")
asked = options.parse_args()
transformers.utils.logging.set_verbosity_error()
transformers.utils.logging.disable_progress_bar()
folder, file = asked.base, {}
if not folder:
    cache = os.environ.get("AFINA_CACHE", os.path.expanduser("~/.cache/afina"))
    folder, name = os.path.split(glob.glob(cache + "/bases/*/SmolLM2-135M-Instruct*.gguf")[0])
    file = {"gguf_file": name}
tokenizer = transformers.AutoTokenizer.from_pretrained(folder, **file)
tokenizer.pad_token = tokenizer.pad_token or tokenizer.eos_token
bf16 = asked.precision == "bf16"
model = transformers.AutoModelForCausalLM.from_pretrained(folder, **file, dtype=torch.float32)
# It was 4-bit in its file and is whole in memory, so that it may learn.
model.is_quantized = False
if hasattr(model.config, "quantization_config"):
    del model.config.quantization_config
blocks = model.config.num_hidden_layers
part, whole = map(int, "1/1".split("/") if asked.layers == "all" else asked.layers.removeprefix("upper ").split("/"))
upper = list(range(blocks - round(blocks * part / whole), blocks)) if part < whole else None
# PEFT takes some blocks only where the layers are named.
layers = {name.split(".")[-1] for name, one in model.named_modules() if isinstance(one, torch.nn.Linear)} - {"lm_head"}
lora = None if asked.method == "full" else peft.LoraConfig(
    layers_to_transform=upper,
    r=asked.rank, lora_alpha=asked.alpha, target_modules=sorted(layers) if upper else "all-linear", task_type="CAUSAL_LM",
    fan_in_fan_out=model.config.model_type == "gpt2",
)


def example(line):
    messages = json.loads(line)["messages"]
    prompt = tokenizer.apply_chat_template(messages[:-1], tokenize=False, add_generation_prompt=True)
    p = tokenizer(prompt, add_special_tokens=False)["input_ids"]
    a = tokenizer(messages[-1]["content"] + "<|im_end|>", add_special_tokens=False)["input_ids"]
    return {"input_ids": p + a, "labels": [-100] * len(p) + a, "attention_mask": [1] * len(p + a)}


data = [example(line) for line in open(asked.data, encoding="utf-8")]
tokens = sum(len(row["input_ids"]) for row in data)


class Watch(transformers.TrainerCallback):
    losses, ends = [], []

    def on_step_end(self, args, state, control, **_):
        self.ends.append(time.perf_counter())

    def on_log(self, args, state, control, logs=None, **_):
        if "loss" in logs:
            self.losses.append(logs["loss"])


arguments = dict(
    output_dir=asked.out, num_train_epochs=asked.epochs, per_device_train_batch_size=asked.batch, use_cpu=True,
    gradient_accumulation_steps=asked.accumulate,
    learning_rate=asked.learning_rate, warmup_steps=0, logging_steps=1, save_strategy="no", report_to="none", seed=asked.seed,
    disable_tqdm=True, bf16=bf16,
)
if asked.peer == "grouped":
    arguments["train_sampling_strategy"] = "group_by_length"
# Few lengths, so that it need not compile each anew; it compiles in the first epochs, and the last one is counted.
compiled = asked.peer == "compiled"
if compiled:
    asked.epochs += 2
    arguments |= dict(train_sampling_strategy="group_by_length", torch_compile=True, num_train_epochs=asked.epochs)
watch = Watch()
if asked.peer == "trl":
    import datasets
    import trl

    rows = datasets.Dataset.from_list([{k: row[k] for k in ("input_ids", "labels")} for row in data])
    trainer = trl.SFTTrainer(
        model=model, args=trl.SFTConfig(**arguments), train_dataset=rows, processing_class=tokenizer, peft_config=lora, callbacks=[watch]
    )
else:
    trainer = transformers.Trainer(
        model=peft.get_peft_model(model, lora) if lora else model, args=transformers.TrainingArguments(**arguments), train_dataset=data,
        data_collator=transformers.DataCollatorForSeq2Seq(tokenizer, pad_to_multiple_of=64 if compiled else None), callbacks=[watch],
    )
start = time.perf_counter()
trainer.train()
end = time.perf_counter()
trainer.save_model(asked.out)
steps = len(watch.ends)
first = steps - steps // asked.epochs - 1 if compiled else 0
after = tokens * asked.epochs * (steps - 1 - first) / steps / (watch.ends[-1] - watch.ends[first]) if steps > 1 else 0
print(json.dumps({
    "loss": watch.losses[0], "rate": tokens * asked.epochs / (end - start), "steps_rate": after,
    "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
}))

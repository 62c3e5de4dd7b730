"""The main job's training as most people run it: Transformers + PEFT on the processor.

Prints real (not padding) tokens a second of optimizer steps, the first step left out.
Usage: python main_job_peer.py GGUF_FILE TRAIN_JSONL f32|bf16 [STEPS]
Needs: torch, transformers, peft, gguf.
"""
import json
import os
import random
import sys
import time

import peft
import torch
import transformers

transformers.utils.logging.set_verbosity_error()
transformers.utils.logging.disable_progress_bar()
file, rows, precision = sys.argv[1:4]
steps = int(sys.argv[4]) if len(sys.argv) > 4 else 10
folder, name = os.path.split(os.path.abspath(file))
tokenizer = transformers.AutoTokenizer.from_pretrained(folder, gguf_file=name)
model = transformers.AutoModelForCausalLM.from_pretrained(folder, gguf_file=name, dtype=torch.float32)
model = peft.get_peft_model(
    model,
    peft.LoraConfig(
        r=16,
        lora_alpha=32,
        target_modules=["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"],
        task_type="CAUSAL_LM",
    ),
)
model.train()
optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=1e-3, weight_decay=0.0)


def example(line):
    messages = json.loads(line)["messages"]
    prompt = tokenizer.apply_chat_template(messages[:-1], tokenize=False, add_generation_prompt=True)
    p = tokenizer(prompt, add_special_tokens=False)["input_ids"]
    a = tokenizer(messages[-1]["content"] + "<|im_end|>", add_special_tokens=False)["input_ids"]
    return p + a, [-100] * len(p) + a


data = [example(line) for line in open(rows, encoding="utf-8")]
random.seed(42)
seconds = tokens = 0
for step in range(steps + 1):
    batch = random.sample(data, 8)
    width = max(len(ids) for ids, _ in batch)
    pad = lambda v, fill: torch.tensor([x + [fill] * (width - len(x)) for x in v])
    start = time.perf_counter()
    with torch.autocast("cpu", torch.bfloat16, enabled=precision == "bf16"):
        loss = model(
            input_ids=pad([i for i, _ in batch], 2),
            attention_mask=pad([[1] * len(i) for i, _ in batch], 0),
            labels=pad([l for _, l in batch], -100),
        ).loss
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    if step:
        seconds += time.perf_counter() - start
        tokens += sum(len(ids) for ids, _ in batch)
print(f"{precision}: {tokens / seconds:.0f} tokens/s over {steps} steps, loss {loss.item():.3f}")

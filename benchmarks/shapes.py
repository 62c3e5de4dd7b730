"""A base of a well-known shape with weights drawn by chance: how fast it learns does not depend on what it knows. A folder as
Transformers writes it, with a byte-level tokenizer and ChatML.

    shapes.py gpt2|smollm2|qwen2 FOLDER
"""
import sys

import tokenizers
import torch
import transformers

CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]


def shape(name):
    if name == "gpt2":  # GPT-2 small, 124 M
        return transformers.GPT2Config(resid_pdrop=0.0, embd_pdrop=0.0, attn_pdrop=0.0)
    if name == "smollm2":  # SmolLM2-135M
        return transformers.LlamaConfig(
            hidden_size=576, intermediate_size=1536, num_hidden_layers=30, num_attention_heads=9, num_key_value_heads=3,
            vocab_size=49152, tie_word_embeddings=True, rms_norm_eps=1e-5, max_position_embeddings=8192, rope_theta=100000.0,
        )
    if name == "qwen2":  # Qwen2.5-0.5B, 494 M
        return transformers.Qwen2Config(
            hidden_size=896, intermediate_size=4864, num_hidden_layers=24, num_attention_heads=14, num_key_value_heads=2,
            vocab_size=151936, tie_word_embeddings=True, rms_norm_eps=1e-6, max_position_embeddings=32768,
        )
    sys.exit(f"no such shape: {name}")


def make(name, folder):
    # Words of the workloads are made of a few syllables: a few hundred pieces hold them.
    syllables = "ca do ri me tu la so ne pa vi lo qui ga fre ban mo".split()
    texts = [" ".join(a + b for b in syllables) for a in syllables]
    bytes_of_text = tokenizers.ByteLevelBPETokenizer()
    bytes_of_text.train_from_iterator(texts, vocab_size=600, special_tokens=SPECIAL)
    tokenizer = transformers.PreTrainedTokenizerFast(
        tokenizer_object=bytes_of_text._tokenizer, eos_token="<|im_end|>", pad_token="<|endoftext|>", chat_template=CHATML
    )
    config = shape(name)
    config.eos_token_id = tokenizer.eos_token_id
    config.bos_token_id = tokenizer.convert_tokens_to_ids("<|endoftext|>")
    torch.manual_seed(1)
    transformers.AutoModelForCausalLM.from_config(config, dtype=torch.bfloat16).save_pretrained(folder)
    tokenizer.save_pretrained(folder)


if __name__ == "__main__":
    make(*sys.argv[1:])

"""Writes a tiny random model of each family as a GGUF file, the way llama.cpp's converter does, and what Transformers
computes with the very same (quantised) weights.

Usage: python make_gguf.py GOLDENS_MODELS OUT_DIR   (needs gguf, torch, transformers; the goldens lend their vocabularies)
"""
import json, os, sys, tempfile
import gguf, numpy as np, torch, transformers
from gguf import GGMLQuantizationType as T
from gguf.quants import dequantize, quantize
from transformers import AutoModelForCausalLM, AutoTokenizer, LlamaConfig, Qwen2Config, Qwen3Config, Gemma3TextConfig, GPT2Config

SRC, OUT = sys.argv[1:3]
transformers.utils.logging.set_verbosity_error(); transformers.utils.logging.disable_progress_bar()
torch.set_num_threads(1)
V, W, H, K, D, F, L, C = 384, 32, 4, 2, 8, 64, 2, 256
common = dict(vocab_size=V, hidden_size=W, num_hidden_layers=L, num_attention_heads=H, num_key_value_heads=K, intermediate_size=F, max_position_embeddings=C, attn_implementation="eager")
LLAMA3 = dict(rope_type="llama3", factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0, original_max_position_embeddings=32)
FAMILIES = {  # GGUF's name of the family, configuration, whose vocabulary, how text is cut, storage of matrices
  "llama-pieces": ("llama", LlamaConfig(**common, head_dim=D, tie_word_embeddings=False), "llama2", None, T.Q5_0),
  "llama-scaled": ("llama", LlamaConfig(**common, head_dim=D, tie_word_embeddings=True, rope_theta=500000.0, rope_scaling=LLAMA3), "llama3", "llama-bpe", T.Q4_1),
  "qwen2": ("qwen2", Qwen2Config(**common, tie_word_embeddings=True, rope_theta=1e6), "qwen2", "qwen2", T.Q8_0),
  "qwen3": ("qwen3", Qwen3Config(**common, head_dim=16, tie_word_embeddings=False, rope_theta=1e6), "qwen3", "qwen2", T.Q4_0),
  "gemma3": ("gemma3", Gemma3TextConfig(**{**common, "num_hidden_layers": 6}, head_dim=16, sliding_window=8, query_pre_attn_scalar=16, tie_word_embeddings=True), "gemma3", None, T.Q5_1),
  "gpt2": ("gpt2", GPT2Config(vocab_size=V, n_embd=W, n_layer=L, n_head=H, n_positions=C, attn_implementation="eager"), "gpt2", "gpt-2", T.F16),
}

def permute(w, heads):  # llama.cpp: LlamaModel.permute
    return w.reshape(heads, 2, w.shape[0] // heads // 2, *w.shape[1:]).swapaxes(1, 2).reshape(w.shape)
def unpermute(w, heads):
    return w.reshape(heads, w.shape[0] // heads // 2, 2, *w.shape[1:]).swapaxes(1, 2).reshape(w.shape)

def to_gguf(family, name, w):
    if family == "llama" and "q_proj" in name: return permute(w, H)
    if family == "llama" and "k_proj" in name: return permute(w, K)
    if family == "gemma3" and name.endswith("norm.weight"): return w + 1
    if family == "gpt2" and name.endswith(("c_attn.weight", "c_proj.weight", "c_fc.weight")): return w.T
    return w
def from_gguf(family, name, w):
    if family == "llama" and "q_proj" in name: return unpermute(w, H)
    if family == "llama" and "k_proj" in name: return unpermute(w, K)
    if family == "gemma3" and name.endswith("norm.weight"): return w - 1
    if family == "gpt2" and name.endswith(("c_attn.weight", "c_proj.weight", "c_fc.weight")): return w.T
    return w

def vocabulary(writer, source, pre):
    j = json.load(open(os.path.join(SRC, source, "tokenizer.json"), encoding="utf-8"))
    ids = j["model"]["vocab"]; added = {a["id"] for a in j["added_tokens"]}
    tokens = sorted(ids, key=ids.get)
    if pre:
        writer.add_tokenizer_model("gpt2"); writer.add_tokenizer_pre(pre)
        writer.add_token_list(tokens); writer.add_token_types([3 if i in added else 1 for i in range(len(tokens))])
        writer.add_token_merges([m if isinstance(m, str) else " ".join(m) for m in j["model"]["merges"]])
    else:
        writer.add_tokenizer_model("llama"); writer.add_token_list(tokens)
        writer.add_token_scores([float(-i) for i in range(len(tokens))])
        writer.add_token_types([2 if t == "<unk>" else 3 if i in added else 6 if t.startswith("<0x") else 1 for i, t in enumerate(tokens)])
        writer.add_add_space_prefix(source != "gemma3")
    config = json.load(open(os.path.join(SRC, source, "config.json")))
    writer.add_eos_token_id(config["eos_token_id"])

reference = {}
for name, (family, config, source, pre, storage) in FAMILIES.items():
    torch.manual_seed(len(name))
    model = AutoModelForCausalLM.from_config(config, dtype=torch.float32, attn_implementation="eager").eval()
    for n, p in model.named_parameters():
        with torch.no_grad(): p.copy_(torch.randn(p.shape) * (0.5 / p.shape[-1] ** 0.5 if p.ndim == 2 else 0.2) + (1.0 if p.ndim == 1 and ("norm" in n or "ln_" in n) and n.endswith("weight") and family != "gemma3" else 0.0))
    path = os.path.join(OUT, name + ".gguf")
    writer = gguf.GGUFWriter(path, family)
    layers = config.num_hidden_layers
    writer.add_context_length(C); writer.add_embedding_length(W); writer.add_block_count(layers); writer.add_head_count(H)
    if family == "gpt2":
        writer.add_feed_forward_length(4 * W); writer.add_layer_norm_eps(config.layer_norm_epsilon)
    else:
        writer.add_feed_forward_length(F); writer.add_head_count_kv(K); writer.add_layer_norm_rms_eps(config.rms_norm_eps)
        rope = config.rope_parameters; rope = rope.get("full_attention", rope)
        writer.add_rope_freq_base(rope["rope_theta"])
        if config.head_dim if hasattr(config, "head_dim") else False:
            writer.add_key_length(config.head_dim); writer.add_value_length(config.head_dim)
    if family == "llama": writer.add_rope_dimension_count(D); writer.add_vocab_size(V)
    if family == "gemma3": writer.add_sliding_window(config.sliding_window)
    if name == "llama-scaled":  # llama.cpp: LlamaModel.generate_extra_tensors
        plain = 1.0 / (500000.0 ** (torch.arange(0, D, 2).float() / D))
        writer.add_tensor("rope_freqs.weight", (plain / model.model.rotary_emb.inv_freq).numpy().astype(np.float32))
    vocabulary(writer, source, pre)
    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH[family.upper()], layers)
    tied = config.tie_word_embeddings
    for n, p in model.state_dict().items():
        if n == "lm_head.weight" and tied: continue
        if n.endswith((".attn.bias", ".attn.masked_bias")): continue
        w = np.ascontiguousarray(to_gguf(family, n, p.numpy()))
        kind = storage if w.ndim == 2 else T.F32
        if "embed" in n or "wte" in n or "wpe" in n: kind = T.BF16 if family == "llama" else T.Q8_0
        data = w if kind == T.F32 else quantize(w, kind)
        back = w if kind == T.F32 else dequantize(data, kind)
        with torch.no_grad(): p.copy_(torch.from_numpy(np.ascontiguousarray(from_gguf(family, n, back))))
        writer.add_tensor(names.get_name(n, try_suffixes=(".weight", ".bias")), data, raw_dtype=kind)
    writer.write_header_to_file(); writer.write_kv_data_to_file(); writer.write_tensors_to_file(); writer.close()
    model.tie_weights()
    ids = [int(i) for i in torch.randint(6, V, (24,))]
    with torch.no_grad(): logits = model(torch.tensor([ids])).logits[0]
    texts = ["¿Tenéis talla 42?  Sí, 12345.", "don't I'LL\n\nnueva línea", "emoji 😊 中文", "la devolución de mi pedido"]
    mine = AutoTokenizer.from_pretrained(os.path.join(SRC, source))
    # Transformers reads the file, too: the same weights must come out, and its own conversion of the vocabulary.
    try:
        other = AutoModelForCausalLM.from_pretrained(OUT, gguf_file=name + ".gguf", dtype=torch.float32)
        a, b = model.state_dict(), other.state_dict()
        worst = max(float((a[k] - b[k]).abs().max()) for k in a if k in b and not k.endswith(".attn.bias"))
        note = f"Transformers reads the same weights up to {worst:.1e}"
    except Exception as e: note = f"Transformers does not read it: {type(e).__name__} {str(e)[:80]}"
    try: theirs = AutoTokenizer.from_pretrained(OUT, gguf_file=name + ".gguf"); tok = theirs if pre is None and family == "llama" else mine
    except Exception as e: note += f"; nor its vocabulary: {str(e)[:60]}"; tok = mine
    reference[name] = dict(ids=ids, last_logits=[float(x) for x in logits[-1]], first_logits=[float(x) for x in logits[0][:8]], eos=json.load(open(os.path.join(SRC, source, "config.json")))["eos_token_id"],
        tokenizer=[dict(text=t, ids=tok(t, add_special_tokens=False)["input_ids"]) for t in texts], same_as_source=all(tok(t, add_special_tokens=False)["input_ids"] == mine(t, add_special_tokens=False)["input_ids"] for t in texts))
    print(name, os.path.getsize(path), note, "tokenizer as its source:", reference[name]["same_as_source"], flush=True)
json.dump(reference, open(os.path.join(OUT, "reference.json"), "w"), ensure_ascii=False, indent=1)

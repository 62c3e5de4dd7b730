"""Blocks of each storage form of GGUF and the numbers that the Python package gguf reads from them.

Usage: python make_storages.py > storages.json   (needs gguf, numpy)
"""
import base64, json
import numpy as np
from gguf import GGMLQuantizationType as T
from gguf.quants import GGML_QUANT_SIZES, dequantize

rng = np.random.default_rng(7)
b64 = lambda a: base64.b64encode(np.ascontiguousarray(a).tobytes()).decode()
halves = {T.Q4_0: [0], T.Q4_1: [0, 2], T.Q5_0: [0], T.Q5_1: [0, 2], T.Q8_0: [0], T.Q4_K: [0, 2], T.Q5_K: [0, 2], T.Q6_K: [208]}
out = {}
for t, places in halves.items():
    block, size = GGML_QUANT_SIZES[t]
    rows = rng.integers(0, 256, (2, 256 // block, size), dtype=np.uint8)
    for p in places:
        rows[:, :, p:p + 2] = (rng.standard_normal((2, 256 // block, 1)) * 0.1).astype(np.float16).view(np.uint8)
    rows = rows.reshape(2, -1)
    out[t.name] = dict(bytes=b64(rows), values=b64(dequantize(rows, t).astype("<f4")))
numbers = (rng.standard_normal((2, 256)) * 3).astype(np.float32)
out["F32"] = dict(bytes=b64(numbers.astype("<f4")), values=b64(numbers))
out["F16"] = dict(bytes=b64(numbers.astype("<f2")), values=b64(numbers.astype("<f2").astype("<f4")))
bf16 = numbers.view(np.uint32) >> 16
out["BF16"] = dict(bytes=b64(bf16.astype("<u2")), values=b64((bf16 << 16).astype(np.uint32).view(np.float32)))
print(json.dumps(out, indent=1))

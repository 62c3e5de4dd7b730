"""Small files of torch.save: tables of tensors in both layouts, and what a reader must refuse.

Usage: python make_bins.py OUT_DIR   (needs torch)
"""
import os, sys
import torch
out = sys.argv[1]
table = {"h.0.weight": torch.arange(6, dtype=torch.float32).view(2, 3), "half": torch.tensor([1.5, -2.0], dtype=torch.float16), "brain": torch.tensor([[0.5], [3.0]], dtype=torch.bfloat16), "mask": torch.ones(1, 1, 2, 2, dtype=torch.uint8), "scalar": torch.tensor(-4.0)}
table["tail"] = table["h.0.weight"][1]  # shares its numbers
class Runs:
    def __reduce__(self): return (os.system, ("touch /tmp/afina-was-here",))
for name, value in dict(table=table, parameters=torch.nn.Linear(2, 2).state_dict(keep_vars=True), runs={"a": Runs()}, turned={"a": table["h.0.weight"].t()}, nested={"model": table}).items():
    torch.save(value, os.path.join(out, name + "-older.bin"), _use_new_zipfile_serialization=False)
    torch.save(value, os.path.join(out, name + "-zip.bin"))

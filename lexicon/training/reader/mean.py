"""The weighted mean of two checkpoints of train.py: python mean.py two.pt three.pt 0.6 out.pt (what the second one counts)."""
import sys

import torch

first, second, share, out = torch.load(sys.argv[1]), torch.load(sys.argv[2]), float(sys.argv[3]), sys.argv[4]
state = {k: first["state"][k] * (1 - share) + second["state"][k] * share for k in first["state"]}
torch.save({"config": first["config"], "state": state}, out)

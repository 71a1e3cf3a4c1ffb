"""PyTorch's activations over floats in [-10, 10], one thread: activations_torch.py ELEMENTS ROUNDS

Prints a line for each: the name in actviz, median and least nanoseconds an element. The output is allocated before.
"""
import sys
import time
from statistics import median

import torch

elements, rounds = int(sys.argv[1]), int(sys.argv[2])
torch.set_num_threads(1)
nn = torch.ops.aten
KERNELS = {
    "relu": lambda x, y: torch.clamp_min(x, 0, out=y),
    "leaky_relu": lambda x, y: nn.leaky_relu.out(x, 0.01, out=y),
    "elu": lambda x, y: nn.elu.out(x, out=y),
    "selu": lambda x, y: nn.elu.out(x, 1.6732632423543772, 1.0507009873554805, out=y),
    "sigmoid": lambda x, y: torch.sigmoid(x, out=y),
    "tanh": lambda x, y: torch.tanh(x, out=y),
    "gelu": lambda x, y: nn.gelu.out(x, out=y),
    "gelu_tanh": lambda x, y: nn.gelu.out(x, approximate="tanh", out=y),
    "silu": lambda x, y: nn.silu.out(x, out=y),
    "mish": lambda x, y: nn.mish.out(x, out=y),
    "softplus": lambda x, y: nn.softplus.out(x, out=y),
    "hard_swish": lambda x, y: nn.hardswish.out(x, out=y),
    "hard_sigmoid": lambda x, y: nn.hardsigmoid.out(x, out=y),
    "soft_shrink": lambda x, y: nn.softshrink.out(x, out=y),
}

x = torch.empty(elements).uniform_(-10, 10)
y = torch.empty(elements)
repetitions = max(1, 2**18 // elements)
for name, kernel in KERNELS.items():
    times = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        for _ in range(repetitions):
            kernel(x, y)
        times.append((time.perf_counter() - start) * 1e9 / (elements * repetitions))
    print(name, median(times[1:]), min(times[1:]))

"""train_mlp.py FOLDER: trains a small network on two spirals, seeded, so fast that neurons die, and saves what hooks do:
the activations of its layers for 256 inputs as mlp.safetensors, and what numpy says of each neuron as mlp.json. The
tests compare with both.

Made with Debian 12's numpy 1.24: /usr/bin/python3 -I tests/data/train_mlp.py tests/data
"""
import json
import math
import struct
import sys
from pathlib import Path

import numpy

WIDTHS = (2, 48, 32, 24, 2)
QUANTILES = (0.001, 0.01, 0.05, 0.5, 0.95, 0.99, 0.999, 0.9999)
random = numpy.random.default_rng(2026)
erf = numpy.vectorize(math.erf)


def spirals(count):
    turn = numpy.sqrt(random.random(count)) * 3 * numpy.pi
    side = random.integers(0, 2, count)
    angle = turn + numpy.pi * side
    points = numpy.stack([turn * numpy.cos(angle), turn * numpy.sin(angle)], 1) / 5
    return points + 0.03 * random.standard_normal((count, 2)), side


def gelu(x):
    return x * (1 + erf(x / math.sqrt(2))) / 2


def gelu_slope(x):
    return (1 + erf(x / math.sqrt(2))) / 2 + x * numpy.exp(-x * x / 2) / math.sqrt(2 * math.pi)


def forward(weights, x):
    """Inputs and outputs of each layer's activation."""
    steps = []
    for i, (w, b) in enumerate(weights):
        z = x @ w + b
        x = (lambda v: numpy.maximum(v, 0), numpy.tanh, gelu, lambda v: v)[i](z)
        steps.append((z, x))
    return steps


def train():
    weights = [(random.standard_normal((m, n)) * math.sqrt(2 / m), numpy.zeros(n)) for m, n in zip(WIDTHS, WIDTHS[1:])]
    for _ in range(1500):
        x, side = spirals(128)
        steps = forward(weights, x)
        logits = steps[-1][1]
        shares = numpy.exp(logits - logits.max(1, keepdims=True))
        gradient = shares / shares.sum(1, keepdims=True)
        gradient[numpy.arange(len(side)), side] -= 1
        gradient /= len(side)
        for i in reversed(range(len(weights))):
            z, y = steps[i]
            gradient = gradient * ((z > 0), 1 - y * y, gelu_slope(z), 1)[i]
            below = steps[i - 1][1] if i else x
            w, b = weights[i]
            weights[i] = w - 1.2 * below.T @ gradient, b - 1.2 * gradient.sum(0)
            gradient = gradient @ w.T
    return weights


def safetensors(tensors):
    header, data = {}, b""
    for name, (dtype, values) in tensors.items():
        start, data = len(data), data + values.tobytes()
        header[name] = {"dtype": dtype, "shape": list(values.shape), "data_offsets": [start, len(data)]}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + data


def to_bf16(values):
    """Codes of the nearest bfloat16, ties to even."""
    bits = values.view(numpy.uint32).astype(numpy.uint64)
    return ((bits + 0x7FFF + (bits >> 16 & 1)) >> 16).astype(numpy.uint16)


def judged(values):
    """What numpy says, in its longest floats."""
    x = values.astype(numpy.longdouble)
    mean = x.mean(0)
    d = x - mean
    var = (d * d).mean(0)
    ranks = [max(1, math.ceil(p * len(x))) - 1 for p in QUANTILES]
    with numpy.errstate(invalid="ignore"):
        moments = {"skewness": (d ** 3).mean(0) / var ** 1.5, "kurtosis": (d ** 4).mean(0) / var ** 2}
    lists = {"mean": mean, "sd": numpy.sqrt(var), **moments, "min": x.min(0), "max": x.max(0), "zero": (x == 0).sum(0),
             "positive": (x > 0).sum(0), "near_zero": (abs(x) <= 1e-3).sum(0)}
    result = {name: [None if numpy.isnan(v) else float(v) for v in list_] for name, list_ in lists.items()}
    result["quantiles"] = numpy.sort(x, 0)[ranks].T.astype(float).tolist()
    sizes = abs(x).mean(0)
    result["dormancy"] = [float(v) for v in sizes / sizes.mean()]
    return result


folder = Path(sys.argv[1])
x, _ = spirals(256)
layers = forward(train(), x)
single = {"layers.0.relu": layers[0][1], "layers.1.tanh": layers[1][1], "layers.2.gelu.input": layers[2][0],
          "layers.2.gelu": layers[2][1]}
single = {name: values.astype(numpy.float32) for name, values in single.items()}
half = to_bf16(single["layers.2.gelu.input"])
tensors = {name: ("F32", values) for name, values in single.items()} | {"layers.2.gelu.input.bf16": ("BF16", half)}
(folder / "mlp.safetensors").write_bytes(safetensors(tensors))
single["layers.2.gelu.input.bf16"] = (half.astype(numpy.uint32) << 16).view(numpy.float32)
(folder / "mlp.json").write_text(json.dumps({name: judged(values) for name, values in single.items()}) + "\n")

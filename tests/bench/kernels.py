"""Activations over arrays beside PyTorch and oneDNN: kernels.py ACTVIZ [--rounds N] [--isa NAME] [--elements N,N...], a
Markdown table.

One thread, in nanoseconds an element, medians (least); the peers' results lose every digit in places, these are the
nearest floats. The peers are python3-torch, and libdnnl-dev with a C++ compiler; without one its columns stay empty.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

PEERS = Path(__file__).resolve().parent / "peers"
NAMES = ["relu", "leaky_relu", "elu", "selu", "sigmoid", "tanh", "gelu", "gelu_tanh", "silu", "mish", "softplus",
         "hard_swish", "hard_sigmoid", "soft_shrink"]


def ours(actviz, elements, rounds, isa):
    command = [actviz, "bench", *NAMES, "--elements", elements, "--rounds", rounds, "--format", "json", *isa]
    report = json.loads(subprocess.run(list(map(str, command)), check=True, capture_output=True).stdout)
    times = {(one["function"] or "copy", one["work"]): one["nanoseconds"] for one in report["measurements"]}
    return report["instruction_set"], times


def peer(title, commands):
    """The times that the last of the commands prints; empty where one fails."""
    for command in commands:
        outcome = subprocess.run(list(map(str, command)), capture_output=True, text=True,
                                 env={**os.environ, "OMP_NUM_THREADS": "1"})
        if outcome.returncode:
            print(f"no {title}: {(outcome.stderr.strip() or 'failed').splitlines()[-1]}", file=sys.stderr)
            return {}
    lines = (line.split() for line in outcome.stdout.splitlines())
    return {name: {"median": float(middle), "low": float(least)} for name, middle, least in lines}


def peers(elements, rounds, folder):
    torch = ["/usr/bin/python3", PEERS / "activations_torch.py", elements, rounds]
    compiled = folder / "activations_onednn"
    compiler = ["c++", "-std=c++20", "-O2", PEERS / "activations_onednn.cpp", "-o", compiled, "-ldnnl"]
    return {"PyTorch": peer("PyTorch", [torch]), "oneDNN": peer("oneDNN", [compiler, [compiled, elements, rounds]])}


def cell(time):
    return f"{time['median']:.2f} ({time['low']:.2f})" if time else ""


def ratio(time, of):
    return f"{time['median'] / of['median']:.2f}" if time else ""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("actviz")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--isa")
    parser.add_argument("--elements", default="16384,67108864")
    options = parser.parse_args()
    for elements in map(int, options.elements.split(",")):
        isa, times = ours(options.actviz, elements, options.rounds, ["--isa", options.isa] if options.isa else [])
        with tempfile.TemporaryDirectory() as folder:
            theirs = peers(elements, options.rounds, Path(folder))
        copy = times["copy", "copy"]
        print(f"\n{elements} floats, {isa}; copy {cell(copy)}\n")
        titles = [f"{title} | {title} / value" for title in theirs]
        print(f"| function | value | slope | both | value / copy | {' | '.join(titles)} |")
        print("|---" * (5 + 2 * len(theirs)) + "|")
        for name in NAMES:
            value = times[name, "value"]
            cells = [name, *(cell(times[name, work]) for work in ("value", "slope", "both")), ratio(value, copy)]
            for one in theirs.values():
                cells += [cell(one.get(name)), ratio(one.get(name), value)]
            print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()

"""Activations over arrays beside PyTorch: kernels.py ACTVIZ [--rounds N] [--isa NAME] [--elements N,N...], a Markdown table.

One thread, in nanoseconds an element, medians (least); PyTorch's results lose every digit in places, these are the nearest
floats. Needs the peer python3-torch; without it its columns stay empty.
"""
import argparse
import json
import subprocess
import sys
from pathlib import Path

PEER = Path(__file__).resolve().parent / "peers" / "activations_torch.py"
NAMES = ["relu", "leaky_relu", "elu", "selu", "sigmoid", "tanh", "gelu", "gelu_tanh", "silu", "mish", "softplus",
         "hard_swish", "hard_sigmoid", "soft_shrink"]


def ours(actviz, elements, rounds, isa):
    command = [actviz, "bench", *NAMES, "--elements", elements, "--rounds", rounds, "--format", "json", *isa]
    report = json.loads(subprocess.run(list(map(str, command)), check=True, capture_output=True).stdout)
    times = {(one["function"] or "copy", one["work"]): one["nanoseconds"] for one in report["measurements"]}
    return report["instruction_set"], times


def torchs(elements, rounds):
    """Empty without torch."""
    outcome = subprocess.run(["/usr/bin/python3", PEER, str(elements), str(rounds)], capture_output=True, text=True)
    if outcome.returncode:
        print(f"no PyTorch: {outcome.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return {}
    lines = (line.split() for line in outcome.stdout.splitlines())
    return {name: {"median": float(middle), "low": float(least)} for name, middle, least in lines}


def cell(time):
    return f"{time['median']:.2f} ({time['low']:.2f})" if time else ""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("actviz")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--isa")
    parser.add_argument("--elements", default="16384,67108864")
    options = parser.parse_args()
    for elements in map(int, options.elements.split(",")):
        isa, times = ours(options.actviz, elements, options.rounds, ["--isa", options.isa] if options.isa else [])
        peer = torchs(elements, options.rounds)
        copy = times["copy", "copy"]
        print(f"\n{elements} floats, {isa}; copy {cell(copy)}\n")
        print("| function | value | slope | both | PyTorch, value | value / copy | PyTorch / value |")
        print("|---|---|---|---|---|---|---|")
        for name in NAMES:
            value, theirs = times[name, "value"], peer.get(name)
            ratio = f"{theirs['low'] / value['low']:.2f}" if theirs else ""
            print(f"| {name} | {cell(value)} | {cell(times[name, 'slope'])} | {cell(times[name, 'both'])} "
                  f"| {cell(theirs)} | {value['low'] / copy['low']:.2f} | {ratio} |", flush=True)


if __name__ == "__main__":
    main()

"""Measures actviz beside its peers: whole processes, interleaved, medians of one run. Called by tests/bench/run.

No result fails: what this prints depends on the machine, and only the ratios travel.
"""
import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean, median

PEERS = Path(__file__).resolve().parent / "peers"
GELU = ["gelu", "--range", "-5", "5"]


def run(command, out=os.devnull):
    """Runs the command to its end and returns (wall seconds, user seconds)."""
    actions = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
               (os.POSIX_SPAWN_OPEN, 1, str(out), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)]
    start = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - start
    if status:
        sys.exit(f"error: {' '.join(command)} ended with {os.waitstatus_to_exitcode(status)}\nhint: run it by hand")
    return wall, usage.ru_utime


def peak_mb(command):
    """Peak memory by time(1): the figure of wait4 is never below what this script itself occupies."""
    with tempfile.NamedTemporaryFile() as report:
        run(["time", "--format=%M", f"--output={report.name}", *command])
        return int(report.read()) * 1024 / 1e6


def interleaved(rounds, measures):
    """Calls each measure once a round, A B C A B C, so that a busy moment hits all; a list of results for each."""
    for measure in measures:
        measure()  # warms the caches; not counted
    return list(zip(*([measure() for measure in measures] for _ in range(rounds))))


def seconds(values):
    unit, scale = ("ms", 1e3) if median(values) < 1 else ("s", 1)
    return f"{median(values) * scale:.3g} {unit} ({min(values) * scale:.3g})"


def row(name, ours, peer, ratio, required):
    print(f"| {name} | {ours} | {peer} | {ratio} | {required} |", flush=True)


def compare(name, ours, peer, required):
    row(name, seconds(ours), seconds(peer), f"{median(peer) / median(ours):.1f}", f"≥ {required}")


def plots(actviz, rounds, folder):
    ours = [actviz, "plot", *GELU, "-o", f"{folder}/actviz.png"]
    matplotlib = ["/usr/bin/python3", str(PEERS / "gelu_matplotlib.py"), f"{folder}/matplotlib.png"]
    gnuplot = ["gnuplot", "-c", str(PEERS / "gelu_gnuplot.gp"), f"{folder}/gnuplot.png"]
    commands = [ours, matplotlib, gnuplot]
    times = interleaved(rounds, [lambda c=c: run(c)[0] for c in commands])
    compare("plot, 1200×800 PNG: matplotlib", times[0], times[1], 50)
    compare("plot, 1200×800 PNG: gnuplot", times[0], times[2], 6)
    for name, command in zip(("matplotlib", "gnuplot"), commands[1:]):
        memory("plot", name, ours, command, 25)


def gallery(program, rounds, folder):
    def pictures(threads):
        return run([program, f"{folder}/gallery", "png", "light", str(threads)])[0]

    times = interleaved(rounds, [lambda n=n: pictures(n) for n in (1, 2)])
    row("gallery: its 71 figures as PNG in one process, 2 threads and 1", seconds(times[1]), f"1 thread {seconds(times[0])}",
        f"{median(times[0]) / median(times[1]):.2f}", "< 1.5 s")


def memory(what, peer_name, ours, peer, limit_mb):
    mine, theirs = peak_mb(ours), peak_mb(peer)
    row(f"{what}, peak memory: {peer_name}", f"{mine:.3g} MB", f"{theirs:.3g} MB", f"{theirs / mine:.1f}",
        f"< {limit_mb} MB")


def version(actviz, rounds):
    user = [run([actviz, "version"])[1] for _ in range(4 * rounds)]
    row("version, user time", f"{mean(user) * 1e3:.2g} ms (mean of {len(user)})", "–", "–", "< 3 ms")


def tables(actviz, points, folder):
    ours = [actviz, "table", *GELU, "--points", str(points), "--format", "csv"]
    savetxt = ["/usr/bin/python3", str(PEERS / "table_numpy.py"), str(points)]

    def seconds_of_savetxt(out):
        return float(subprocess.run([*savetxt, out], check=True, capture_output=True, text=True).stdout)

    def cleared(out):  # to free what the last run left is no part of writing anew
        if out != os.devnull:
            Path(out).unlink(missing_ok=True)
        return out

    for name, out in (("to /dev/null", os.devnull), ("to a file", f"{folder}/table.csv")):
        times = interleaved(3, [lambda: run(ours, cleared(out))[0], lambda: seconds_of_savetxt(cleared(out))])
        compare(f"table, {points:,} rows {name}: savetxt alone", *times, 10)
    memory(f"table, {points:,} rows", "numpy", ours, [*savetxt, os.devnull], 50)


def depth(actviz, rounds):
    command = [actviz, "depth", "relu", "--init", "he", "--layers", "30", "--width", "512", "--batch", "256", "--threads"]
    times = interleaved(rounds, [lambda n=n: run([*command, str(n)])[0] for n in (1, 2)])
    row("depth, 30 layers of 512, batch 256, forward and backward, 2 threads and 1", seconds(times[1]),
        f"1 thread {seconds(times[0])}", f"{median(times[0]) / median(times[1]):.2f}", "< 2 s")


def neurons(actviz, folder):
    dump, script = f"{folder}/dump.npy", ["/usr/bin/python3", str(PEERS / "neurons_numpy.py")]

    def numpy(task):
        return float(subprocess.run([*script, task, dump], check=True, capture_output=True, text=True).stdout)

    def ours(threads, *options):
        return run([actviz, "neurons", dump, "--threads", str(threads), *options])[0]

    numpy("make")
    one, two, quick, read = interleaved(5, [lambda: ours(1), lambda: ours(2), lambda: ours(1, "--quick"),
                                            lambda: numpy("read")])
    compare("neurons, 512 MiB of float32: numpy's dead, mean, sd, absmax and 4 quantiles", two, [numpy("judge")], 8)
    row("neurons, 2 threads and 1", seconds(two), f"1 thread {seconds(one)}", f"{median(one) / median(two):.2f}", "≥ 1.6")
    for name, times, required in (("neurons --quick", quick, "≥ 0.5"), ("neurons", one, "–")):
        row(f"{name}, 1 thread: a plain read of the file", seconds(times), seconds(read),
            f"{median(read) / median(times):.2f}", required)
    print(f"| neurons, peak memory | {peak_mb([actviz, 'neurons', dump]):.3g} MB | – | – | < 256 MB |")


def main():
    parser = argparse.ArgumentParser(prog="tests/bench/run")
    parser.add_argument("actviz")
    parser.add_argument("gallery", help="the program of tests/gallery")
    parser.add_argument("--rounds", type=int, default=15, help="of the plots (default 15)")
    parser.add_argument("--full", action="store_true", help="tables of ten million rows, and a dump of 512 MiB")
    parser.add_argument("--keep", metavar="DIR", help="leave the pictures here, to be looked at")
    options = parser.parse_args()
    print("| measured | actviz: median (min) | peer: median (min) | ratio | required |\n|---|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        plots(options.actviz, options.rounds, options.keep or folder)
        gallery(options.gallery, options.rounds, folder)
        version(options.actviz, options.rounds)
        tables(options.actviz, 10_000_000 if options.full else 1_000_000, folder)
        depth(options.actviz, min(options.rounds, 5))
        if options.full:
            neurons(options.actviz, folder)


if __name__ == "__main__":
    main()

"""neurons_numpy.py make FILE: a dump of 32768 samples of 4096 ReLU outputs, 512 MiB of float32.
neurons_numpy.py judge FILE: what a hook's author writes: dead share, mean, deviation, greatest size and four quantiles
of each neuron. Prints the seconds, without numpy's start.
neurons_numpy.py read FILE: reads it once, in blocks of 1 MiB."""
import sys
import time

import numpy

task, path = sys.argv[1:]
start = time.perf_counter()
if task == "make":
    random = numpy.random.default_rng(1)
    dump = numpy.lib.format.open_memmap(path, mode="w+", dtype="float32", shape=(32768, 4096))
    for first in range(0, len(dump), 2048):
        dump[first:first + 2048] = numpy.maximum(random.standard_normal((2048, 4096), dtype=numpy.float32), 0)
    dump.flush()
elif task == "judge":
    dump = numpy.load(path)
    results = (dump == 0).mean(0), dump.mean(0), dump.std(0), numpy.abs(dump).max(0)
    quantiles = numpy.quantile(dump, [0.01, 0.5, 0.99, 0.999], axis=0)
else:
    block = bytearray(1 << 20)
    with open(path, "rb", buffering=0) as file:
        while file.readinto(block):
            pass
print(time.perf_counter() - start)

"""The figure of `actviz plot gelu --range -5 5` as a matplotlib user writes it: gelu_matplotlib.py FILE.png"""
import sys
from math import erf

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

x = np.linspace(-5, 5, 1001)
cdf = np.array([0.5 * (1 + erf(v / 2**0.5)) for v in x])
value = x * cdf
slope = cdf + x * np.exp(-(x**2) / 2) / (2 * np.pi) ** 0.5

fig, ax = plt.subplots(figsize=(8, 16 / 3), dpi=150)
ax.axhline(0, color="#8c959f", linewidth=0.6)
ax.axvline(0, color="#8c959f", linewidth=0.6)
ax.plot(x, value, color="#0072b2", linewidth=2, label="gelu")
ax.plot(x, slope, color="#d55e00", linewidth=2, linestyle="--", label="gelu′")
ax.axvspan(-5, -3.0674, color="#fcf3e0", zorder=0, label=r"flat: $|f^{\prime}| \leq 0.01$")
ax.set_xlim(-5, 5)
ax.set_xlabel("$x$")
ax.set_ylabel("$f(x)$")
fig.text(0.125, 0.945, "gelu and its derivative", weight="semibold", fontsize=12)
ax.set_title(r"$\mathrm{gelu}(x) = x\,\Phi(x) = \frac{1}{2}\,x\,(1 + \mathrm{erf}(x/\sqrt{2}))$",
             loc="left", fontsize=10, color="#59636e")
ax.grid(color="#e9ebee", linewidth=0.6)
ax.set_axisbelow(True)
ax.spines[["top", "right"]].set_visible(False)
ax.legend(loc="upper left", edgecolor="none")
fig.savefig(sys.argv[1])

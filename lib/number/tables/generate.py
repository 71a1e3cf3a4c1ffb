#!/usr/bin/env python3
"""Writes the tables of lib/number/double_double.cpp into double_double.inc beside this file. Needs mpmath."""
import pathlib
import re

import mpmath as mp

mp.mp.prec = 400


def text(value):
    sign, digits, exponent = re.match(r"(-?)0x[01]\.([0-9a-f]+)p([+-]\d+)", float(value).hex()).groups()
    if value == 0:
        return "0"
    digits = digits.rstrip("0")
    return f"{sign}0x1{'.' + digits if digits else ''}p{exponent}"


def pair(value):
    high = float(value)
    return f"{{{text(high)}, {text(value - mp.mpf(high))}}}"


def rows(items, count):
    return "".join("    " + ", ".join(items[i:i + count]) + ",\n" for i in range(0, len(items), count))


def pairs(name, size, values):
    return f"constexpr Pair {name}[{size}] = {{\n{rows([pair(v) for v in values], 2)}}};\n"


def fit(f, centre, half, degree):
    """The coefficients in t of f(centre + t) on |t| <= half: interpolation at Chebyshev's nodes."""
    nodes = [mp.cos(mp.pi * (2 * k + 1) / (2 * degree + 2)) for k in range(degree + 1)]
    matrix = mp.matrix(degree + 1, degree + 1)
    right = mp.matrix(degree + 1, 1)
    for row, node in enumerate(nodes):
        right[row] = f(centre + half * node)
        for column in range(degree + 1):
            matrix[row, column] = node**column
    solution = mp.lu_solve(matrix, right)
    return [solution[n] / mp.mpf(half)**n for n in range(degree + 1)]


def mills(a):
    return mp.exp(a * a / 2) * mp.erfc(a / mp.sqrt(2)) / 2


def mills_pieces():
    # Between `start` and the next one, pieces of this width.
    widths = [(0, 0.125), (4, 0.25), (8, 0.5), (16, 1), (32, 2)]
    degree, exact = 17, 10
    out = []
    for i, (start, width) in enumerate(widths):
        end = widths[i + 1][0] if i + 1 < len(widths) else 40
        for k in range(round((end - start) / width)):
            coefficients = fit(mills, mp.mpf(start) + width * (k + mp.mpf(1) / 2), width / 2, degree)
            leading = rows([pair(c) for c in coefficients[:exact]], 2)
            rest = rows([text(c) for c in coefficients[exact:]], 4)
            out.append(f"   {{{{\n{leading}   }},\n   {{\n{rest}   }}}},\n")
    return (f"constexpr MillsPiece mills_pieces[{len(out)}] = {{\n{''.join(out)}}};\n")


def erf_coefficients():
    return [2 / mp.sqrt(mp.pi) * (-1)**n / (mp.factorial(n) * (2 * n + 1)) for n in range(20)]


tables = [
    "// Written by generate.py.\n",
    "/// 2^(i / 64) and 2^(i / 4096).\n" + pairs("coarse_powers", 64, [mp.mpf(2)**(mp.mpf(i) / 64) for i in range(64)]),
    pairs("fine_powers", 64, [mp.mpf(2)**(mp.mpf(i) / 4096) for i in range(64)]),
    "/// sin(i / 16) and cos(i / 16).\n" + pairs("sines", 14, [mp.sin(mp.mpf(i) / 16) for i in range(14)]),
    pairs("cosines", 14, [mp.cos(mp.mpf(i) / 16) for i in range(14)]),
    "/// erf(x) / x in powers of x^2.\n" + pairs("erf_terms", 10, erf_coefficients()[:10]),
    "constexpr double erf_rest[10] = {\n" + rows([text(c) for c in erf_coefficients()[10:]], 4) + "};\n",
    "/// Phi(-a) e^(a^2 / 2) around the middle of each piece.\n" + mills_pieces(),
]
pathlib.Path(__file__).with_name("double_double.inc").write_text("\n".join(tables))

# The figure of `actviz plot gelu --range -5 5` as a gnuplot user writes it: gnuplot -c gelu_gnuplot.gp FILE.png
set terminal pngcairo size 1200,800 enhanced font "Sans,17" linewidth 2
set output ARG1
gelu(x) = x * norm(x)
gelu_d1(x) = norm(x) + x * exp(-x**2 / 2) / sqrt(2 * pi)

set title "{/:Bold gelu and its derivative}\n{/*0.9 gelu({/:Italic x}) = {/:Italic x} Φ({/:Italic x}) = ½ {/:Italic x} (1 + erf({/:Italic x}/√2))}" \
  left offset graph -0.5,0
set xlabel "{/:Italic x}"
set ylabel "{/:Italic f}({/:Italic x})"
set xrange [-5:5]
set samples 1001
set border 3 linecolor rgb "#59636e" linewidth 0.75
set tics out nomirror textcolor rgb "#59636e"
set grid linetype 1 linewidth 0.5 linecolor rgb "#e9ebee"
set xzeroaxis linetype 1 linewidth 0.5 linecolor rgb "#8c959f"
set yzeroaxis linetype 1 linewidth 0.5 linecolor rgb "#8c959f"
set object rectangle from -5, graph 0 to -3.0674, graph 1 behind fillcolor rgb "#fcf3e0" fillstyle solid noborder
set key top left Left reverse opaque samplen 2.5
plot gelu(x) title "gelu" linewidth 2 linecolor rgb "#0072b2", \
  gelu_d1(x) title "gelu′" linewidth 2 dashtype (7,4) linecolor rgb "#d55e00", \
  NaN title "flat: |{/:Italic f}′| ≤ 0.01" with boxes fillstyle solid linecolor rgb "#fcf3e0"

"""Magics of every kind in the cells of functions.

Costs: nothing
"""
# %% f
%%prun -s cumulative
def f(x):
    return x**2 - 4 * x + 5
# %% grad_f
# comment first
%load_ext autoreload
%autoreload 2
%config InlineBackend.figure_format = 'retina'
!pip install seaborn
files = !ls
def grad_f(x):
    return 2 * x - 4
grad_f?
%timeit -n 3 -r 2 grad_f(1.0)
# %% step
%%some_magic_of_an_extension --flag
def step(x, eta):
    return x - eta * grad_f(x)
# %%
%%bash
ls -la | grep "x

"""Files that bear the names of libraries, of Python's modules and of this kit.

Costs: nothing
Says: Python has a module random
"""
# %% beside numpy.py
raise SystemExit("not NumPy")
# %% beside random.py
raise SystemExit("not random")
# %% beside autograder.py
raise SystemExit("not the kit")
# %% beside matplotlib/__init__.py
raise SystemExit("not Matplotlib")
# %% beside secrets.py
raise SystemExit("not secrets")
# %% beside sitecustomize.py
raise SystemExit("not at the start")
# %% beside conftest.py
raise SystemExit("not by pytest")
# %%
import random, numpy, statistics, secrets
from matplotlib import ticker
from autograder import check
generator = np.random.default_rng()
# %% f
def f(x):
    return x**2 - 4 * x + 5

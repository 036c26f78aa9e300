"""Cell magics around code that defines what is asked.

Costs: nothing
"""
# %% f
%%capture output
def f(x):
    return x**2 - 4 * x + 5
# %% grad_f
def grad_f(x):
    return 2 * x - 4

%timeit -n 10 grad_f(3.0)
%time y = grad_f(3.0)

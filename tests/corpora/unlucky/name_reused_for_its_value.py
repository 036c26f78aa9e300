"""The result under the function's own name, which later functions call.

Costs: nothing
Says: the function grad_f was graded
"""
# %% grad_f
def grad_f(x):
    return 2 * x - 4

grad_f = grad_f(0.0)

"""plt.show() and display() here and there.

Costs: nothing
"""
# %% f
def f(x):
    return x**2 - 4 * x + 5

plt.plot([0, 1], [f(0), f(1)])
plt.show()
display(f(2.0))
from IPython.display import display, Markdown
display(Markdown("**done**"))

"""A style that is not there any more, at the top.

Costs: nothing
Says: seaborn
"""
# %%
plt.style.use("seaborn-of-old")

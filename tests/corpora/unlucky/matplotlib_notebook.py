"""A backend that needs a browser or a screen.

Costs: nothing
"""
# %%
%matplotlib notebook
import matplotlib
matplotlib.use("TkAgg")
import matplotlib.pyplot as plt
plt.switch_backend("QtAgg")
plt.ion()

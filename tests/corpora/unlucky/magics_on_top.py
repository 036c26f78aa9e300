"""Settings that only mean something in Jupyter.

Costs: nothing
"""
# %%
%matplotlib inline
%config InlineBackend.figure_format = 'retina'
%load_ext autoreload
%autoreload 2

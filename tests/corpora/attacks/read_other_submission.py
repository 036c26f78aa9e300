"""Success: another student's notebook is read."""
# %%
path = COURSE + "/submitted/honest/gradient_descent_1d/gradient_descent_1d.ipynb"
success(open(path).read()[:100])

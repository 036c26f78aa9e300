"""Success: a file that only the grader's own user may read is read."""
# %%
success(open(PRIVATE).read())

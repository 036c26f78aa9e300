"""Success: a file that everybody may read, outside the sandbox, is read."""
# %%
success(open(CANARY).read())

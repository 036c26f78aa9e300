"""Success: a value that contains itself keeps the conversion busy for ever."""
# %% f
def f(x):
    value = {}
    value["again"] = [value, value]
    return value

# wrong: hessian: factor 2 missing
# all else: right_06
# %% hessian
def hessian(x):
    V = np.vander(x, 2, increasing=True)
    return np.einsum("ni,nj->ij", V, V)

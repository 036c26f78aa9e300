# borderline: design_matrix: keeps an integer x as integers
# all else: right_02
# %% design_matrix
def design_matrix(x):
    return np.stack((x, np.ones_like(x)), axis=1)

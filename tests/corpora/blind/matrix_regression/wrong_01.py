# wrong: design_matrix: ones in the first column
# all else: right_01
# %% design_matrix
def design_matrix(x: np.ndarray) -> np.ndarray:
    return np.column_stack([np.ones(len(x)), x])

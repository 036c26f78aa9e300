# wrong: iteration_table: columns f and f' swapped
# all else: right_04
# %% iteration_table
iteration_table = lambda points: np.column_stack((points, grad_f(points), f(points)))

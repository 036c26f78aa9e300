"""Progress bars of every kind around loops.

Costs: nothing
"""
# %%
import tqdm.notebook
from tqdm import tqdm, trange
from tqdm.auto import tqdm as bar
from alive_progress import alive_bar
# %% descend
def descend(x0, eta, tolerance, max_iterations):
    points = [x0]
    for _ in tqdm(range(max_iterations), desc="walking"):
        if abs(grad_f(points[-1])) <= tolerance:
            break
        points.append(step(points[-1], eta))
    return np.array(points)
# %% iteration_table
def iteration_table(points):
    rows = []
    with tqdm(total=len(points)) as progress, alive_bar(len(points)) as tick:
        for x in bar(points):
            rows.append((x, f(x), grad_f(x)))
            progress.update(1)
            progress.set_postfix(x=x)
            tick()
    for k in trange(3):
        tqdm.write(str(k))
    pieces = tqdm(rows)
    pieces.set_description("done")
    pieces.close()
    return np.array([row for row in tqdm.notebook.tqdm(rows)]) if False else np.array(list(pieces))

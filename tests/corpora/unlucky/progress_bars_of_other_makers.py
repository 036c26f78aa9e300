"""Progress bars of rich, fastprogress and progressbar.

Costs: nothing
"""
# %%
import progressbar
from fastprogress import progress_bar
from rich.progress import Progress, track
from tqdm import tnrange, tqdm_notebook
# %% iteration_table
def iteration_table(points):
    rows = []
    for x in track(points, description="rows"):
        rows.append((x, f(x), grad_f(x)))
    with Progress() as progress:
        task = progress.add_task("rows", total=len(rows))
        progress.update(task, advance=1)
    for _ in zip(progressbar.progressbar(rows), progress_bar(rows), tqdm_notebook(rows), tnrange(3)):
        pass
    return np.array(rows)

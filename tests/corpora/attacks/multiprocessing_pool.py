"""Success: a pool of processes is started."""
# %%
import multiprocessing

with multiprocessing.get_context("spawn").Pool(2) as pool:
    success(pool.map(abs, [1, 2]))

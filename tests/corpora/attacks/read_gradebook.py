"""Success: nbgrader's gradebook is opened."""
# %%
import sqlite3

database = sqlite3.connect(f"file:{COURSE}/gradebook.db?mode=ro", uri=True)
success(database.execute("select * from student").fetchall())

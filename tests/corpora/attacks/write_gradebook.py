"""Success: the gradebook is written to."""
# %%
import sqlite3

database = sqlite3.connect(COURSE + "/gradebook.db")
database.execute("update grade set auto_score = 99")
database.commit()
success("grades changed")

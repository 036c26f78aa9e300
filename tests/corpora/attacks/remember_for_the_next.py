"""Success: one student's process leaves something that the next one's finds."""
# %%
import os
import sys

trace = f"from-{SECRET_PART}"
if any(trace in str(p) for p in sys.path) or os.environ.get("REMEMBER") or os.listdir("."):
    success("found what an earlier one left")
os.environ["REMEMBER"] = trace
sys.path.append(trace)
open("remember", "w").write(trace)

"""Success: something of the grader's, or of another student's, is found in memory."""
# %%
import gc
import sys

seen, waiting = set(), [list(sys.modules.values()), gc.get_objects()]
while waiting and len(seen) < 500_000:
    for thing in gc.get_referents(waiting.pop()):
        if isinstance(thing, str) and len(thing) < 1000 and thing.startswith(SECRET_PART + "-"):
            success("the secret")
        if id(thing) not in seen and isinstance(thing, dict | list | tuple | set | type(sys)):
            seen.add(id(thing))
            waiting.append(thing)
            name = str(thing.get("__name__")) if isinstance(thing, dict) else ""
            if name.startswith(("autograder.", "solutions")) and not name.startswith(
                ("autograder.sandbox", "autograder.errors", "autograder.model")
            ):
                success(f"the module {name}")

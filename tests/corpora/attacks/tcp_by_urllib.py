"""Success: an HTTP request leaves."""
# %%
import urllib.request

success(urllib.request.urlopen(f"http://127.0.0.1:{TCP}/", timeout=1).read())

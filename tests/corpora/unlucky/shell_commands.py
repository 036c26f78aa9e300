"""Shell commands and installs, as on a hosted notebook.

Costs: nothing
"""
# %%
!pip install numpy matplotlib
%pip install sympy
!ls -la
files = !ls
print(files)

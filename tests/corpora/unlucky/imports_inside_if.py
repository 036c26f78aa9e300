"""Libraries that are missing, imported in an `if`: what follows in the block still counts.

Costs: nothing
Says: No module named 'seaborn_of_my_own'
"""
# %% f
if True: import seaborn_of_my_own; four = 4

def f(x):
    return x**2 - four * x + 5
# %% grad_f
IN_COLAB = True
if not IN_COLAB:
    two = 0
elif four == 4:
    from google_of_my_own.colab import drive
    drive.mount("/content/drive")
    two = 2

def grad_f(x):
    return two * x - four

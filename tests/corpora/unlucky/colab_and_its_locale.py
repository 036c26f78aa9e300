"""What notebooks from Colab begin with: its own modules, a graphics card, a locale.

Costs: nothing
Says: google
"""
# %%
from google.colab import drive, files
drive.mount("/content/drive")
%cd /content/drive/MyDrive
import torch
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
# %% f
from google.colab import output
import locale
locale.setlocale(locale.LC_ALL, "xx_XX.UTF-8")

def f(x):
    return x**2 - 4 * x + 5

output.clear()
# %% grad_f
import torch, sklearn.linear_model as lm
def grad_f(x):
    return 2 * x - 4

"""Lines that fail above the definitions: missing libraries, an old style, a locale.

Costs: nothing
Says: No module named 'seaborn_of_my_own'
"""
# %% f
import seaborn_of_my_own as sns
from google_of_my_own.colab import drive
import locale, os
drive.mount("/content/drive")
sns.set()
plt.style.use("seaborn")
locale.setlocale(locale.LC_ALL, "xx_XX")
data = np.loadtxt("nowhere.csv")

def f(x):
    return x**2 - 4 * x + 5

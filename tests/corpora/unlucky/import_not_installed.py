"""An import of something that is not installed, which no function needs.

Costs: nothing
Says: No module named 'tensorflow_of_my_own'
"""
# %%
import tensorflow_of_my_own as tf

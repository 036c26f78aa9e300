"""A main guard that ends with sys.exit().

Costs: nothing
"""
# %% f
import sys

def f(x):
    return x**2 - 4 * x + 5

def main():
    print(f(2.0))
    return 0

if __name__ == "__main__":
    sys.exit(main())

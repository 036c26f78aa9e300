"""Success: an object that equals everything is compared as it is."""
# %% f
class Equal:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False

    def __abs__(self):
        return 0.0

    def __sub__(self, other):
        return 0.0

    __rsub__ = __sub__
    __hash__ = None


def f(x):
    return Equal()

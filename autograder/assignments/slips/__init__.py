"""The mistakes of pages that have too many to stand beside their questions.

One module a page, or a kind of page; what each slip is made of stands in `mistakes.py`. A module
here imports no page: where a slip needs one of its laws, the page hands it over.
"""

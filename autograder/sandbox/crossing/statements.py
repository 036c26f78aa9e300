"""In which statement of an instructor's cell a line is: Python's versions count the lines of one
statement differently.
"""

import ast


def first_lines(cell: ast.AST) -> dict[int, int]:
    """The first line of the statement that each line is a part of; of an `if`, `match` or `try` as
    a whole, since another right answer may take another branch of it.
    """
    found: dict[int, int] = {}
    for node in ast.iter_child_nodes(cell):
        if isinstance(node, ast.stmt):
            lines = range(node.lineno, (node.end_lineno or node.lineno) + 1)
            found |= dict.fromkeys(lines, node.lineno)
        if not isinstance(node, ast.If | ast.Match | ast.Try):
            found |= first_lines(node)
    return found

"""Finding out why an answer is wrong, and saying it in a sentence.

`evidence` is the right answers together with what came back. `suspects` are the declared mistakes,
each with what it would have returned. `naming` finds the mistakes that explain an answer.
`patterns`, `rounding`, `lengths` and `hard_coded` look at the answers themselves. `explaining`
chooses what to say first, and `sentences` has the words.
"""

"""Why an answer is wrong, in the words of its mistake.

`evidence` is what came back beside what is right; `suspects` are the declared mistakes at the
functions where they may sit, with what each would have returned; `naming` finds those that
explain an answer; `patterns` and `rounding` see what the numbers themselves show; `explaining`
puts first what is surest, and `sentences` has the words.
"""

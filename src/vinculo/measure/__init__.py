"""What happened between the owner and each person, in numbers, and how far the two have come.

`interactions` says what counts, `kernel` counts, `features` names each number, `stages` and `bond`
read them.
"""

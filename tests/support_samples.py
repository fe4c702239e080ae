"""Sentences that both support checks of summaries must judge alike."""

OTHER_VALUES = [
    ("Some 1,2000 families fled.", "Some 1,200 families fled."),
    ("Two million families fled.", "Two thousand families fled."),
    ("In 2016 families fled.", "In 2015 families fled."),
]
"""A sentence, and a source that has another number in it."""

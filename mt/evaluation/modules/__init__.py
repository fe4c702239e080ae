"""Metrics in the form that Hugging Face ``evaluate`` loads: one folder and one script each.

They are found by absolute path (:func:`mt.evaluation.metrics.load_module`), so no metric script is
ever fetched. Each ``compute`` gives ``score``, ``signature`` and ``statistics``: one row of
sufficient statistics a sentence, whose sums give the score of any selection of sentences.
"""

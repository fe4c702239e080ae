"""Is it still as good? Sets, scores with signatures, run files, comparison, the quality gate.

``sets`` --run--> run file --compare--> report, and run file + baseline --gate--> verdict.
Nothing is loaded here: sacrebleu, ``evaluate`` and numpy come in when a command first needs them.
"""

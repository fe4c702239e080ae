"""A verdict in the forms that people and CI systems read: a table, Markdown, JUnit XML."""

from xml.etree import ElementTree

from mt.evaluation.gate import Check, Verdict

_SHOWN = 12  # names of broken items in one line; all of them are in the XML


def to_lines(verdict: Verdict) -> list[str]:
    """Return the verdict as a plain table, the failures' items below their line."""
    width = max((len(c.set) for c in verdict.checks), default=3)
    lines = [f"{verdict.run} against the baseline {verdict.baseline}"]
    for check in verdict.checks:
        mark = "pass" if check.passed else "FAIL"
        lines.append(f"{mark}  {check.set:{width}}  {check.name:32}  {check.detail}")
        lines += [f"      {_few(check)}"] if check.items else []
    failed = sum(not check.passed for check in verdict.checks)
    lines.append(f"gate: {'passed' if verdict.passed else f'FAILED, {failed} of {len(verdict.checks)} checks'}")
    return lines


def to_markdown(verdict: Verdict) -> str:
    """Return a summary for a CI system's page, failures first."""
    outcome = "passed" if verdict.passed else "failed"
    head = f"## Quality gate: {outcome}\n\n`{verdict.run}` against `{verdict.baseline}`\n\n"
    rows = ["| | set | check | result |", "|---|---|---|---|"]
    for check in sorted(verdict.checks, key=lambda c: c.passed):
        detail = check.detail + (f"<br>{_few(check)}" if check.items else "")
        rows.append(
            f"| {'✅' if check.passed else '❌'} | {check.set} | {check.name} | {detail.replace('|', chr(92) + '|')} |"
        )
    return head + "\n".join(rows) + "\n"


def to_junit(verdict: Verdict) -> str:
    """Return JUnit XML: one test case a check."""
    failed = str(sum(not check.passed for check in verdict.checks))
    counts = {"tests": str(len(verdict.checks)), "failures": failed, "errors": "0"}
    root = ElementTree.Element("testsuites", counts)
    suite = ElementTree.SubElement(root, "testsuite", {"name": "mt eval gate", **counts})
    for check in verdict.checks:
        case = ElementTree.SubElement(suite, "testcase", {"classname": f"mt.eval.{check.set}", "name": check.name})
        if check.passed:
            ElementTree.SubElement(case, "system-out").text = check.detail
        else:
            failure = ElementTree.SubElement(case, "failure", {"message": check.detail})
            failure.text = "\n".join([check.detail, *check.items])
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def _few(check: Check) -> str:
    more = f" and {len(check.items) - _SHOWN} more" if len(check.items) > _SHOWN else ""
    return ", ".join(check.items[:_SHOWN]) + more

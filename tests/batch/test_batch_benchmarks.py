"""The arithmetic and the drawings of the measurements in benchmarks/batch_*.py."""

import sys
from xml.etree import ElementTree

import pytest
from batch_samples import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))

from batch_cost import hours, table, told
from batch_growth import fit
from batch_pages import items
from svg import curves


def test_hours_are_pages_by_rate_by_cores():
    assert hours(3_600_000, 2.0, 10) == 50.0
    assert told(47.9) == "47.9 h"
    assert told(50.0) == "2 days"
    assert "| 1,000,000 | 278 | 17.4 h | 1.7 h |" in table(1.0, 16, [1, 10])


def test_a_line_is_found_with_its_slope_and_what_is_farthest_from_it():
    straight = [(pages, 0.0, 2.0 * pages / 1000 + 1, 5_000_000) for pages in range(100, 1100, 100)]
    assert fit(straight, 2) == pytest.approx((2.0, 0.0, 1.0))
    slope, off, r2 = fit([(1000, 0.0, 0.0, 0), (2000, 0.0, 1.0, 0), (3000, 0.0, 0.0, 0)], 2)
    assert (slope, off, r2) == pytest.approx((0.0, 2 / 3, 0.0))


def test_pages_are_all_different_and_the_same_again_for_a_seed():
    texts = [item.content for item in items(200, 3, seed=1)]
    assert len(set(texts)) == 200
    assert texts == [item.content for item in items(200, 3, seed=1)]
    assert texts[0] != next(items(1, 3, seed=2)).content


def test_a_plot_is_a_file_of_its_own_that_names_its_lines():
    drawn = ElementTree.fromstring(curves("a < b", {"x & y": [(0, 0), (100, 42.5)]}, x_axis="%", y_axis="MB"))
    words = [element.text for element in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert "x & y" in words and "MB" in words
    (line,) = drawn.iter("{http://www.w3.org/2000/svg}polyline")
    (left, bottom), (right, top) = (map(float, point.split(",")) for point in line.get("points").split())
    assert left < right and top < bottom

"""DrawnSketchs as SVG."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from autograder.model import Curve, DrawnSketch
from autograder.reports.sketch_image import Axis, sketch_image

RIGHT = Curve("the right losses", "expected", "line", ((0.0, 4.0), (1.0, 2.0), (2.0, 1.0)))


def drawing(*curves: Curve) -> DrawnSketch:
    return DrawnSketch("fit", "Loss, epoch by epoch", "epoch", "loss", curves)


def test_the_picture_is_well_formed_and_says_what_it_shows() -> None:
    own = Curve("your losses", "yours", "both", ((0.0, 4.0), (1.0, 3.0), (2.0, 2.0)))
    svg = ET.fromstring(sketch_image(drawing(RIGHT, own)).svg)
    label = svg.attrib["aria-label"]
    assert "your losses: 3 points, from (0, 4) to (2, 2)" in label
    assert len(svg.findall(".//circle[@class='yours-dot']")) == 3 + 1  # and one in the legend


def test_a_curve_that_diverges_leaves_the_picture_and_the_caption_says_so() -> None:
    own = Curve("your losses", "yours", "line", ((0.0, 4.0), (1.0, 1e9), (2.0, 1e300)))
    made = sketch_image(drawing(RIGHT, own))
    assert made.caption.endswith("Yours leaves the picture.")
    paths = [path.attrib["d"] for path in ET.fromstring(made.svg).iter("path")]
    assert all(abs(float(n)) < 1e5 for d in paths for n in re.split("[MLHVh ]", d) if n)


def test_a_curve_that_stays_near_is_shown_whole() -> None:
    own = Curve("your losses", "yours", "line", ((0.0, 4.5), (1.0, 2.0), (2.0, 0.5)))
    assert "leaves" not in sketch_image(drawing(RIGHT, own)).caption


def test_a_flat_curve_can_be_drawn() -> None:
    flat = Curve("constant", "expected", "line", ((0.0, 0.0), (1.0, 0.0)))
    assert "nan" not in sketch_image(drawing(flat)).svg


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (-3.2, 7.9), (1e-4, 3e-4), (5.0, 8e5)])
def test_ticks_are_few_round_and_within_the_axis(low: float, high: float) -> None:
    axis = Axis(low, high, 0.0, 100.0)
    values = [float(text) for _, text in axis.ticks]
    assert 2 <= len(values) <= 7
    assert all(low <= v <= high for v in values)
    assert [axis.at(v) for v in values] == pytest.approx([at for at, _ in axis.ticks], abs=0.2)

"""A fictional district for `auditor demo` and the tests: a portal on loopback with known defects, in three nights."""

from auditor.sample.comparison import Comparison, Planted, compare, planted
from auditor.sample.district import NIGHTS
from auditor.sample.profile import portal
from auditor.sample.server import SampleServer

__all__ = ["NIGHTS", "Comparison", "Planted", "SampleServer", "compare", "planted", "portal"]

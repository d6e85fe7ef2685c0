"""`make bench`: every row and limit; 1 where a limit does not hold."""

import sys

from tests.bench import drafts, judging, nights, speed

if __name__ == "__main__":
    sys.exit(0 if all([speed.measure(), drafts.measure(), judging.measure(), nights.measure()]) else 1)

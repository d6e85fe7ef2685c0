"""How often two inspectors judged alike, beyond what chance alone would give, and what the figure does not say."""

import pytest
from findings import a_finding
from rulings import a_row, event

from auditor.inspection.agreement import agreement, told
from auditor.models.issue_kinds import Act


def judged(first: Act, again: str):
    return a_row(a_finding(), first, event(Act.REASSESS, again))


@pytest.mark.parametrize(
    ("pairs", "alike", "kappa"),
    [
        ([(Act.CONFIRM, "fault")] * 20 + [(Act.CONFIRM, "none")] * 5
         + [(Act.DISMISS, "fault")] * 10 + [(Act.DISMISS, "none")] * 15, 35, 0.4),
        ([(Act.CONFIRM, "fault")] * 3, 3, None),
        ([(Act.CONFIRM, "fault"), (Act.DISMISS, "none")], 2, 1.0),
        ([(Act.CONFIRM, "none"), (Act.DISMISS, "fault")], 0, -1.0),
    ],
)  # fmt: skip
def test_share_and_kappa(pairs, alike, kappa) -> None:
    one = agreement([judged(*pair) for pair in pairs])
    assert (one.rows, one.alike) == (len(pairs), alike)
    assert one.kappa == (kappa if kappa is None else pytest.approx(kappa))
    assert "不说明判断是否正确" in told(one) and f"复评{len(pairs)}条" in told(one)


def test_without_a_second_judgement_there_is_no_figure() -> None:
    assert "还没有抽样复评" in told(agreement([a_row(a_finding(), Act.CONFIRM)]))

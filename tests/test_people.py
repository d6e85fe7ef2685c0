"""Names are masked where the page says that they are names and tells of them what is nobody's business; else nothing is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.people import mask_people

NUMBER = "11010519491231002X"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"姓名：张三丰　身份证号：{NUMBER}", "姓名：张**　身份证号：11*************02X"),
        ("申请人：欧阳文 手机 13800001234", "申请人：欧** 手机 138****1234"),
        (
            "序号 姓名 村居 残疾等级\n1 李小明 石桥村 二级\n2 王芳 柳溪村 一级\n以上公示五天。\n3 赵强 河东村 二级",
            "序号 姓名 村居 残疾等级\n1 李** 石桥村 二级\n2 王* 柳溪村 一级\n以上公示五天。\n3 赵强 河东村 二级",
        ),
        ("序号 姓名 职务\n1 李小明 局长", "序号 姓名 职务\n1 李小明 局长"),  # who holds an office is public
        ("姓名：李小明　职务：局长", "姓名：李小明　职务：局长"),
        ("联系人：李小明　联系电话：0533-6880001", "联系人：李小明　联系电话：0533-6880001"),
        (
            "序号 姓名 身份证号\n1 石桥村二组二十户 （略）\n2 合计",
            "序号 姓名 身份证号\n1 石桥村二组二十户 （略）\n2 合计",
        ),
    ],
)
def test_what_is_masked_and_what_is_left_alone(text: str, shown: str) -> None:
    assert mask_people(text).replace(" ", "") == shown.replace(" ", "")


@given(st.text(alphabet="姓名：张三 身份证1380\n", max_size=60))
def test_lines_stay_lines_and_masking_twice_is_masking_once(text: str) -> None:
    once = mask_people(text)
    assert once.count("\n") == text.count("\n") and mask_people(once) == once

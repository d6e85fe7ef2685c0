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
        (
            f"序号 姓名 身份证号 住址\n1 孙丽 {NUMBER} 石桥村\n2 欧阳文  石桥村\n区民政局局长 王明",
            "序号 姓名 身份证号 住址\n1 孙* 11*************02X 石桥村\n2 欧** 石桥村\n区民政局局长 王明",
        ),
        # in running text: behind what somebody is, before his number, beside his address
        (
            f"申请人张建国，男，身份证号{NUMBER}，住石桥村。",
            "申请人张**，男，身份证号11*************02X，住石桥村。",
        ),
        (
            f"经查，李小红（身份证号：{NUMBER}）系低保户。",
            "经查，李**（身份证号：11*************02X）系低保户。",
        ),
        ("患者王强因精神残疾二级致贫。", "患者王*因精神残疾二级致贫。"),
        (f"1.王芳 {NUMBER} 2.赵强 {NUMBER}", "1.王* 11*************02X 2.赵* 11*************02X"),
        ("经办人：王五　手机：13800001234", "经办人：王*　手机：138****1234"),
        ("联系人赵敏，家住柳溪村3号", "联系人赵*，家住柳溪村3号"),
        # who holds an office is named with it, and words that are no name stay
        ("区民政局局长王明，电话13800001234", "区民政局局长王明，电话138****1234"),
        (
            f"张三，男，身份证号{NUMBER}，现任区民政局局长。",
            "张三，男，身份证号11*************02X，现任区民政局局长。",
        ),
        ("法定代表人：孙强，手机13800001234", "法定代表人：孙强，手机138****1234"),
        ("砚溪区民政局　局长：周建\n2026年3月2日", "砚溪区民政局　局长：周建\n2026年3月2日"),
        ("患者陈述病情，患者安全，防治疾病。", "患者陈述病情，患者安全，防治疾病。"),
        (
            "申请人张建国，对补贴标准不服。",
            "申请人张建国，对补贴标准不服。",
        ),  # nothing private stands with him
        (f"申请人须提供身份证，{NUMBER}", "申请人须提供身份证，11*************02X"),
    ],
)
def test_what_is_masked_and_what_is_left_alone(text: str, shown: str) -> None:
    assert mask_people(text).replace(" ", "") == shown.replace(" ", "")


@given(st.text(alphabet="姓名：张三 身份证1380\n申请人，（患者住", max_size=60))
def test_lines_stay_lines_and_masking_twice_is_masking_once(text: str) -> None:
    once = mask_people(text)
    assert once.count("\n") == text.count("\n") and mask_people(once) == once

"""Accounts made on the command line, and the portal that does not start where it cannot."""

import socket

import pytest
from mini_district import District

from auditor.cli import run
from auditor.config.clock import now
from auditor.office.accounts import sign_in
from auditor.store import Store


@pytest.fixture
def command(first_night, tmp_path, capsys):
    """The command line with the district's profile and a database of its own."""
    district, _ = first_night
    own = District(district.portal, tmp_path)

    def told(*words, code=0):
        assert run([*words, "--db", own.db]) == code
        out, err = capsys.readouterr()
        return out + err

    told.district = own
    return told


def test_an_account_is_made_listed_closed_and_opened_again(command):
    profile = str(command.district.profile)
    unit = ("--profile", profile, "--unit", "文昌湾区管委会")
    made = command("users", "add", "zhang", "--person", "张敏", "--role", "unit", *unit)
    password = made.split("第一个密码：")[1].strip()
    listed = command("users", "list")
    assert "张敏" in listed and "文昌湾区管委会" in listed and "未改第一个密码" in listed
    assert "已停用" in command("users", "disable", "zhang") and "停用" in command("users", "list")
    assert "已启用" in command("users", "disable", "zhang", "--enable")
    another = command("users", "reset", "zhang").split("第一个密码：")[1].strip()
    assert another != password
    with Store.open(command.district.db) as store:
        assert sign_in(store, "zhang", another, place="here", at=now())


def test_what_is_wrong_with_an_account_is_said(command):
    add = ("users", "add", "zhang", "--person", "张敏", "--role")
    assert "要写门户档案和单位" in command(*add, "unit", code=2)
    assert "只有责任单位" in command(*add, "chief", "--unit", "某局", code=2)
    command(*add, "chief")
    assert "没有账号“li”" in command("users", "reset", "li", code=2)
    assert "已经有账号" in command("users", "add", "zhang", "--person", "李强", "--role", "chief", code=2)


def test_a_port_that_is_taken_is_named(command):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        told = command("serve", str(command.district.profile), "--port", port, code=2)
    assert port in told and "已经有别的程序在用" in told and "--port" in told

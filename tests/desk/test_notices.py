"""Documents for owners: drafted, agreed to by name, kept in versions (B4.2.5.1 to B4.2.5.3, B4.2.6.5)."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from desk import notice_faults, publishing
from desk import notices as acts
from desk.notice_places import BadList, Places, of_list, read_list
from desk.notices import NewFile
from procedures.notices import PAPER, Audience, Given
from procedures.refused import Refused
from storage import Missing, events, notice_cases, notices
from storage.tables import Approval, Attachment, CaseEvent, Notice, NoticeFile, NoticeVersion, Task
from storage.wanted import Kept
from tests.desk.cast import Town
from tests.desk.papers import BOARD, agreed, drafted, general, paper, says
from tests.desk.test_at_once import at_once

PICTURE = NewFile("水管.jpg", Kept("a" * 64, 10, "image/jpeg", 4, 3))


def test_b4_2_5_1_a_document_is_drafted_with_its_files_and_its_clause(town: Town) -> None:
    which = drafted(town, paper(files=(PICTURE,)))
    [version] = town.rows(NoticeVersion)
    assert (version.notice_id, version.title, version.drafted_by) == (which, "停水通知", town.chen.staff_id)
    assert [file.name for file in town.rows(NoticeFile)] == ["水管.jpg"]
    [event] = [one for one in town.rows(CaseEvent) if one.what == "notice_drafted"]
    assert (event.clause, event.actor) == ("B4.2.5.1", str(town.chen))
    assert town.open_tasks() == ["notice_to_approve"]


def test_b4_2_5_2_an_important_document_needs_the_general_director_too(town: Town) -> None:
    general(town)
    which = drafted(town, paper(important=True))
    assert says(town, which, "wang") == "draft"
    with pytest.raises(Refused, match="not yours"):
        says(town, which, "sun")
    assert says(town, which, "gao") == "approved"
    signed = [(row.step, row.by_role, row.agreed) for row in town.rows(Approval)]
    assert signed == [("director", "director", True), ("general_director", "general_director", True)]
    assert town.open_tasks() == ["notice_to_publish"]


def test_b4_2_5_2_nobody_agrees_to_their_own_and_nobody_twice(town: Town) -> None:
    general(town)
    which = drafted(town, by="wang")
    with pytest.raises(Refused, match="own notice"):
        says(town, which, "wang")
    assert says(town, which, "sun") == "approved"
    important = drafted(town, paper(important=True))
    says(town, important, "gao")
    with pytest.raises(Refused, match="needs another"):
        says(town, important, "gao")


def test_b4_2_5_3_disagreeing_needs_a_reason_and_goes_back_to_its_writer(town: Town) -> None:
    which = drafted(town)
    with pytest.raises(Refused, match="words needed"):
        says(town, which, "wang", agree=False, why=" ")
    assert says(town, which, "wang", agree=False, why="時間不對") == "declined"
    [task] = [one for one in town.rows(Task, kind="notice_to_change") if one.done_at is None]
    assert task.staff_id == town.chen.staff_id
    assert [(row.agreed, row.reason, row.at) for row in town.rows(Approval)] == [
        (False, "時間不對", town.now)
    ]
    assert town.store.read(lambda session: events.broken_at(session, town.ids["A"])) is None


def test_b4_2_5_3_what_was_changed_meanwhile_is_not_agreed_to(town: Town) -> None:
    which = drafted(town)
    town.do(acts.rewrite, which, paper(), seen=1, by=town.chen)
    with pytest.raises(Refused) as refused:
        says(town, which, "wang", seen=1)
    assert (refused.value.text_id, refused.value.facts["version"]) == ("refused.notice_was_changed", "2")
    assert town.rows(Approval) == []
    assert says(town, which, "wang", seen=2) == "approved"


def test_b4_2_6_5_every_version_is_kept_and_found_and_nothing_is_deleted(town: Town) -> None:
    which = agreed(town)
    town.do(acts.rewrite, which, paper(important=False), seen=1, by=town.li)
    town.do(publishing.withdraw, which, reason="重寫", by=town.chen)
    assert [row.version for row in town.rows(NoticeVersion)] == [1, 2]
    find = lambda words: town.store.read(  # noqa: E731  three looks, one line each
        lambda session: [row.notice.id for row in notices.archive(session, town.ids["A"], words=words)[0]]
    )
    assert (find("停水 九時"), find("N2611"), find("電梯")) == ([which], [which], [])
    [notice] = town.rows(Notice)
    assert (notice.state, notice.why_withdrawn) == ("withdrawn", "重寫")


def test_two_who_write_at_once_make_one_version(town: Town) -> None:
    which = drafted(town)
    rewrite = lambda: town.do(acts.rewrite, which, paper(), seen=1, by=town.chen)  # noqa: E731
    assert sorted(at_once(rewrite, rewrite), key=str) == [2, "refused.notice_was_changed"]


def test_an_agreed_document_that_is_changed_needs_agreement_again(town: Town) -> None:
    which = agreed(town)
    town.do(acts.rewrite, which, paper(), seen=1, by=town.chen)
    with pytest.raises(Refused, match="not approved"):
        town.do(publishing.publish, which, seen=2, by=town.chen)


def test_files_of_the_version_before_are_kept_where_that_is_wanted(town: Town) -> None:
    which = drafted(town, paper(files=(PICTURE, NewFile("圖.jpg", PICTURE.kept))))
    first, _ = town.rows(NoticeFile)
    town.do(acts.rewrite, which, paper(keep=frozenset({first.id})), seen=1, by=town.chen)
    assert len(town.rows(Attachment)) == 2
    with pytest.raises(Missing):
        town.do(acts.rewrite, which, paper(keep=frozenset({99})), seen=2, by=town.chen)


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        (paper(means=frozenset()), "needs means"),
        (paper(means=frozenset(PAPER)), "one paper"),
        (paper(BOARD, Places(Audience.LIST, [(1, "")])), "list on board"),
        (paper(files=(PICTURE,) * 10), "many files"),
    ],
    ids=["no means", "two papers", "a list on the board", "ten files"],
)
def test_what_does_not_fit_is_refused(small_town: Town, wanted: acts.Draft, why: str) -> None:
    with pytest.raises(Refused, match=why):
        drafted(small_town, wanted)


def test_the_principal_writes_no_documents_and_a_consultancy_has_none(small_town: Town) -> None:
    with pytest.raises(Refused, match="role may not"):
        drafted(small_town, by="admin")


def test_a_list_names_every_bad_row(small_town: Town) -> None:
    listed = read_list("樓棟,房號,欠費\n3座,12A,350\n9座,1A,1\n3座,12A,2\n".encode("gb18030"))
    with pytest.raises(BadList) as bad:
        small_town.store.read(lambda session: of_list(session, listed, small_town.ids["A"]))
    named = [(one.row, one.text_id, one.facts["unit"]) for one in bad.value.faults]
    assert named == [(3, "refused.unit_unknown", "9座 1A"), (4, "refused.unit_twice", "3座 12A")]


def test_a_workbook_is_a_list_and_a_formula_in_it_is_named() -> None:
    book, out = Workbook(), BytesIO()
    for row in (("樓棟", "房號", "金額"), ("3座", "12A", "350"), ("3座", "5B", "=1+1")):
        book.active.append(row)
    book.save(out)
    with pytest.raises(BadList) as bad:
        read_list(out.getvalue())
    assert [(one.row, one.text_id) for one in bad.value.faults] == [(3, "refused.cell_is_a_formula")]


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00", b"PK\x03\x04broken", b"a,b\n1,2\n", "樓棟,房號\n".encode()]
)
def test_what_is_no_list_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        read_list(data)


def test_another_centres_document_is_not_there(town: Town) -> None:
    which = drafted(town)
    with pytest.raises(Missing):
        town.do(acts.rewrite, which, paper(), seen=1, by=town.zhao)
    assert Given.BOARD not in acts.means_of(town.rows(NoticeVersion)[0])


def test_b5_3_a_case_names_the_document_that_caused_it_and_its_writer_follows_it_up(town: Town) -> None:
    which = agreed(town, paper(BOARD))
    town.do(publishing.publish, which, seen=1, by=town.chen)
    case_id = town.chat().files().id
    town.do(notice_faults.name_cause, case_id, " n2611-0001 ", by=town.li)
    [task] = town.rows(Task, kind="notice_caused_case")
    assert (task.staff_id, task.clause, task.case_id) == (town.chen.staff_id, "B5.3", case_id)
    assert "notice_named" in town.what_happened(case_id)
    caused = town.store.read(lambda session: notice_cases.caused_by(session, which, town.ids["A"]))
    assert [row.case.id for row in caused] == [case_id]
    for number in ("N2611-0001", "N2611-9999"):
        with pytest.raises(Refused):
            town.do(notice_faults.name_cause, case_id, number, by=town.li)

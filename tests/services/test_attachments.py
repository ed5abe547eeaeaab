"""附件: added by file or bytes, made small, listed, kept from change once judged, taken away with a reason."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from ffp_desktop.domain.attachments import AttachmentKind, Presence
from ffp_desktop.domain.custody import seal_of
from ffp_desktop.domain.revisions import canonical_json, merge
from ffp_desktop.errors import FfpError
from ffp_desktop.services.attachments import Attachments
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.rebuild import rebuild_tables
from ffp_desktop.store.vault import OpenVault
from tests.conftest import VILLAGE, Clock
from tests.documents.pictures.paper import printed_form

PAPER, CERTIFICATE = AttachmentKind.PAPER, AttachmentKind.CERTIFICATE


@pytest.fixture
def attachments(vault: OpenVault, clock: Clock) -> Attachments:
    return Attachments(vault, clock)


@pytest.fixture
def survey(surveys: Surveys) -> str:
    return surveys.start(VILLAGE, "东屯第一")


def photo(shade: int = 120) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (320, 240), (shade, 90, 60)).save(out, "PNG")
    return out.getvalue()


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(FfpError) as refused:
        call()
    return refused.value.code


def test_add__a_pdf__is_a_page_each__and_opens_as_jpeg(attachments: Attachments, survey: str) -> None:
    done = attachments.add(survey, printed_form(), PAPER, "扫描\n件.pdf")
    assert [(one.page, one.pages, one.name, one.author) for one in done.attachments] == [
        (1, 2, "扫描 件.pdf", "苏日娜"),
        (2, 2, "扫描 件.pdf", "苏日娜"),
    ]
    content = attachments.open(done.attachments[1].id)
    assert Image.open(io.BytesIO(content)).size == (2000, 1415)
    assert attachments.count(survey) == 2
    assert {kept.presence for kept in attachments.list(survey)} == {Presence.HERE}


def test_add__the_same_again__adds_nothing_until_it_was_removed(attachments: Attachments, survey: str) -> None:
    (first,) = attachments.add(survey, photo(), PAPER, "a.png").attachments
    again = attachments.add(survey, photo(), PAPER, "b.png")
    assert (again.attachments, again.known) == ((), 1)
    attachments.remove(first.id, "拍糊了")
    assert len(attachments.add(survey, photo(), PAPER, "c.png").attachments) == 1


def test_add__cancelled__keeps_nothing(attachments: Attachments, survey: str, vault: OpenVault) -> None:
    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        attachments.add(survey, photo(), PAPER, "a.png", stop)
    assert attachments.count(survey) == 0
    assert not (vault.folder / "attachments").exists()


def test_add__more_than_a_survey_may_have__is_refused(
    attachments: Attachments, survey: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ffp_desktop.services.attachments.MOST_OF_A_SURVEY", 1)
    attachments.add(survey, photo(), PAPER, "a.png")
    assert code_of(lambda: attachments.add(survey, photo(30), PAPER, "b.png")) == "attachment.too_many"


def test_add__when_the_disk_refuses__leaves_the_journal_as_it_was(
    attachments: Attachments, survey: str, fill_disk: Callable[[bool], None], vault: OpenVault
) -> None:
    (vault.folder / "attachments").write_bytes(b"no folder can be made here")
    assert code_of(lambda: attachments.add(survey, photo(), PAPER, "a.png")) == "file.cannot_write"
    assert attachments.list(survey) == () and vault.journal.heads() == {}


def test_add__to_an_unknown_or_withdrawn_survey__is_refused(
    attachments: Attachments, survey: str, vault: OpenVault
) -> None:
    assert code_of(lambda: attachments.add("nowhere", photo(), PAPER, "a")) == "survey.unknown"
    set_state(vault, survey, "作废")
    assert code_of(lambda: attachments.add(survey, photo(), PAPER, "a")) == "attachment.survey_withdrawn"


def test_judged_survey__can_be_added_to__but_nothing_is_taken_away(
    attachments: Attachments, survey: str, vault: OpenVault
) -> None:
    (first,) = attachments.add(survey, photo(), PAPER, "a.png").attachments
    set_state(vault, survey, "审核通过")
    assert len(attachments.add(survey, photo(30), PAPER, "b.png").attachments) == 1
    assert code_of(lambda: attachments.remove(first.id, "不要了")) == "attachment.frozen"
    assert code_of(lambda: attachments.set_kind(first.id, CERTIFICATE)) == "attachment.frozen"


def test_remove__without_a_reason__is_refused(attachments: Attachments, survey: str) -> None:
    (first,) = attachments.add(survey, photo(), PAPER, "a.png").attachments
    assert code_of(lambda: attachments.remove(first.id, " ")) == "attachment.reason_missing"
    assert attachments.remove(first.id, "拍糊了").removed == "拍糊了"
    assert attachments.count(survey) == 0


def test_set_kind__changes_what_the_list_says(attachments: Attachments, survey: str) -> None:
    (first,) = attachments.add(survey, photo(), PAPER, "a.png").attachments
    assert attachments.set_kind(first.id, CERTIFICATE).kind is CERTIFICATE
    assert [kept.attachment.kind for kept in attachments.of_surveys([survey, "other"])] == [CERTIFICATE]


def test_find__by_the_end_of_its_id(attachments: Attachments, survey: str) -> None:
    (first,) = attachments.add(survey, photo(), PAPER, "a.png").attachments
    assert attachments.find(first.id[-8:]) == first.id
    attachments.add(survey, photo(30), PAPER, "b.png")
    assert code_of(lambda: attachments.find("")) == "attachment.ambiguous"
    assert code_of(lambda: attachments.find("*?")) == "attachment.ambiguous"  # no wildcards of its own
    assert code_of(lambda: attachments.find("zz")) == "attachment.unknown"


def test_export__writes_what_is_shown(attachments: Attachments, survey: str, tmp_path: Path) -> None:
    (first,) = attachments.add(survey, photo(), PAPER, "a.png").attachments
    attachments.export(first.id, tmp_path / "a.jpg")
    assert (tmp_path / "a.jpg").read_bytes() == attachments.open(first.id)


def set_state(vault: OpenVault, survey: str, state: str) -> None:
    """As a revision of somebody who may, with what two people have judged."""
    header = vault.surveys.get(survey)
    seal = seal_of(merge(vault.journal.revisions(survey)))
    judged = {f"judge:150722108:{who}": canonical_json({"name": who, "seal": seal}) for who in ("鄂志强", "敖丽娟")}
    sets = {
        **judged,
        "status": canonical_json(state),
        "survey": canonical_json(
            {
                "number": header.number,
                "household": header.household,
                "round": header.round,
                "form": header.form,
                "village": header.village,
                "running": 1,
                "created_by": vault.operator.id,
                "created_at": "2023-03-06T14:32:00",
            }
        ),
    }
    vault.journal.append("survey", survey, VILLAGE, (), sets, vault.operator.id, "2023-03-06T15:00:00")
    with vault._database.write() as connection:
        connection.exec_driver_sql("UPDATE draft SET revision = 1 WHERE survey = ?", (survey,))
    rebuild_tables(vault._database)

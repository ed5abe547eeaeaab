"""Key-person households of a township, and their files."""

from collections.abc import Callable, Sequence
from io import BytesIO

import pytest
from PIL import Image

from ffp_desktop.domain.attachments import AttachmentKind
from ffp_desktop.services.archive.files import Archive
from ffp_desktop.services.attachments import Attachments
from ffp_desktop.services.surveys import Surveys
from ffp_desktop.store.vault import OpenVault
from tests.conftest import Clock

Attach = Callable[[str, AttachmentKind], None]


@pytest.fixture
def key_persons() -> dict[str, Sequence[str]]:
    """Kinds of key people by household; a test puts in whom it wants."""
    return {}


@pytest.fixture
def archive(vault: OpenVault, surveys: Surveys, key_persons: dict[str, Sequence[str]], clock: Clock) -> Archive:
    return Archive(vault, surveys, lambda _round: dict(key_persons), clock)


@pytest.fixture
def attach(vault: OpenVault, clock: Clock) -> Attach:
    """Puts a picture of its own on a survey."""
    made = iter(range(0, 256, 25))

    def put(survey: str, kind: AttachmentKind) -> None:
        content = BytesIO()
        Image.new("RGB", (40, 30), (next(made), 90, 90)).save(content, "JPEG")
        Attachments(vault, clock).add(survey, content.getvalue(), kind, "照片.jpg")

    return put

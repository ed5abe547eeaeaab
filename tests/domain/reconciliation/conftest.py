"""The words of the real form."""

import pytest

from ffp_desktop.domain.form.definition import Form
from ffp_desktop.domain.reconciliation.vocabulary import Vocabulary
from ffp_desktop.domain.table.synonyms import read_synonyms
from ffp_desktop.paths import FORMS
from ffp_desktop.services.forms import FormShelf


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    form: Form = FormShelf().form
    return Vocabulary(form, read_synonyms(FORMS / form.id, form))

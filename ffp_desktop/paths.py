"""Where things are: the program's own read-only folders and the user's data folder."""

from pathlib import Path

import platformdirs

_PROJECT = Path(__file__).resolve().parent.parent

FORMS = _PROJECT / "forms"
RESOURCES = _PROJECT / "resources"


def default_vault() -> Path:
    """The folder of the vault when none is named."""
    return Path(platformdirs.user_data_dir("ffp-desktop", appauthor=False)) / "vault"


def settings_file() -> Path:
    """The file of this computer's settings (window, printer); it holds no personal data."""
    return Path(platformdirs.user_config_dir("ffp-desktop", appauthor=False)) / "settings.json"


def log_folder() -> Path:
    """The folder of the log files; they carry ids and codes only."""
    return Path(platformdirs.user_log_dir("ffp-desktop", appauthor=False))

"""Surveys as JSON files: read whole or refused whole, checked without a vault, written so that reading gives them back.

`json_text` cuts the text into surveys, `answer_reading` reads one value, `reading` a survey, `writing` is the inverse.
"""

from ffp_desktop.services.survey_file.check import check_survey, list_findings
from ffp_desktop.services.survey_file.filed_survey import FiledConfirmation, SurveyFile
from ffp_desktop.services.survey_file.reading import iterate_surveys, read_surveys
from ffp_desktop.services.survey_file.writing import encode_survey, write_surveys

__all__ = [
    "FiledConfirmation",
    "SurveyFile",
    "check_survey",
    "encode_survey",
    "iterate_surveys",
    "list_findings",
    "read_surveys",
    "write_surveys",
]

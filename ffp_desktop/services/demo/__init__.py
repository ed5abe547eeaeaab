"""Demonstration households of 莫旗: invented, believable, the same for the same seed, with mistakes on demand."""

from ffp_desktop.services.demo.demonstration import DemoSurvey, make_surveys
from ffp_desktop.services.demo.mistakes import PlantedMistake

__all__ = ["DemoSurvey", "PlantedMistake", "make_surveys"]

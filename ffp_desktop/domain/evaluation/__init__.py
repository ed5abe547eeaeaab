"""What follows from the answers given: relevance, calculated values, findings and what is still missing.

`plan` knows what depends on what, `worksheet` spreads a change, `board` keeps the findings, `Evaluation` is the door.
"""

from ffp_desktop.domain.evaluation.evaluation import Evaluation
from ffp_desktop.domain.evaluation.worksheet import Effect

__all__ = ["Effect", "Evaluation"]

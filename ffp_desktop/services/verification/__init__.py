"""Quality of typing: surveys typed a second time, blind, and how many mistakes and keys an operator's day has.

`Verifications` draws surveys, opens a `VerificationSession` (for the sheet: a `BlindSession`) and finishes it;
`overview` lists what waits and what was done; `statistics` counts, and `statistics_file` writes a workbook.
"""

from ffp_desktop.domain.verification.comparison import Decision
from ffp_desktop.services.verification.session import Difference, VerificationSession
from ffp_desktop.services.verification.verifications import Finished, Sampled, Verifications

__all__ = ["Decision", "Difference", "Finished", "Sampled", "VerificationSession", "Verifications"]

"""Known errors: a code for programs and one calm Chinese sentence for people.

Anything that is not an `FfpError` is a bug. A sentence says where, what is wrong and what to do, and never
carries an answer or a name.
"""


class FfpError(Exception):
    """A thing that can go wrong in normal use.

    `code` is words by area, e.g. `vault.password_wrong`; tests assert it. `sentence` is shown as it is.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(f"{code}: {sentence}")
        self.code = code
        self.sentence = sentence

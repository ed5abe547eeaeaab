"""复录：a survey typed a second time, blind, on the same sheet as the first."""

"""The derived table of surveys: what lists, counts, searches and look-ups in other households read.

API (each method is one transaction):
    create(household, round, form, village, operator, at, household_id="") -> SurveySummary (a new draft, numbered)
    get(survey) -> SurveySummary (FfpError survey.unknown)      save_summary(survey, SurveySummaryFields)
    list(SurveyFilter, limit=0, offset=0) -> tuple[SurveySummary, …] newest change first       count(SurveyFilter) -> SurveyCounts
    people(survey) -> tuple[Person, …]
    find_phone_elsewhere(phone, round, survey) / find_id_elsewhere(person_key, round, survey) -> tuple[Elsewhere, …]
    village_suggestions(item, village, limit=20) -> tuple[str, …] most used first
"""

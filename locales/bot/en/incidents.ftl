### One matter of many, open letters, improvement: why something is not possible now.
refused-proposal_is_elsewhere = This proposal has moved on. Please look at it again.
refused-incident_closed = Incident { $number } is closed.
refused-no_case_chosen = Please choose at least one case.
refused-not_of_this_incident = Case { $case } does not belong to this incident.
refused-in_another_incident = Case { $case } already belongs to another incident.
refused-somebody_answered_all = A colleague has just answered incident { $number }. Please read that first.

## One answer to all
incident-answer = About what you told us (case { $number }): several owners have raised the same matter, so here is our answer to all of you.
    { $words }

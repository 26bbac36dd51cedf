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

## Open letters
letter-open = About what you told us (case { $number }), please read our answer in this open letter.

    { $title }

    { $words }

    { $centre }
refused-own_letter = Somebody else has to agree to what you wrote.
refused-letter_is_decided = This version has been decided on.
refused-letter_not_approved = Nobody has agreed to this letter yet, so it cannot be sent.
refused-letter_is_sent = Every owner has been sent this letter.
refused-letter_to_nobody = The incident has no case, so there is nobody to send this letter to.

## Improvement
refused-day_is_past_or_far = This day is past, or too far away.
refused-check_before_measure = The effect is checked after the measure is due.
refused-too_early_to_check = The measure is not due yet, so its effect cannot be seen.
refused-review_is_elsewhere = This review has moved on. Please look at it again.
refused-action_of_one_thing = An action belongs to one case or to one review.
refused-action_not_done = The action has not been done yet, so it cannot be verified.
refused-own_action = Somebody else has to verify what you were responsible for or did (A3.2).

### Triage, first contact, and the explanation of an invalid complaint

triage-invalid = We have looked into case { $number } and would like to explain:
    { $explanation }
    What we did for you all the same: { $helped }
    If you see it differently or would like to add something, please just reply here; a colleague will look again.
triage-agree = I understand
triage-object = I disagree
triage-agreed = Thank you for your understanding. If you need anything else, just write to us here.
triage-looked_at_again = The director will look at case { $number } again and get in touch with you. You can write your reasons right here.
triage-answer_is_over = This has been taken up again; please see the latest message.
triage-apology = Dear { $owner }, this is { $staff } of { $centre }. I am looking after your matter ({ $matter }, { $number }). I am very sorry for the trouble.
    Service phone { $phone }, 24-hour phone { $phone_24h }, complaints phone { $phone_complaints }
triage-apology_unknown = Hello, this is { $staff } of { $centre }. I am looking after your matter ({ $matter }, { $number }). I am very sorry for the trouble.
    Service phone { $phone }, 24-hour phone { $phone_24h }, complaints phone { $phone_complaints }

refused-cause_kind_needed = Please choose what kind of cause it was (A3.2).
refused-first_contact_needed = Speak with the owner before you resolve it: the handler writes in the chat, or a call or visit is put on record (A4.2.3.1.2).
refused-explanation_needed = An invalid complaint needs the explanation that the owner will read (A4.2.3.2).
refused-help_needed = Please also say how we helped all the same (A4.2.3.2).
refused-never_invalid = The procedure knows no invalid cases of this kind.
refused-triage_reason_needed = Please give the reason for this decision (A4.2.3).
refused-still_undecided = Nobody has decided yet whether this complaint is valid; please decide first (A4.2.3).
refused-log_the_call = Reply to the owner in the case, or log the call; that ends this task.
refused-decide_first = Decide in the case; that ends this task.

case-reopened = We are sorry that this is not settled yet. We have opened your case { $number } again and will reply by { $reply_by }.
    Service phone { $phone }, 24-hour phone { $phone_24h }, complaints phone { $phone_complaints }

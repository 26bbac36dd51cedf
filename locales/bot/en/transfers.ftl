### Transfers and consent

menu-consent = consent to a transfer
recipient-company = the company
recipient-developer = the developer
recipient-contractor = the contractor
consent-may_we = Case { $number } needs { $recipient }, { $name }.
    Why: { $reason }
    May we give them your name, phone, flat and what you told us, so that they can reach you? If not, we follow it up all the same and name only the defect, not you.
consent-yes = Yes, you may
consent-no = No
consent-thanks = Thank you. Your details go to { $name } only, and for this matter only.
consent-respected = Of course. { $name } will not get your details; we follow it up all the same.
consent-remind = We are still waiting for your word on case { $number }:
consent-over = This question has been settled already, thank you.
consent-later = All right, nothing is decided. Without your consent nobody else gets your details.
transfer-sent = Case { $number } has been passed on to { $name }. We follow it up until they answer, by { $due }.
transfer-answered = Case { $number }: { $name } has answered.
    { $words }
transfer-withdrawn = Case { $number } is no longer with { $name }; we will be in touch with you directly.
transfer-note = To { $name }:
    Passed on by { $centre }, number { $number }
    Category: { $category }
    Building: { $building }
    Received: { $opened_at }
    What is wrong: { $defect }
    Why it is yours: { $reason }
transfer-note_person = Owner: { $owner }
    Phone: { $phone }
    Flat: { $unit }
    In the owner's words: { $story }
    The owner agreed to these details being given for this matter; please use them for nothing else.
transfer-note_nobody = The owner's details are not given; please arrange access to the flat through us.
transfer-note_end = Please tell us what you will do, and when. { $centre }, phone { $phone }

refused-no_such_transfer = The procedure knows no such transfer.
refused-transfer_is_elsewhere = This transfer has moved on; please look at it again.
refused-day_is_to_come = This day is still to come; please check it.
refused-record_the_consent = Write down in the transfer whether the owner agrees; that ends this task.
refused-record_the_answer = Write down their answer in the transfer; that ends this task.

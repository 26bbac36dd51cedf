## Postponing: the owner hears that a time will not be kept (A4.2.3.1.4)
postponed-tell = We are very sorry: case { $number } ({ $matter }) was to be done by { $old_by }, and we will not make it.
    The reason: { $reason }
    May we have it done by { $until } instead?
    Service phone { $phone }, 24-hour phone { $phone_24h }, complaints phone { $phone_complaints }
postponed-tell_first = We are very sorry: case { $number } ({ $matter }) needs some more time.
    The reason: { $reason }
    We plan to have it done by { $until }. Is that all right?
    Service phone { $phone }, 24-hour phone { $phone_24h }, complaints phone { $phone_complaints }
postponed-fine = That is fine
postponed-other = Another time
postponed-person = Talk to somebody
postponed-when_then = By when would you like it done? Just write it, such as "by 3 pm the day after tomorrow".
postponed-fine_after_all = Your time is fine
postponed-thanks = Thank you for your patience. Case { $number } will be done by { $until }.
postponed-passed_on = Thank you. You would like it done by { $until }; whoever is on case { $number } knows, and will answer you soon.
postponed-person_called = All right, whoever is on case { $number } will contact you (for now it is planned by { $until }).
postponed-agreed = Your time it is: case { $number } will be done by { $until }.
postponed-remind = We are still waiting for your word on the new time of case { $number }:
postponed-over = That time has changed again, or the matter is done. Please go by our latest message, and thank you.
case-close_by = We expect to have it done by { $close_by }.
menu-postponed = The new time

## Visits: fixing a time
menu-visit = Time of a visit
menu-visit_check = Was somebody there
menu-visits = My visits
visit-role_assistant = our service assistant
visit-role_records_clerk = our records clerk
visit-role_department_head = our department head
visit-role_engineering_supervisor = our engineering supervisor
visit-role_service_head = our head of customer service
visit-role_supervisor = our supervisor
visit-role_director = the director of the service centre
visit-role_general_director = our general director
visit-role_quality = our quality department
visit-role_company = our company
visit-role_principal = the client's representative
visit-role_admin = our service centre
visit-who = { $role } ({ $name })
visit-ask_case = Hello. Now that case { $number } ({ $matter }) has been dealt with, { $who } would like to come and see for themselves, and hear what you think. When would suit you?
visit-ask_rain = Hello. After the heavy rain, { $who } would like to check whether the place repaired in case { $number } ({ $matter }) has stayed dry. When would suit you?
visit-ask_new_owner = Hello, and welcome to your new home. We hope we may call on you: { $who } would like to hear how you have settled in. When would suit you?
visit-ask_greeting = Hello, { $who } would like to call on you and hear what you think of our service. When would suit you?
visit-ask_again = Sorry we missed you: nobody was home when { $who } called. When would suit you better?
visit-change = It is agreed that { $who } will come on { $time }. When would you like it instead?
visit-remind = Sorry to ask again: we have no time for the visit yet. Which would suit you? One tap is enough, and do tell us if you would rather not.
visit-another = Another time
visit-not_now = Ask me in a few days
visit-no = No visit, please
visit-booked_another = Another time
visit-booked_keep = Leave it as it is
visit-booked_no = Cancel the visit
visit-which_time = Please tell us when it suits you, for example: tomorrow after 3pm, or Saturday morning.
visit-any_time = Any time is fine
visit-instead = All right. Shall we phone you for a few words instead?
visit-instead_phone = Yes, phone me
visit-instead_none = Neither, thank you
visit-why_not = Understood. If you like, tell us why, so that we can do better.
visit-booked = Agreed: { $who } will come on { $time }. We will remind you the evening before.
visit-booked_soon = Agreed: { $who } will come on { $time }.
visit-changed = Changed: { $who } will come on { $time }.
visit-booked_by_staff = As agreed with you, { $who } will come on { $time }.
visit-changed_by_staff = The time of the visit has changed: { $who } will come on { $time }. If that does not suit you, please use the choice below.
visit-tomorrow = A reminder: { $who } will come on { $time }.
visit-change_it = Change or cancel
visit-full = Sorry, that time has just been taken. Please choose another.
visit-outside = Sorry, we cannot come at that time: it is outside our visiting hours, or fully booked. A colleague will phone you to find one.
visit-put_off = All right, we will ask again in a few days.
visit-kept = All right, it stays as it is: { $who } will come on { $time }.
visit-by_phone = All right, no visit; a colleague will phone you.
visit-declined = All right, no visit. Thank you for telling us.
visit-over = This visit has been settled; there is nothing more to arrange. Thank you.
visit-list = The visits you are expecting:
visit-none = There is no visit arranged at the moment.
visit-line = { $time } · { $who }
visit-called_off = The visit on { $time } will not take place. We are sorry for the trouble.
    Service phone { $phone }, 24-hour phone { $phone_24h }, complaints phone { $phone_complaints }

## After the visit: the owner's own word
visit_check-was_here = Hello. We have it on record that { $who } visited you on { $time }. Is that right?
visit_check-yes = Yes
visit_check-not_right = Something is wrong
visit_check-nobody = Nobody came
visit_check-remind = Sorry to ask again: we have it on record that { $who } visited you on { $time }. Is that right?
visit_check-thanks = Thank you for confirming.
visit_check-sorry_not_right = We are sorry. The director will check this record.
    Service phone { $phone }, 24-hour phone { $phone_24h }, complaints phone { $phone_complaints }
visit_check-sorry_nobody = We are very sorry. This does not count as a visit; the director will look into it personally and contact you.
    Service phone { $phone }, 24-hour phone { $phone_24h }, complaints phone { $phone_complaints }
visit_check-tell_us = If you like, tell us what happened.
visit_check-noted = The director has your message. Thank you.

## Not possible: told to staff
refused-visit_in_future = A visit cannot be later than now.
refused-visit_before_plan = A visit cannot be earlier than the moment it was planned.
refused-delegating_needs_director = Only the director can send somebody of another role.
refused-delegating_needs_reason = Please say why this colleague goes instead.
refused-visit_time_past = That time is past.
refused-visit_full = There is no room for another visit at that time.
refused-visit_too_long = A visit begins and ends on one day, and ends after it begins.
refused-not_on_site = This revisit is not one on site.
refused-reason_needed = Please give a reason.
refused-visit_day_past = That day is past.
refused-outcome_needs_case = There is no case behind this visit: it can only end as "nothing open" or "not at home".
refused-visit_needs_booking = This is done when a time is agreed or the result is on record.
refused-photo_bad = One of the pictures cannot be used: JPEG, PNG or WebP up to 20 MB. Your words are still here; please choose the pictures again.
refused-photos_too_many = At most { $most } pictures at once. Your words are still here; please choose the pictures again.
refused-photo_no_room = There is no room for pictures just now. Your words are still here; please send them without, and tell whoever runs the server.

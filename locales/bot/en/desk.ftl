### Huifang: what the bot says to owners. Short, polite, natural.

## Menu
menu-welcome = Hello, this is { $centre }. Tell us here about anything that needs repair, a complaint, a question or a suggestion.
    Service phone { $phone }
    24-hour phone { $phone_24h }
    Complaints phone { $phone_complaints }
menu-repair = Repair
menu-complaint = Complaint
menu-enquiry = Question
menu-suggestion = Suggestion
menu-cases = My cases
menu-bind = Link my flat
menu-person = Talk to a person
menu-language = 語言 Language
menu-beginning = what you told us just now
menu-revisit = Follow-up
menu-menu = Menu
menu-go_on = ▸ Go on with: { $flow }

## Common
dialog-is_yes = Yes
dialog-is_no = No
dialog-right = Yes, that is right
dialog-skip = Skip
dialog-none = (none)
dialog-back = ‹ Back
dialog-cancel = Cancel
dialog-file = ✓ Submit
dialog-change = Change something
dialog-drop = Do not submit
dialog-go_on = Continue
dialog-let_it_be = No, thanks
dialog-any_time = Any time
dialog-other_time = Another time
dialog-photos_done = Done, next
dialog-no_photos = No photo
dialog-photo_count = { $count ->
    [0] none
   *[other] { $count }
}
dialog-photos_so_far = { $count ->
    [one] Got it: 1 photo so far.
   *[other] Got it: { $count } photos so far.
}
dialog-more_photos = You can send more. When you are finished, tap “Done, next”.
dialog-photo_kept = Thank you, we will attach the photo.
dialog-stars = { $count } ★
dialog-please_tap = Please tap one of the options below, or reply with its number.
dialog-please_write = Please tell us in words.
dialog-please_photo = Please send a photo, or tap the choice below to go on.
dialog-words_noted = Noted. Send a photo if you have one, or tap the choice below to go on.
dialog-too_long = That is too long for one message. Please send it in parts of up to { $most } characters.
dialog-time_understood = Do you mean { $time }?
dialog-which_half = Which time do you mean?
dialog-time_is_past = That time has already passed. Please name another.
dialog-time_too_far = That is too far ahead. Please name a time within a year.
dialog-time_unclear = Sorry, we could not read that time. Try “tomorrow after 3pm”, “Saturday morning” or “3 Dec”.
dialog-button_is_old = This choice no longer works. Nothing was changed.
dialog-answered_already = You have already answered this one. To change it, tap “Back”, or “Change something” at the end.
dialog-what_to_change = What would you like to change?
dialog-cancelled = All right, cancelled; nothing was submitted. Write to us whenever you need.
dialog-dropped = All right, we have let that unfinished form go.
dialog-one_is_unfinished = You have an unfinished form ({ $flow }). Would you like to continue?
dialog-only_words_and_photos = Sorry, we cannot open { $what } yet. Please tell us in words or photos.
dialog-edit_noted = We have noted your edited text. To change an answer, tap “Back” or “Change something”.
dialog-went_wrong = Sorry, we could not process that message. It has been saved and a colleague will look at it soon. If it is urgent, please call:
    Service phone { $phone }, 24-hour phone { $phone_24h }, complaints phone { $phone_complaints }
dialog-resent = (resent)
other-sticker = stickers
other-voice = voice messages
other-location = locations
other-video = videos
other-contact = contact cards
other-file = files
other-animation = animations
other-thing = this kind of message
language-which = 請選擇語言 / 请选择语言 / Please choose a language
language-zh-hant = 繁體中文
language-zh-hans = 简体中文
language-en = English
language-set = All right, we will write to you in English.

## Names in a summary
label-unit = Flat
label-category = About
label-water_running = Water running now
label-story = What happened
label-question = Question
label-idea = Idea
label-pictures = Photos
label-visit = We may come
label-wish = Answer wanted

## Categories
kind-complaint = Complaint
kind-repair = Repair
kind-enquiry = Question
kind-suggestion = Suggestion
kind-engagement = Engagement
category-bathroom_leak = bathroom leak
category-ceiling_leak = ceiling leak
category-window_leak = window leak
category-wall_leak = wall leak
category-roof_leak = roof leak
category-drain = blocked drain
category-water_supply = water supply
category-power = power and lighting
category-door_lock = doors, windows, locks
category-lift = lift
category-intercom = intercom and access
category-public_area = common areas
category-cleaning = cleaning
category-greening = gardens
category-fire_safety = fire safety
category-vehicles = vehicles and roads
category-public_order = security
category-noise = noise
category-staff_manner = staff conduct
category-fees = fees
category-special_service = special services
category-house_quality = building quality
category-other = something else

## Shared by several flows
common-which_flat = Which building and flat is it? (For example: Block 3, 12A)
common-kept_now_which_flat = We have noted that. Which building and flat is it? (For example: Block 3, 12A)
common-pick_unit = Which place is it?
common-public_area = A common area
common-when_do_you_need_an_answer = By when would you like an answer? You can write, for example, “tomorrow by 3pm”.
common-as_promised = Your usual time is fine

## Repair
repair-what = What needs repair? You can also describe it.
repair-is_water_running = Is water running right now?
repair-close_the_valve = Please close the water valve. If you cannot, call the 24-hour phone { $phone } now and we will come at once.
repair-tell_us = Please describe it: where, and since when.
repair-send_photos = Do you have a photo? It helps us bring the right parts.
repair-when_can_we_come = When may we come? Tap a time, or write “tomorrow after 3pm”.
repair-summary = Please check. Shall we submit this repair?

## Complaint
complaint-sorry = We are very sorry for the trouble.
    Service phone { $phone }, 24-hour phone { $phone_24h }, complaints phone { $phone_complaints }
complaint-what = What is it about? You can also describe it.
complaint-tell_us = Please tell us what happened.
complaint-send_photos = If you have photos, please send them too.
complaint-summary = Please check. Shall we submit this?

## Question, suggestion
enquiry-tell_us = Please write your question.
enquiry-summary = Please check. Shall we submit this?
suggestion-what = What is your suggestion about? You can also describe it.
suggestion-tell_us = Please tell us your idea.
suggestion-send_photos = If you have photos, please send them too.
suggestion-summary = Thank you for your suggestion. Shall we submit it?

## From one sentence
beginning-urgent = This sounds urgent. Please also call the 24-hour phone { $phone }; we are acting on it now.
beginning-what_is_on_the_photo = Thank you for the photo. Please tell us in a sentence what it shows.
beginning-offer = Shall we submit this?
    { $matter }
    “{ $story }”
beginning-offer_visit = Shall we submit this?
    { $matter }
    “{ $story }”
    We may come: { $time }
beginning-offer_wish = Shall we submit this?
    { $matter }
    “{ $story }”
    Answer wanted: { $time }
beginning-matter = { $kind }: { $category }
beginning-file = ✓ Submit now
beginning-file_for = ✓ Submit: { $unit }
beginning-details = Add details
beginning-where_is_it = Which building and flat is it? Just reply here.
beginning-other = It is something else
beginning-whose = Thank you. Does this belong to case { $number } ({ $matter }), or is it another matter?
beginning-of_this_case = Add it to case { $number }
beginning-another_matter = Another matter
beginning-which_kind = Got it. What kind of matter is this?
beginning-repair = A repair
beginning-complaint = A complaint
beginning-enquiry = A question
beginning-suggestion = A suggestion
beginning-person = I would like to talk to someone

## Linking a flat
bind-have_you_a_code = Did the service centre give you a code? If not, call { $phone } for one. You can report repairs and complaints without it.
bind-yes = Yes, enter it now
bind-later = Later
bind-any_time = All right. Write “bind” whenever you like; you can report repairs and complaints as usual.
bind-send_the_code = Please enter the code.
bind-done = Linked. Hello { $name }, your flat is { $units }.
bind-wrong = This code is wrong or has expired. You can try { $left ->
    [one] once
   *[other] { $left } times
} more. For a new code, call { $phone }.
bind-too_often = Too many wrong codes. Please try again in an hour, or call { $phone }.
bind-phone_unknown = This number is not in our records. A colleague will check and link you; meanwhile you can report repairs and complaints as usual.
bind-confirmed = Your identity is confirmed: { $name }, { $units }.

## Cases
case-opened-complaint = We are very sorry for the trouble. Your complaint has been received.
    Case number { $number }
    We will answer you by { $reply_by }.
    Service phone { $phone }, 24-hour phone { $phone_24h }, complaints phone { $phone_complaints }
case-opened-repair = We are sorry for the trouble. Your repair request has been received.
    Case number { $number }
    We will get back to you by { $reply_by }.
    Service phone { $phone }, 24-hour phone { $phone_24h }, complaints phone { $phone_complaints }
case-opened-enquiry = Thank you for your question; we are sorry that we cannot answer it on the spot.
    Case number { $number }
    We will get back to you by { $reply_by }.
    Service phone { $phone }, 24-hour phone { $phone_24h }, complaints phone { $phone_complaints }
case-opened-suggestion = Thank you for your suggestion, and we are sorry where we have fallen short.
    Case number { $number }
    We will get back to you by { $reply_by }.
    Service phone { $phone }, 24-hour phone { $phone_24h }, complaints phone { $phone_complaints }
case-rework = We are very sorry that this is not settled yet. We have arranged for it to be taken up again.
    Case number { $number }
    We will get back to you by { $reply_by }.
    Service phone { $phone }, 24-hour phone { $phone_24h }, complaints phone { $phone_complaints }
case-before_your_time = You asked for an answer by { $wish }. Our office is closed then, so you will have it earlier.
case-not_by_your_time = You asked for an answer by { $wish }. We are sorry that we cannot make it this time, as our office is closed then. You will have our answer as soon as we can, at the latest by the time above.
    If it is urgent, please call our 24-hour line, { $phone_24h }.
case-added = Added to case { $number }; the colleague in charge will see it.
case-place_noted = Noted: { $place } (case { $number }). Thank you.
case-now_urgent = Thank you, case { $number } is now an emergency. We will reply by { $reply_by }.
    Please also call our 24-hour line, { $phone_24h }.
case-this_is_another = This is another matter
case-talk_about = Add something
case-talk = Please write; it will be added to case { $number }.
case-resolved = Case { $number } has been dealt with:
    { $words }
    We will ask you later whether you are satisfied. If anything is left, just reply here.
case-resolved_enquiry = The answer to case { $number }:
    { $words }
    If anything is left, just reply here.
case-closed = Case { $number } is closed. Thank you.
case-none = You have no cases at the moment.
case-list = Your latest cases:
case-line = { $number }  { $matter }  { $state }
case-one = Case { $number }
    { $matter }
    Status: { $state }
    Submitted { $opened_at }
    { $story }
case-reply_by = We will answer you by { $reply_by }.
case-unknown = We did not find this case.
state-open = received
state-assigned = assigned
state-taken = in progress
state-waiting = waiting for you
state-resolved = done, follow-up to come
state-closed = closed
person-wanted = The owner would like to talk to a person
person-write = You can already write what it is about; the colleague will see it.
person-called = The colleague in charge has been told and will reply to you here.
    If it is urgent, call the service phone { $phone } or the 24-hour phone { $phone_24h }.

## Follow-up
revisit-is_it_solved = Hello, we would like to follow up: has case { $number } ({ $matter }) been solved?
revisit-solved = Yes, solved
revisit-partly = Partly
revisit-not = Not solved
revisit-thank_you_solved = Good to hear. Thank you for telling us.
revisit-what_is_missing = Please tell us what is still wrong.
revisit-show_us = If you can, send us a photo.
revisit-speed = How do you rate our speed? (5 is best)
revisit-workmanship = And the quality of the work?
revisit-manner = And the manner of our staff?
revisit-any_words = Is there anything you would like to tell us?
revisit-anything_else = Is there anything else that you need from us?
revisit-more_yes = Yes, there is
revisit-more_no = No, that is all
revisit-tell_us = Please tell us what it is.
revisit-thanks = Thank you for your feedback.
revisit-reminder = Sorry to ask again: has case { $number } ({ $matter }) been solved? One tap is enough.
revisit-recorded_by_phone = A colleague has already noted your answer. Thank you.
revisit-over = This follow-up is closed. Thank you. If you need help, just write to us.
revisit-left = All right, we will not trouble you further. Thank you; write to us whenever you need.

## Photos
picture-empty = One photo was empty. Please send it again.
picture-too_large = One photo is larger than 20 MB. Please send a smaller one.
picture-too_many_pixels = One photo has too many pixels. Please send a smaller one.
picture-not_a_picture = One file is not a photo (we take JPEG, PNG and WebP). Please take the photo again.
picture-broken = One photo was damaged. Please send it again.
picture-too_slow = One photo could not be opened. Please send another.
picture-gone = One photo could not be fetched. Please send it again.

## Not like this: said to staff
refused-case_closed = This case is closed.
refused-case_not_closed = This case is not closed.
refused-case_not_assigned = Assign or take the case first.
refused-case_resolved = This case has already been dealt with.
refused-case_not_resolved = This case has not been dealt with yet.
refused-cause_and_measure_needed = A complaint needs its cause and measure before it is resolved (A3.2).
refused-kind_without_reply_time = The procedure gives no reply time for this kind.
refused-revisit_owed = { $owed } follow-up(s) are still owed; the case cannot be closed (A4.3.3.2).
refused-role_may_not = Your role may not do this.
refused-somebody_was_first = A colleague has just changed case { $number }. Please look at it again before you decide.
refused-words_needed = Please write something.
refused-words_too_long = That is too long: at most { $most } characters.
refused-nobody_named = Choose a department or a person.
refused-revisit_is_over = This follow-up has its record already.
refused-form_needs_the_owner = This form must be answered by the owner.
refused-revisit_needs_its_record = A follow-up counts only with its record (B5.1).
refused-done_already = Somebody has done this already.

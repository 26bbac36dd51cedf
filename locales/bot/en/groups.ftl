### Staff groups: what the bot says there. Understood at a glance, without owners' private matters.

group-head = [{ $kind }] { $number } · { $category }
group-urgent = 🔴 Urgent
group-major = ⚠️ Major
group-state_open = 🆕 Nobody has it yet
group-state_assigned = 👤 Assigned
group-state_taken = 🔧 Taken
group-state_waiting = 💬 Waiting for the owner
group-state_resolved = ✅ Resolved
group-state_closed = 🔒 Closed
group-promised = Reply promised by { $time }
group-overdue = ⏰ Past the promised time: { $time }
group-replied = The owner has been answered
group-not_solved = ↩️ The owner says it is not solved; rework { $number }
group-button_take = Take
group-button_assign = Assign
group-button_time = Ask for time
group-button_done = Done
group-digest = { $count ->
    [one] One case is new or has changed:
   *[other] { $count } cases are new or have changed:
}
group-and_more = { $count ->
    [one] … and one more, see the console.
   *[other] … and { $count } more, see the console.
}
group-list_morning = ☀️ Good morning. { $count ->
    [one] One case is due today or overdue
   *[other] { $count } cases are due today or overdue
}:
group-list_morning_none = ☀️ Good morning. Nothing is due today.
group-list_evening = 🌙 Still owed: { $count ->
    [one] one case
   *[other] { $count } cases
}:
group-list_evening_none = 🌙 Nothing is left owed today. Thank you.
group-list_today = { $count ->
    [one] One case is due today or overdue
   *[other] { $count } cases are due today or overdue
}:
group-list_today_none = Nothing is due today.
group-news_promise_warned = ⏳ The promised time is near and the owner still waits
group-news_promise_broken = ⏰ The promised time has passed without an answer
group-news_close_broken = ⏰ Past the close-by time
group-news_made_urgent = 🔴 It has become urgent
group-news_owner_wrote = 💬 The owner wrote again
group-news_reopened = ↩️ Taken up again
group-news_rework_opened = ↩️ The owner says it is not solved; a rework is open
group-news_answer_not_delivered = 📵 The answer did not arrive; please phone
group-taken = Case { $number } is yours.
group-given = Case { $number } is given to { $name }.
group-asked = Please see the question in the group.
group-ask_whom = Who gets case { $number }?
group-ask_whom_alone = Who gets case { $number }? Press a name, or write: assign { $number } name
group-ask_time = { $name }, until when does case { $number } need, and why? Please reply to this message: the time first, the reason on the next line, as in
    tomorrow 3 pm
    waiting for parts
group-ask_time_alone = { $name }, until when should case { $number } be postponed, and why? Answer here: the time first, then the reason, for example:
    tomorrow 3pm
    waiting for parts
group-ask_done = { $name }, what was done about case { $number }? Please reply to this message: the measure first, the words for the owner on the next line. One line will do; the owner reads it.
group-ask_done_alone = { $name }, what was done about case { $number }? Answer here: the measure first, on the next line the words for the owner. One line is enough; the owner will see it.
group-ask_cause = What kind of cause did complaint { $number } have?
group-ask_done_complaint = { $name }, please reply to this message with three lines about complaint { $number }:
    the cause
    the measure
    the words for the owner
group-ask_done_complaint_alone = { $name }, complaint { $number } needs three lines; answer here:
    first the cause
    second the measure
    from the third on the words for the owner
group-cause_workmanship = Workmanship
group-cause_material = Material
group-cause_conduct = Conduct
group-cause_procedure = Procedure
group-cause_house = The house
group-cause_outside = From outside
group-lines_needed = Something is missing, and nothing was changed. Please reply to that message again: cause, measure and words for the owner, a line each.
group-lines_needed_alone = Something is missing; nothing was changed. Please write again: cause, measure and words for the owner, each on a line of its own.
group-time_unclear = That time was not understood, and nothing was changed. Please reply to that message again, as in "tomorrow 3 pm" or "11-28 15:00", with the reason on the next line.
group-time_unclear_alone = This time was not understood; nothing was changed. Please write again, for example “11-28 15:00 waiting for parts”.
group-cause_needed = A complaint needs its kind of cause first; nothing was changed. Write one of these on the first line: { $causes }; then three lines: cause, measure, words for the owner.
group-whom_unclear = It is not clear who should get it; nothing was changed. It can be given to: { $names }
group-time_agreed = Case { $number } has until { $time }; the owner is told.
group-time_to_decide = { $time } for case { $number } waits for the director.
group-resolved = Case { $number } is resolved; the owner is told.
group-told_owner = Passed on to the owner of case { $number }.
group-told_owner_pictures = Passed on to the owner of { $number }; the pictures follow.
group-picture_not_passed = This picture was not passed on to the owner.
group-told_nobody = Noted in case { $number }. This owner has no chat, please phone.
group-words_needed = There were no words, so the owner was told nothing.
group-not_yours = This question is for somebody else.
group-button_old = This button or question is no longer valid; nothing was changed.
group-refused = This cannot be done now, and nothing was changed. Please see the case in the console.
group-bind_first = Only bound members of the staff can do this. Get a one-time code in the console under "My account" and send it to me in a private chat: /staff CODE
group-bind_first_words = Only bound members of the staff can do this. Get a one-time code in the console under "My account" and send me: /staff CODE
group-no_group = This centre has no group of the WeCom application yet; the director adds it in the console under "Staff groups".
group-no_such_case = There is no such case.
group-how_to_write = You can write:
    today
    take 2611-0001
    assign 2611-0001 name
    postpone 2611-0001 11-28 15:00 waiting for parts
    done 2611-0001 the valve was replaced
    2611-0001 words for the owner
group-bound = { $name }, I know you now. You can use the buttons and reply to cards in the staff group.
group-bound_alone = { $name }, we know you now. You can press the buttons of cards.
group-bind_wrong = This code is wrong or has expired. Please get a new one in the console under "My account".
group-hello = Hello. This group is not connected to a service centre yet. The director gets a code in the console under "Staff groups" and sends here: /setup CODE
group-set_up = Connected: { $name }. New cases will appear here.
group-code_wrong = This code is wrong or has expired. The director can get a new one in the console under "Staff groups".
group-test = This is a test: { $name } can be reached.
refused-bind_too_often = Too many wrong codes; please try again in an hour.
refused-group_name_needed = Please give the group a name.
refused-robot_key_unfit = This is no webhook address or key of a group robot.
refused-members_unfit = Please give WeCom member accounts separated by |, or @all.
refused-group_not_there = This group is not connected yet and cannot be reached.
refused-no_such_bot = There is no such Telegram bot.
refused-not_later = The new time has to be later than the time it should be closed by now; nothing was changed.
refused-time_is_past = That time is past; nothing was changed.
refused-director_decides = A postponement of this case already waits for the director.

menu-meeting = Owners' meeting
meeting-invite = { $centre } invites you to an owners' meeting.
    When: { $begins_at }
    Where: { $place }
    About: { $content }
    Will you come?
meeting-yes = I will come
meeting-no = I cannot come
meeting-thanks_yes = Thank you, a seat is kept for you: { $begins_at }, { $place }. We will remind you the day before.
meeting-thanks_no = All right, thank you for telling us. If there is something you would like to say, just write it here.
meeting-reminder = A reminder: the owners' meeting begins { $begins_at }, at { $place }.
    About: { $content }
meeting-cancelled = Please note: the owners' meeting of { $begins_at } ({ $content }) cannot take place.
    Why: { $reason }
meeting-over = This meeting has begun or was changed; please go by the latest message. Thank you.

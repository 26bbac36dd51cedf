case-opened-engagement = Your engagement is registered. Thank you for your trust.
    Case number { $number }
    We will be in touch by { $reply_by }.
    Service phone { $phone }, 24-hour phone { $phone_24h }, complaints phone { $phone_complaints }
revisit-workmanship_cleaning = How do the cleaning and the greenery look to you now? (5 is best)
revisit-workmanship_safety = How safe and orderly is it for you now? (5 is best)
revisit-workmanship_roads = How are parking and the roads for you now? (5 is best)
revisit-workmanship_engagement = How would you rate the quality of our work? (5 is best)
revisit-manner_engagement = How would you rate the skill and the ethics of our people? (5 is best)
category-concealed_works = pipes or wiring in the wall or floor
revisit-still_at_work = Thank you for telling us. We are still working on this, and what you said has gone to the colleague in charge.

category-concealed_works = pipes or wiring in the wall or floor
revisit-still_at_work = Thank you for telling us. We are still working on this, and what you said has gone to the colleague in charge.

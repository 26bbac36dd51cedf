## What a cost consultancy says to its clients (C3, C5, C6)
menu-welcome_client = Hello, this is { $centre }. You can ask a question, complain or make a suggestion right here.
    Service phone { $phone }
    24-hour phone { $phone_24h }
    Complaints phone { $phone_complaints }
menu-bind_client = Link my company
bind-have_you_a_code_client = Did we give you a code? If not, please call { $phone }. You can ask and complain without it as well.
bind-any_time_client = Fine. Write "bind" whenever you like; you can ask and complain now as well.
bind-done_client = You are linked, { $name }. You can reach us here about your engagements.
bind-phone_unknown_client = This number is not on record. A colleague will check and link you; you can ask and complain meanwhile.
bind-confirmed_client = We know now who you are: { $name }.
suggestion-what_client = What is your suggestion about? You can also just write.
enquiry-tell_us_client = Please write your question, with the name of the project if it is about one.
revisit-satisfaction = All in all, how satisfied are you with this service? (5 is best)
revisit-opinion = Have you any opinion or suggestion for us? It goes straight to the supervisor, and you will have an answer.
category-estimate = Cost estimate
category-bill_of_quantities = Bill of quantities, tender price
category-settlement = Final account review
category-whole_process = Whole-process cost consultancy
category-work_quality = Quality of the work
category-timeliness = Progress and timeliness
refused-improvement_needed = A client's opinion needs its improvement on record (an action or a proposal) and an answer before it can be resolved ({ $clause }).
refused-no_client_record = The procedure of this centre has no client record.
refused-name_needed = Please give the client's name.
refused-not_a_phone = "{ $phone }" is not a valid phone number.
refused-not_a_postcode = "{ $postcode }" is not a postcode.
refused-client_is_there = There is a client of this name and phone already.
refused-hand_in_the_report = Please hand the report in on the page of quarterly reports; that ends this task.
refused-resolve_the_opinion = This task ends when the opinion is resolved.

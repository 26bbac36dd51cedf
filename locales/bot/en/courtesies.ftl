### Courtesies: answered kindly, and nothing changes.

courtesy-welcome = You are welcome. Write to us whenever you need us.
courtesy-all_right = All right. Write to us whenever you need us.
courtesy-hello = Hello! To add to what we were talking about, just write it here.
refused-emergency_needs_a_record = Please write down what was done, or file it as a case: an emergency ends with a record (A4.2.1).

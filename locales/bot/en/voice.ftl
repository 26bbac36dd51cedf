### Voice messages

dialog-voice_kept = We have your voice message and will listen to it. Please type or tap your answer to this question.
voice-added = Your voice message is with { $number }, and staff can hear it. So that nothing is misheard, please write a line about it, too.
beginning-what_was_said = Thank you, my colleagues can listen to your voice message. Please also tell us in a written sentence what it is about.
voice-not_heard = Your voice message could not be opened. Please tell us in writing.

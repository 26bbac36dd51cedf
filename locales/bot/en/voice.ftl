### Voice messages

dialog-voice_kept = Thank you, my colleagues can listen to your voice message. Please also write it in a line, so that nothing is misheard.
beginning-what_was_said = Thank you, my colleagues can listen to your voice message. Please also tell us in a written sentence what it is about.
voice-not_heard = Your voice message could not be opened. Please tell us in writing.

### Voice messages

dialog-voice_kept = 语音收到了，同事可以收听。这一题请打字或点选回答。
voice-added = 语音已放进工单 { $number }，同事可以收听。为了不听错，也请用文字简单写一句。
beginning-what_was_said = 语音收到了，同事可以收听。请再用一句话写下是什么情况。
voice-not_heard = 您的语音没能打开，请用文字告诉我们。

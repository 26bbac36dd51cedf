### Voice messages

dialog-voice_kept = 語音收到了，同事可以收聽。這一題請打字或點選回答。
voice-added = 語音已放進個案 { $number }，同事可以收聽。為了不聽錯，也請用文字簡單寫一句。
beginning-what_was_said = 語音收到了，同事可以收聽。請再用一句話寫下是什麼情況。
voice-not_heard = 您的語音沒能打開，請用文字告訴我們。

### 客套話：客氣地回應，不改動任何內容。

courtesy-welcome = 不客氣，有需要隨時找我們。
courtesy-all_right = 好的，有需要隨時找我們。
courtesy-hello = 您好，請說。要補充剛才的事，直接寫就可以。
refused-emergency_needs_a_record = 請寫下怎麼處理的，或者提交成個案，緊急情況才能結束（A4.2.1）。

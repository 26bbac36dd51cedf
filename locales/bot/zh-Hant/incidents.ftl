### 同一件事、公開信、改進：說明為什麼現在不行。
refused-proposal_is_elsewhere = 這份建議已經不在這一步，請看最新的內容。

### 同一件事、公开信、改进：说明为什么现在不行。
refused-proposal_is_elsewhere = 这份建议已经不在这一步，请看最新的内容。

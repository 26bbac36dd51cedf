"""Phones to play with: an owner's WeChat, an owner's Telegram, the staff's groups, on one small page."""

"""A fake WeCom: group robots and an application over real HTTP on a loopback port."""

from tests.fakes.wecom.fake import AGENT, CORP, SECRET, Card, FakeWeCom
from tests.fakes.wecom.pusher import AES_KEY, CALLBACK_TOKEN, Pusher

__all__ = ["AES_KEY", "AGENT", "CALLBACK_TOKEN", "CORP", "SECRET", "Card", "FakeWeCom", "Pusher"]

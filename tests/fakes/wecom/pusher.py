"""Callbacks as WeCom makes them, sealed by wechatpy: somebody else's crypto than the one under test."""

from datetime import datetime
from urllib.parse import urlencode

import xmltodict
from wechatpy.crypto import PrpCrypto
from wechatpy.enterprise.crypto import WeChatCrypto
from wechatpy.utils import WeChatSigner

from tests.fakes.wecom.fake import AGENT, CORP, Card

CALLBACK_TOKEN = "CallbackTokenOfTheFake"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"


class Pusher:
    """Query string and body of what members write."""

    def __init__(self, now: datetime, *, corp: str = CORP, token: str = CALLBACK_TOKEN) -> None:
        self._stamp = str(int(now.timestamp()))
        self._corp = corp
        self._token = token
        self._crypto = WeChatCrypto(token, AES_KEY, corp)

    def words(self, member: str, text: str, *, number: int = 1) -> tuple[str, bytes]:
        return self.push(
            f"<xml><ToUserName><![CDATA[{self._corp}]]></ToUserName>"
            f"<FromUserName><![CDATA[{member}]]></FromUserName><CreateTime>{self._stamp}</CreateTime>"
            f"<MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{text}]]></Content>"
            f"<MsgId>{number}</MsgId><AgentID>{AGENT}</AgentID></xml>"
        )

    def press(self, member: str, card: Card, key: str, code: str) -> tuple[str, bytes]:
        """A button of a card; `code` is the one that the press brings."""
        return self.push(
            f"<xml><ToUserName><![CDATA[{self._corp}]]></ToUserName>"
            f"<FromUserName><![CDATA[{member}]]></FromUserName><CreateTime>{self._stamp}</CreateTime>"
            f"<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[template_card_event]]></Event>"
            f"<EventKey><![CDATA[{key}]]></EventKey><TaskId><![CDATA[{card.task_id}]]></TaskId>"
            f"<CardType><![CDATA[button_interaction]]></CardType>"
            f"<ResponseCode><![CDATA[{code}]]></ResponseCode><AgentID>{AGENT}</AgentID></xml>"
        )

    def push(self, xml: str) -> tuple[str, bytes]:
        sealed = self._crypto.encrypt_message(xml, "nonce", self._stamp)
        said = xmltodict.parse(sealed)["xml"]
        query = {"msg_signature": said["MsgSignature"], "timestamp": self._stamp, "nonce": "nonce"}
        body = (
            f"<xml><ToUserName><![CDATA[{self._corp}]]></ToUserName>"
            f"<Encrypt><![CDATA[{said['Encrypt']}]]></Encrypt><AgentID>{AGENT}</AgentID></xml>"
        )
        return urlencode(query), body.encode()

    def echo(self, words: str) -> str:
        """The query string by which WeCom tries an address."""
        sealed = PrpCrypto(self._crypto.key).encrypt(words, self._corp).decode()
        signer = WeChatSigner()
        signer.add_data(self._token, self._stamp, "nonce", sealed)
        return urlencode(
            {
                "msg_signature": signer.signature,
                "timestamp": self._stamp,
                "nonce": "nonce",
                "echostr": sealed,
            }
        )

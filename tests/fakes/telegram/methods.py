"""Every method the fake plays, by its name in the Bot API; the rest answers 404."""

from collections.abc import Callable
from typing import Any

from aiogram.types import ChatMemberAdministrator

from tests.fakes.telegram import sending
from tests.fakes.telegram.html import units
from tests.fakes.telegram.shapes import ApiError, Call, Json, bad_request
from tests.fakes.telegram.world import LARGEST_DOWNLOAD, Account, Webhook


def get_me(bot: Account, call: Call) -> Json:
    rights = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
    return bot.user | rights


def set_webhook(bot: Account, call: Call) -> bool:
    params = call.params
    if not params["url"]:
        return delete_webhook(bot, call)
    secret, most = params.get("secret_token"), params.get("max_connections", 40)
    if secret is not None and not _is_secret(secret):
        raise bad_request("secret token contains unallowed characters")
    bot.webhook = Webhook(params["url"], secret, max(1, min(most, 100)))
    bot.allowed = params.get("allowed_updates", bot.allowed)
    if params.get("drop_pending_updates"):
        bot.pending.clear()
    return True


def _is_secret(secret: str) -> bool:
    return (
        1 <= len(secret) <= 256 and secret.isascii() and secret.replace("-", "a").replace("_", "a").isalnum()
    )


def delete_webhook(bot: Account, call: Call) -> bool:
    bot.webhook = None
    if call.params.get("drop_pending_updates"):
        bot.pending.clear()
    return True


def get_webhook_info(bot: Account, call: Call) -> Json:
    hook = bot.webhook
    about = {"url": hook.url, "max_connections": hook.max_connections} if hook else {"url": ""}
    wanted = {"allowed_updates": bot.allowed} if bot.allowed else {}
    error = bot.last_error
    failed = {"last_error_date": int(error[0]), "last_error_message": error[1]} if error else {}
    waiting = {"has_custom_certificate": False, "pending_update_count": len(bot.pending)}
    return about | waiting | wanted | failed


def answer_callback_query(bot: Account, call: Call) -> bool:
    query = call.params["callback_query_id"]
    if units(call.params.get("text") or "") > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    if call.at - bot.callbacks.get(query, float("-inf")) > bot.callback_life:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    bot.callback_answers[query] = call.params
    return True


def create_forum_topic(bot: Account, call: Call) -> Json:
    bot.reach(call)
    name = call.params["name"]
    if not 1 <= len(name) <= 128:
        raise bad_request("TOPIC_TITLE_INVALID")
    thread = bot.make_topic(call.params["chat_id"], name)
    return {"message_thread_id": thread, "name": name, "icon_color": 7322096}


def close_forum_topic(bot: Account, call: Call) -> bool:
    bot.reach(call)
    return bot.move_topic(call.params["chat_id"], call.params["message_thread_id"], is_open=False)


def reopen_forum_topic(bot: Account, call: Call) -> bool:
    bot.reach(call)
    return bot.move_topic(call.params["chat_id"], call.params["message_thread_id"], is_open=True)


def get_chat_member(bot: Account, call: Call) -> Json:
    bot.reach(call)
    status = bot.rights.get(call.params["chat_id"], "administrator")
    if status != "administrator":
        return {"user": bot.user, "status": status}
    rights = [name for name in ChatMemberAdministrator.model_fields if name.startswith(("can_", "is_"))]
    return {"user": bot.user, "status": status} | dict.fromkeys(rights, True)


def get_file(bot: Account, call: Call) -> Json:
    stored = bot.file(call.params["file_id"])
    if len(stored.content) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return stored.as_json() | {"file_path": stored.path}


def keep_setting(bot: Account, call: Call) -> bool:
    if len(call.params.get("commands", [])) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    bot.settings[call.method] = call.params
    return True


Play = Callable[[Account, Call], Any]

PLAYED: dict[str, Play] = {
    "getMe": get_me,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendMediaGroup": sending.send_media_group,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": sending.edit_message_text,
    "editMessageReplyMarkup": sending.edit_message_reply_markup,
    "answerCallbackQuery": answer_callback_query,
    "createForumTopic": create_forum_topic,
    "closeForumTopic": close_forum_topic,
    "reopenForumTopic": reopen_forum_topic,
    "getChatMember": get_chat_member,
    "getFile": get_file,
    "setMyCommands": keep_setting,
    "setMyDescription": keep_setting,
    "setMyShortDescription": keep_setting,
    "setMyName": keep_setting,
    "setChatMenuButton": keep_setting,
}


def play(bot: Account, call: Call) -> Any:
    """Carry out a call. Raises ApiError for the platform's refusals."""
    if call.method not in PLAYED:
        raise ApiError(404, "Not Found")
    return PLAYED[call.method](bot, call)

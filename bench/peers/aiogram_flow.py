"""The repair conversation in aiogram's FSM, tuned: coroutine filters, keyboards built once."""

from collections.abc import Awaitable, Callable

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bench.peers import words

Filter = Callable[..., Awaitable[bool]]

router = Router()
filed = 0


class Repair(StatesGroup):
    menu = State()
    category = State()
    water = State()
    story = State()
    photos = State()
    confirm = State()


def _keyboard(rows: words.Rows) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=t, callback_data=d) for t, d in row] for row in rows]
    )


MENU = _keyboard(words.MENU_ROWS)
CATEGORY = _keyboard(words.CATEGORY_ROWS)
WATER = _keyboard(words.WATER_ROWS)
PHOTOS = _keyboard(words.PHOTO_ROWS)
CONFIRM = _keyboard(words.CONFIRM_ROWS)


# Each handler has one coroutine filter: aiogram runs every synchronous one (`Repair.menu` and
# `F.data == …` are such) in a thread of its own, which halves the rate.


def pressed(at: State, start: str) -> Filter:
    async def check(query: CallbackQuery, raw_state: str | None = None) -> bool:
        return raw_state == at.state and query.data is not None and query.data.startswith(start)

    return check


def wrote(at: State) -> Filter:
    async def check(message: Message, raw_state: str | None = None) -> bool:
        return raw_state == at.state and bool(message.text)

    return check


async def is_start(message: Message) -> bool:
    return message.text == "/start"


async def _ask(query: CallbackQuery, text: str, keyboard: InlineKeyboardMarkup | None = None) -> None:
    await query.answer()
    if isinstance(query.message, Message):
        await query.message.answer(text, reply_markup=keyboard)


def _picked(query: CallbackQuery) -> str:
    return (query.data or "").partition(":")[2]


@router.message(is_start)
async def start(message: Message, state: FSMContext) -> None:
    await state.set_state(Repair.menu)
    await message.answer(words.MENU, reply_markup=MENU)


@router.callback_query(pressed(Repair.menu, "repair"))
async def repair(query: CallbackQuery, state: FSMContext) -> None:
    await state.set_state(Repair.category)
    await _ask(query, words.CATEGORY, CATEGORY)


@router.callback_query(pressed(Repair.category, "category:"))
async def category(query: CallbackQuery, state: FSMContext) -> None:
    await state.update_data(category=_picked(query))
    await state.set_state(Repair.water)
    await _ask(query, words.WATER, WATER)


@router.callback_query(pressed(Repair.water, "water:"))
async def water(query: CallbackQuery, state: FSMContext) -> None:
    await state.update_data(water=_picked(query))
    await state.set_state(Repair.story)
    await _ask(query, words.STORY)


@router.message(wrote(Repair.story))
async def story(message: Message, state: FSMContext) -> None:
    await state.update_data(story=message.text)
    await state.set_state(Repair.photos)
    await message.answer(words.PHOTOS, reply_markup=PHOTOS)


@router.callback_query(pressed(Repair.photos, "photos:none"))
async def photos(query: CallbackQuery, state: FSMContext) -> None:
    data = await state.get_data()
    await state.set_state(Repair.confirm)
    await _ask(query, words.SUMMARY.format(unit="12A", **data), CONFIRM)


@router.callback_query(pressed(Repair.confirm, "confirm:yes"))
async def confirm(query: CallbackQuery, state: FSMContext) -> None:
    global filed  # noqa: PLW0603 - the bench asks how many conversations came to their end
    filed += 1
    await state.clear()
    await _ask(query, words.FILED.format(number=filed))

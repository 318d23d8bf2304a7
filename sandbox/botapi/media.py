"""Messages with files: uploads become stored files, file ids are sent again as they are."""

import io
import mimetypes
import secrets
import warnings
from typing import Any

from aiogram.methods import (
    SendAnimation,
    SendAudio,
    SendDocument,
    SendMediaGroup,
    SendPhoto,
    SendVideo,
    SendVoice,
)
from aiogram.types import InputFile
from PIL import Image

from sandbox.botapi.call import Call, writable_chat
from sandbox.botapi.parsing import Upload
from sandbox.botapi.sending import admit, prepared, show
from sandbox.files import Files, StoredFile
from sandbox.telegram import Json, Refusal, bad_request, without_none
from sandbox.text import caption

MEDIA = {"photo", "document", "video", "animation", "audio", "voice", "video_note", "sticker"}
UPLOAD_LIMIT = 50 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
PHOTO_SIDES = (90, 320, 800)
LARGEST_SIDE = 1280
MAX_PIXELS = 40_000_000


async def send_document(call: Call[SendDocument]) -> bytes:
    return await _send_one(call, "document")


async def send_photo(call: Call[SendPhoto]) -> bytes:
    return await _send_one(call, "photo")


async def send_video(call: Call[SendVideo]) -> bytes:
    return await _send_one(call, "video")


async def send_animation(call: Call[SendAnimation]) -> bytes:
    return await _send_one(call, "animation")


async def send_audio(call: Call[SendAudio]) -> bytes:
    return await _send_one(call, "audio")


async def send_voice(call: Call[SendVoice]) -> bytes:
    return await _send_one(call, "voice")


async def _send_one(call: Call[Any], kind: str) -> bytes:
    said, world = call.said, call.world
    chat = writable_chat(world, said.chat_id)
    words = caption(said.caption, said.parse_mode, said.caption_entities)
    draft, source = prepared(call, chat), media_source(call, kind, getattr(said, kind))
    admit(world, chat, 1)
    return show(world, chat, draft, media_content(world.files, kind, source) | words)


async def send_media_group(call: Call[SendMediaGroup]) -> bytes:
    said, world = call.said, call.world
    chat = writable_chat(world, said.chat_id)
    if not 2 <= len(said.media) <= 10:
        raise bad_request("there must be 2-10 messages in the media group")
    kinds = [str(item.type) for item in said.media]
    if (len(set(kinds)) > 1 and {"document", "audio"} & set(kinds)) or "animation" in kinds:
        raise bad_request("Can't use the media of the specified type in the album")
    words = [caption(item.caption, item.parse_mode, item.caption_entities) for item in said.media]
    sources = [media_source(call, kind, item.media) for kind, item in zip(kinds, said.media, strict=True)]
    draft = prepared(call, chat)
    admit(world, chat, len(said.media))
    album = {"media_group_id": str(secrets.randbits(53))}
    parts = [
        show(world, chat, draft, media_content(world.files, kind, source) | word | album)
        for kind, source, word in zip(kinds, sources, words, strict=True)
    ]
    return b"[" + b",".join(parts) + b"]"


def media_source(call: Call[Any], kind: str, value: InputFile | str | None) -> Upload | StoredFile:
    """The file that the bot sends, uploaded now or known by its id; nothing is kept yet."""
    if not value:
        raise bad_request(f"there is no {kind} in the request")
    upload = call.upload(value)
    if upload is None:
        return _known(call.world.files, kind, str(value))
    if not upload.data:
        raise bad_request("file must be non-empty")
    if len(upload.data) > UPLOAD_LIMIT:
        raise Refusal(413, "Request Entity Too Large")
    if kind == "photo" and len(upload.data) > PHOTO_LIMIT:
        raise bad_request("PHOTO_SAVE_FILE_INVALID")
    if kind == "photo" and image_size(upload.data) is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    return upload


def _known(files: Files, kind: str, file_id: str) -> StoredFile:
    file = files.get(file_id)
    if file is None:
        if file_id.startswith(("http://", "https://")):
            # The sandbox never leaves the machine, and the service sends its own bytes.
            raise bad_request("failed to get HTTP URL content")
        raise bad_request("wrong file identifier/HTTP URL specified")
    if file.kind != kind:
        raise bad_request(f"can't use file of type {file.kind.capitalize()} as {kind.capitalize()}")
    return file


def media_content(files: Files, kind: str, source: Upload | StoredFile) -> Json:
    """The message's fields for a file; an upload is kept, and a photo comes in several sizes."""
    if isinstance(source, StoredFile):
        if kind == "photo":
            return {"photo": [_photo_size(source, files.on_disk(source).read_bytes())]}
        return {kind: _described(source, kind)}
    if kind == "photo":
        return {"photo": _photo(files, source)}
    named = kind in {"document", "video", "animation", "audio"}
    file = files.add(kind, source.data, source.file_name if named else None, _content_type(source))
    return {kind: _described(file, kind)}


def _described(file: StoredFile, kind: str) -> Json:
    value: Json = {"file_id": file.id, "file_unique_id": file.unique_id, "file_size": file.size}
    match kind:
        case "document":
            value |= without_none(file_name=file.name, mime_type=file.content_type)
        case "video" | "animation":
            value |= without_none(
                width=640, height=480, duration=1, file_name=file.name, mime_type=file.content_type
            )
        case "audio":
            value |= without_none(duration=1, file_name=file.name, mime_type=file.content_type)
        case "voice":
            value |= {"duration": 1, "mime_type": "audio/ogg"}
        case "video_note":
            value |= {"length": 240, "duration": 8}
        case "sticker":
            value |= {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
            value["emoji"] = "👍"
    return value


def _photo(files: Files, upload: Upload) -> list[Json]:
    """Smaller copies first, the bytes as they came last. Each copy is made from the next larger one."""
    sizes = [_photo_size(files.add("photo", upload.data, None, _content_type(upload)), upload.data)]
    data = upload.data
    for side in sorted(PHOTO_SIDES, reverse=True):
        smaller = _smaller(data, side)
        if smaller is not None:
            data = smaller
            sizes.insert(0, _photo_size(files.add("photo", data, None, "image/jpeg"), data))
    return sizes


def _photo_size(file: StoredFile, data: bytes) -> Json:
    width, height = image_size(data) or (LARGEST_SIDE, 960)
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "width": width,
        "height": height,
        "file_size": file.size,
    }


def image_size(data: bytes) -> tuple[int, int] | None:
    """Width and height; None when the bytes are no picture."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as image:
                return image.size
    except Exception:  # noqa: BLE001  # a hostile picture may break the decoder in any way
        return None


def _smaller(data: bytes, side: int) -> bytes | None:
    """A JPEG that fits into `side`; None when the picture is as small already or cannot be read."""
    size = image_size(data)
    if size is None or max(size) <= side or size[0] * size[1] > MAX_PIXELS:
        return None
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.draft("RGB", (side, side))
            image.thumbnail((side, side))
            out = io.BytesIO()
            image.convert("RGB").save(out, "JPEG", quality=70)
            return out.getvalue()
    except Exception:  # noqa: BLE001  # as above; a broken picture simply has no smaller copy
        return None


def _content_type(upload: Upload) -> str:
    if upload.content_type not in {"", "application/octet-stream"}:
        return upload.content_type
    return mimetypes.guess_type(upload.file_name)[0] or "application/octet-stream"

"""The file of providers: a list in YAML, checked when the service starts."""

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from core.identity.model import Provider


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,24}$")]
    title: dict[str, str] = Field(min_length=1)
    issuer: Annotated[str, Field(pattern=r"^https?://[^/\s]")]
    client_id: str = Field(min_length=1)
    client_secret: str = ""
    scopes: list[str] = Field(default_factory=lambda: ["openid", "profile", "phone", "email"])
    claims: dict[str, str] = Field(default_factory=dict)
    confirms: bool = False


def load_providers(path: str) -> dict[str, Provider]:
    """By id, in the file's order; none where no file is named. Raises ValueError in one line."""
    if not path:
        return {}
    try:
        text = Path(path).read_text(encoding="utf-8")
        entries = TypeAdapter(list[_Entry]).validate_python(yaml.safe_load(text) or [])
    except OSError as error:
        raise ValueError(f"{path} cannot be read ({error.strerror})") from None
    except yaml.YAMLError:
        raise ValueError(f"{path} is not YAML") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ValueError(f"{path}: {place}: {first['msg']}") from None
    return {
        one.id: Provider(
            one.id,
            one.title,
            one.issuer.rstrip("/"),
            one.client_id,
            one.client_secret,
            tuple(one.scopes),
            one.claims,
            one.confirms,
        )
        for one in entries
    }

"""Settings and their permitted values; qa.config makes them from options, the environment and config files."""

from pathlib import Path
from typing import Annotated, ClassVar, Literal

from platformdirs import user_cache_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from qa.models.locate import DEFAULT_MODEL


class Settings(BaseSettings):
    """Each is read from PULLQUOTE_<NAME> if it is not given."""

    model_config = SettingsConfigDict(env_prefix="PULLQUOTE_", env_ignore_empty=True, frozen=True, extra="ignore")

    table: ClassVar[str] = ""
    """The table in a config file with the settings of a subclass, besides those at its top."""

    library: Path = Path(".pullquote")
    """The folder of the library."""

    store: str = ""
    """Where passages and vectors are kept: in the library's folder if empty, else milvus://HOST:PORT/NAME."""

    milvus_token: SecretStr = SecretStr("")
    """The token of the Milvus server, or USER:PASSWORD."""

    model: str = DEFAULT_MODEL
    """The embedding model: the default, a sentence-transformers folder, or the name of a downloaded one."""

    reader: str = ""
    """The reader: the one that comes with this program if empty, else the folder of an extractive question answering
    model or a cross-encoder, or the name of a downloaded one. The confidence is fitted for the first."""

    device: Literal["auto", "cpu", "cuda"] = "auto"
    """Where passages are embedded. `auto` uses a CUDA device to index, but never to ask."""

    cache: Path = Field(default_factory=lambda: user_cache_path("pullquote"))
    """Where exported models are kept."""

    limit: Annotated[int, Field(ge=1, le=50)] = 3
    """Quotes in an answer."""

    min_confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    """Below it the answer is "not in the articles". None: what the confidence was fitted for."""

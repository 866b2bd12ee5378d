"""The manual of the package. Everything here may be called from many threads: long work gives up the interpreter's lock."""

import datetime
import os
from typing import Any, Iterator, Literal, Mapping, Sequence, overload

import pandas
import polars
import pyarrow

__version__: str

TABLES: list[TableName]
"""The names of the tables."""

RECORDS: list[RecordKind]
"""The kinds of records."""

TableName = Literal[
    "documents", "parts", "clauses", "tasks", "responsibilities", "statements", "targets", "citations", "units", "findings"
]
RecordKind = Literal["documents", "parts", "clauses", "tasks", "targets", "citations", "units", "findings"]
Path = str | os.PathLike[str]
Day = datetime.date | str

class ZhengtuError(Exception):
    """What went wrong. The message is in Chinese."""

    english: str
    """The message in English."""

class ReadError(ZhengtuError):
    """A file that cannot be read: of no known format, damaged, without text."""

class WordsError(ZhengtuError):
    """A folder of words that cannot be used."""

class KnowledgeBaseError(ZhengtuError):
    """A knowledge base that is missing, damaged, or cannot be built."""

class QueryError(ZhengtuError):
    """A query or search that is wrong, or took too long."""

class Words:
    """The words that documents are read with: the built-in ones, with a folder of your own laid over them (`--words`).

    Made once and given to every `extract`. Raises `WordsError` where the folder cannot be used.
    """

    def __init__(self, folder: Path | None = None) -> None: ...

class Document:
    """A file as read."""

    @property
    def name(self) -> str:
        """The name of the document."""
    @property
    def format(self) -> str:
        """The format it was read as: txt, docx, pdf …"""
    @property
    def text(self) -> str:
        """The text as read; offsets of evidence count its code points."""
    @property
    def notices(self) -> list[str]:
        """What could not be read or was left out, in Chinese."""
    @property
    def sha256(self) -> str:
        """SHA-256 of the file, in hexadecimal."""

class Facts:
    """All that was read out of a document."""

    @property
    def name(self) -> str:
        """The name of the document."""
    @property
    def title(self) -> str:
        """The title of the plan; empty where none was found."""
    @property
    def text(self) -> str:
        """The text as read; offsets of evidence count its code points."""
    def records(self, kind: RecordKind) -> list[dict[str, Any]]:
        """The records of a kind, those of `zhengtu export KIND` (of `zhengtu check` for findings).

        Raises `ValueError` where there is no such kind.
        """
    def jsonl(self, kind: RecordKind) -> str:
        """The records of a kind, a line of JSON each: byte for byte what the command line prints."""
    def table(self, name: TableName) -> Table:
        """A table of its records. The checks run when their findings are first asked for."""
    def tables(self) -> dict[TableName, Table]:
        """All tables by their names."""
    def nquads(self) -> str:
        """The named graph of the document as N-Quads, sorted; without the ontology and without links to other plans."""

class Schema:
    """The columns of a table; anything that takes Arrow takes it (`pyarrow.schema(it)`)."""

    @property
    def table(self) -> TableName:
        """The name of the table."""
    @property
    def names(self) -> list[str]:
        """The names of the columns."""
    @property
    def columns(self) -> list[tuple[str, str, bool, str]]:
        """For each column its name, its Arrow type, whether it may hold nothing, and what stands in it."""
    def __arrow_c_schema__(self) -> object: ...

class Table:
    """A table of records in memory, as one Arrow record batch.

    Anything that takes Arrow takes it: `pyarrow.table(it)`, `polars.DataFrame(it)`, `duckdb.sql("FROM it")`.
    """

    @property
    def name(self) -> TableName:
        """The name of the table."""
    @property
    def schema(self) -> Schema:
        """The columns."""
    def __len__(self) -> int: ...
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def to_pydict(self) -> dict[str, list[Any]]:
        """The columns by their names: str, int, float, bool, datetime.date, None."""
    def to_pylist(self) -> list[dict[str, Any]]:
        """The rows."""
    def to_pandas(self) -> pandas.DataFrame:
        """With the types string, Int64, Float64, boolean and datetime64. Needs pandas, and no pyarrow."""
    def to_polars(self) -> polars.DataFrame:
        """Needs polars."""
    def to_arrow(self) -> pyarrow.Table:
        """Needs pyarrow."""

def read(source: bytes | bytearray | Path, name: str | None = None, *, lossy: bool = False, ocr: str = "auto") -> Document:
    """Reads a file, given as its bytes or its path.

    `name` is the name of the document, else that of the file; its ending is only a hint, the content decides. `lossy`
    replaces bytes that cannot be decoded. `ocr` is the program that reads pictures: auto, off, rapidocr, tesseract, or the
    path of one. Raises `ReadError`, and `OSError` where the path cannot be opened.
    """

def extract(
    source: bytes | bytearray | Path | Document,
    name: str | None = None,
    *,
    words: Words | None = None,
    base: str | None = None,
    lossy: bool = False,
    ocr: str = "auto",
) -> Facts:
    """Reads all out of a document, as a build of a knowledge base does where the document is a plan of its own.

    `base` is the beginning of all IRIs. Raises as `read`, and `ValueError` for a base that is no IRI.
    """

def concat(table: TableName, documents: Sequence[Facts]) -> Table:
    """One table of the records of many documents: the rows of each, one document after another."""

def schema(table: TableName) -> Schema:
    """The columns of a table."""

def ontology() -> str:
    """The ontology as N-Quads in its own named graph, sorted: what a store needs once beside the graphs of documents."""

class KnowledgeBase:
    """A knowledge base in a directory, as it was when it was opened; later builds by others do not change it."""

    @staticmethod
    def open(
        path: Path = ".zhengtu",
        *,
        doc: Sequence[str] = (),
        place: Sequence[str] = (),
        level: Sequence[str] = (),
        issued_from: str | None = None,
        issued_until: str | None = None,
    ) -> KnowledgeBase:
        """Opens a knowledge base and keeps to the documents that are meant, as the options of the command line do.

        Raises `KnowledgeBaseError` where it is missing or damaged, or no document is meant.
        """
    @staticmethod
    def build(
        path: Path,
        files: Sequence[Path],
        *,
        words: Path | None = None,
        corrections: Path | None = None,
        base: str | None = None,
        add: bool = False,
        strict: bool = False,
        force: bool = False,
        compact: bool = False,
        lossy: bool = False,
        ocr: str = "auto",
        memory: int | None = None,
    ) -> KnowledgeBase:
        """Builds or refreshes a knowledge base, so that it holds the documents of files and folders, and opens it.

        A file that cannot be read stands in `report["failures"]`; with `strict` it raises. The keywords are the options of
        `zhengtu build`. Raises `KnowledgeBaseError`; the knowledge base then stays as it was.
        """
    @property
    def path(self) -> os.PathLike[str]:
        """The directory."""
    @property
    def report(self) -> dict[str, list[Any]] | None:
        """What `build` did: read, kept, removed, mended, failures, passed_over."""
    @property
    def documents(self) -> list[str]:
        """The names of the documents, in order."""
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[str]: ...
    def __contains__(self, name: str) -> bool: ...
    def __getitem__(self, name: str) -> Facts:
        """All that was read out of a document; raises `KeyError` where there is none of the name."""
    def records(self, kind: RecordKind) -> list[dict[str, Any]]:
        """The records of all documents, as `Facts.records`."""
    def jsonl(self, kind: RecordKind) -> str:
        """The same as lines of JSON: byte for byte what the command line prints."""
    def table(self, name: TableName) -> Table:
        """A table of the records of all documents."""
    def search(
        self,
        query: str,
        *,
        limit: int | None = 10,
        offset: int = 0,
        order: Literal["relevance", "document", "deadline"] = "relevance",
        context: int = 0,
        today: Day | None = None,
    ) -> dict[str, Any]:
        """Clauses by words, in the query language of `zhengtu search`: total, more, hits.

        Raises `QueryError` where the query cannot be read.
        """
    def ask(self, question: str, *, after: str | None = None, today: Day | None = None) -> dict[str, Any]:
        """The answer to a question in Chinese or English: the line that `zhengtu ask --format jsonl` begins with, and `rows`.

        `after` is the question before. A question that is not understood is no error: `understood` is None, and `reason`
        says why.
        """
    @overload
    def query(
        self,
        query: str,
        parameters: Mapping[str, object] | None = None,
        *,
        format: None = None,
        lang: Literal["zh", "en"] = "zh",
        timeout: float | None = 60.0,
        limit: int | None = 1_000_000,
        queries: Path | None = None,
    ) -> list[dict[str, Any]]:
        """The rows of a saved query by its name, of a file (`.rq`) or of SPARQL.

        `queries` is a folder of saved queries of your own. With `format` (csv, json, xml, turtle, xlsx …) the text of that
        format. Raises `QueryError`.
        """
    @overload
    def query(
        self,
        query: str,
        parameters: Mapping[str, object] | None = None,
        *,
        format: str,
        lang: Literal["zh", "en"] = "zh",
        timeout: float | None = 60.0,
        limit: int | None = 1_000_000,
        queries: Path | None = None,
    ) -> str | bytes: ...
    def check(self, *, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> list[dict[str, Any]]:
        """What the built-in checks found when the documents were read.

        `select` and `ignore` are codes, or their beginnings. Settings beside the documents (`checks.toml`) are those of the
        command line and are not applied here; nor is the place in the original file (`original`) looked up.
        """

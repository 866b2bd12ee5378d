"""Chinese government plans as tables and as a knowledge graph.

>>> import zhengtu
>>> facts = zhengtu.extract("方案.docx")            # everything read out of one document
>>> facts.table("tasks").to_pandas()                # or to_polars(), to_arrow(), to_pydict()
>>> kb = zhengtu.KnowledgeBase.build(".zhengtu", ["计划文件夹"])
>>> kb.ask("县税务局牵头哪些任务？")["rows"]
"""

from ._zhengtu import (
    RECORDS,
    TABLES,
    Document,
    Facts,
    KnowledgeBase,
    KnowledgeBaseError,
    QueryError,
    ReadError,
    Schema,
    Table,
    Words,
    WordsError,
    ZhengtuError,
    __version__,
    concat,
    extract,
    ontology,
    read,
    schema,
)

__all__ = [
    "RECORDS",
    "TABLES",
    "Document",
    "Facts",
    "KnowledgeBase",
    "KnowledgeBaseError",
    "QueryError",
    "ReadError",
    "Schema",
    "Table",
    "Words",
    "WordsError",
    "ZhengtuError",
    "__version__",
    "concat",
    "extract",
    "ontology",
    "read",
    "schema",
]

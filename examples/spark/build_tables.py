#!/usr/bin/env python3
"""Tables and graph shards of a folder of plans on Spark.

    spark-submit --master … examples/spark/build_tables.py FOLDER OUT

Needs the package `zhengtu`, pyarrow and pandas on every worker. Each file is read by one worker, once (`mapInArrow`): its
records of all kinds, its graph, or why it cannot be read, are one row of `OUT/stage`. From there come the tables
(`OUT/tables/NAME`, Parquet; the rows of a document stand together, in its order), `OUT/tables/errors` and the graph (`OUT/graph`,
gzipped N-Quads, a shard a file, and the ontology once). The tables are those of one machine, row for row: rows depend on their
document alone. No row is sent from one worker to another.

docs/python.md says what a cluster needs for how many plans.
"""
import argparse
import posixpath
import urllib.parse
from collections import Counter

import pyarrow
from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema

import zhengtu


def names(paths):
    """The names of the documents, as a knowledge base gives them: the file name, with as many folders before it as it takes
    to tell two files apart.

    >>> names(["/in/a/x/plan.txt", "/in/a/y/plan.txt", "/in/b.txt"])
    ['x/plan.txt', 'y/plan.txt', 'b.txt']
    """
    steps = [[step for step in path.split("/") if step] for path in paths]
    found = [None] * len(paths)
    for depth in range(1, max(map(len, steps), default=0) + 1):
        tails = ["/".join(parts[-depth:]) for parts in steps]
        counts = Counter(tails)
        found = [name or (tail if counts[tail] == 1 else None) for name, tail in zip(found, tails)]
        if all(found):
            break
    return found


def stage_schema():
    """A row for each file: its records by table, its graph, or why it cannot be read."""
    text = [("doc", pyarrow.string()), ("path", pyarrow.string())]
    tables = [(name, pyarrow.list_(pyarrow.struct(list(table_schema(name))))) for name in zhengtu.TABLES]
    rest = [("nquads", pyarrow.string()), ("error", pyarrow.string()), ("error_en", pyarrow.string())]
    return pyarrow.schema(text + tables + rest)


def table_schema(name):
    """The columns of a table, without what is said of them."""
    return [field.remove_metadata() for field in pyarrow.schema(zhengtu.schema(name))]


def staged(doc, path, content, schema):
    """The row of a file."""
    row = {"doc": [doc], "path": [path]}
    try:
        # Pictures need an OCR program on each worker; without one such pages are reported.
        facts = zhengtu.extract(content, doc, ocr="off")
    except zhengtu.ReadError as error:
        row |= {"error": [str(error)], "error_en": [error.english]}
    else:
        row["nquads"] = [facts.nquads().rstrip("\n")]
        for name in zhengtu.TABLES:
            records = pyarrow.table(facts.table(name)).combine_chunks().to_struct_array()
            records = records.combine_chunks() if isinstance(records, pyarrow.ChunkedArray) else records
            row[name] = pyarrow.ListArray.from_arrays([0, len(records)], records.cast(schema.field(name).type.value_type))
    columns = [
        row[field.name] if isinstance(row.get(field.name), pyarrow.Array)
        else pyarrow.array(row.get(field.name, [None]), field.type)
        for field in schema
    ]
    return pyarrow.RecordBatch.from_arrays(columns, schema=schema)


def read(batches):
    """What a worker does with its files."""
    schema = stage_schema()
    for batch in batches:
        for doc, path, content in zip(*(batch.column(name) for name in ("doc", "path", "content")), strict=True):
            yield staged(doc.as_py(), path.as_py(), content.as_py(), schema)


def build(spark, folder, out):
    """Reads all files of a folder and writes what is made of them."""
    files = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(folder).select("path", "content")
    paths = sorted(row.path for row in files.select("path").collect())
    local = [urllib.parse.unquote(urllib.parse.urlparse(path).path) for path in paths]
    named = spark.createDataFrame(list(zip(paths, names(local))), "path string, doc string")
    rows = files.join(F.broadcast(named), "path").mapInArrow(read, from_arrow_schema(stage_schema()))
    # Written by Spark's commit protocol: what a lost worker wrote is not there, and its files are read by another.
    stage = posixpath.join(out, "stage")
    rows.write.mode("overwrite").parquet(stage)
    rows = spark.read.parquet(stage)
    for name in zhengtu.TABLES:
        rows.select(F.inline(name)).write.mode("overwrite").parquet(posixpath.join(out, "tables", name))
    errors = rows.where("error is not null").select("doc", "path", "error", "error_en")
    errors.write.mode("overwrite").parquet(posixpath.join(out, "tables", "errors"))
    graph = rows.where("nquads is not null").select("nquads")
    graph.write.mode("overwrite").option("compression", "gzip").text(posixpath.join(out, "graph", "documents"))
    ontology = spark.createDataFrame([(zhengtu.ontology().rstrip("\n"),)], "nquads string").coalesce(1)
    ontology.write.mode("overwrite").option("compression", "gzip").text(posixpath.join(out, "graph", "ontology"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", help="where the plans lie: a path or address that Spark reads (file:, hdfs:, s3a:)")
    parser.add_argument("out", help="where tables and graph go")
    parser.add_argument("--master", help="as of spark-submit; that of its settings where it is not given")
    parser.add_argument("--pieces", type=int, help="into how many pieces the files are divided at least; else by their size")
    given = parser.parse_args()
    builder = SparkSession.builder.appName("zhengtu")
    # One file after another: a batch is held as a whole.
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", 16)
    if given.pieces:
        builder = builder.config("spark.sql.files.minPartitionNum", given.pieces)
    if given.master:
        builder = builder.master(given.master)
    spark = builder.getOrCreate()
    try:
        build(spark, given.folder, given.out)
    finally:
        spark.stop()


if __name__ == "__main__":
    main()

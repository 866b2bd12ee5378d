//! Tables as Arrow, handed out through its C interface (the Arrow PyCapsule interface): pyarrow, polars, DuckDB, pandas and
//! others take them from there, and none of them is needed.

use crate::error;
use arrow_array::builder::{BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::{Date32Type, Float64Type, Int64Type};
use arrow_array::{ArrayRef, RecordBatch, RecordBatchIterator};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{ArrowError, DataType, Field};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList};
use std::collections::HashMap;
use std::sync::Arc;
use zhengtu_tables::{Cell, Column, Row, Type};

/// The columns of a table with their types.
#[pyclass(frozen, module = "zhengtu")]
#[derive(Debug)]
pub struct Schema {
    table: &'static zhengtu_tables::Table,
}

#[pymethods]
impl Schema {
    /// The name of the table.
    #[getter]
    fn table(&self) -> &str {
        self.table.name
    }

    /// The names of the columns.
    #[getter]
    fn names(&self) -> Vec<&str> {
        self.table.columns().map(|column| column.name).collect()
    }

    /// For each column its name, its type in Arrow, whether it may hold nothing, and what stands in it.
    #[getter]
    fn columns(&self) -> Vec<(&str, &str, bool, &str)> {
        let described = |column: &'static Column| (column.name, column.holds.arrow(), column.optional, column.says);
        self.table.columns().map(described).collect()
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        schema_capsule(py, &arrow_schema(self.table))
    }

    fn __repr__(&self) -> String {
        let columns: Vec<String> =
            self.table.columns().map(|column| format!("{}: {}", column.name, column.holds.arrow())).collect();
        format!("<Schema of {}: {}>", self.table.name, columns.join(", "))
    }
}

/// The columns of the table that is called so.
#[pyfunction]
pub fn schema(table: &str) -> PyResult<Schema> {
    Ok(Schema { table: named(table)? })
}

/// The table that is called so.
pub fn named(name: &str) -> PyResult<&'static zhengtu_tables::Table> {
    zhengtu_tables::table(name).ok_or_else(|| {
        let all: Vec<&str> = zhengtu_tables::TABLES.iter().map(|table| table.name).collect();
        error::value(format!("there is no table {name:?}; use {}", all.join(", ")))
    })
}

/// A table of records in memory.
#[pyclass(frozen, module = "zhengtu")]
#[derive(Debug)]
pub struct Table {
    table: &'static zhengtu_tables::Table,
    batch: RecordBatch,
}

#[pymethods]
impl Table {
    /// The name of the table.
    #[getter]
    fn name(&self) -> &str {
        self.table.name
    }

    /// The columns with their types.
    #[getter]
    fn schema(&self) -> Schema {
        Schema { table: self.table }
    }

    fn __len__(&self) -> usize {
        self.batch.num_rows()
    }

    fn __repr__(&self) -> String {
        format!("<Table {}: {} rows>", self.table.name, self.batch.num_rows())
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        schema_capsule(py, &self.batch.schema())
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The consumer converts what it wants otherwise, as the interface allows.
        let _ = requested_schema;
        let batches = RecordBatchIterator::new([Ok(self.batch.clone())], self.batch.schema());
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(batches)), c"arrow_array_stream")
    }

    /// The columns by their names, each a list of Python values.
    fn to_pydict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let columns = PyDict::new(py);
        for (column, array) in self.table.columns().zip(self.batch.columns()) {
            columns.set_item(column.name, values(py, column, array)?)?;
        }
        Ok(columns)
    }

    /// The rows, each a dictionary of Python values by the names of the columns.
    fn to_pylist<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let rows: Vec<Bound<'py, PyDict>> = (0..self.batch.num_rows()).map(|_| PyDict::new(py)).collect();
        for (column, array) in self.table.columns().zip(self.batch.columns()) {
            for (row, value) in rows.iter().zip(values(py, column, array)?.iter()) {
                row.set_item(column.name, value)?;
            }
        }
        Ok(rows)
    }

    /// The table as pandas takes it, with types that can hold nothing: string, Int64, Float64, boolean, datetime64. Needs
    /// pandas, and no pyarrow.
    fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let pandas = py.import("pandas")?;
        let frame = PyDict::new(py);
        for (column, array) in self.table.columns().zip(self.batch.columns()) {
            let series = match column.holds {
                Type::Day => pandas.call_method1("to_datetime", (values(py, column, array)?,))?,
                _ => pandas.call_method1("array", (values(py, column, array)?, pandas_type(column.holds)))?,
            };
            frame.set_item(column.name, series)?;
        }
        pandas.call_method1("DataFrame", (frame,))
    }

    /// The table as polars takes it. Needs polars.
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("polars")?.call_method1("DataFrame", (slf,))
    }

    /// The table as pyarrow takes it. Needs pyarrow.
    fn to_arrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("pyarrow")?.call_method1("table", (slf,))
    }
}

fn pandas_type(holds: Type) -> &'static str {
    match holds {
        Type::Text => "string",
        Type::Whole => "Int64",
        Type::Number => "Float64",
        Type::Flag => "boolean",
        Type::Day => "datetime64[s]",
    }
}

fn schema_capsule<'py>(py: Python<'py>, schema: &arrow_schema::Schema) -> PyResult<Bound<'py, PyCapsule>> {
    let made = FFI_ArrowSchema::try_from(schema).map_err(|error| error::value(error.to_string()))?;
    PyCapsule::new_with_value(py, made, c"arrow_schema")
}

/// The columns in Arrow; what stands in each is its metadata `comment`.
fn arrow_schema(table: &zhengtu_tables::Table) -> arrow_schema::Schema {
    let field = |column: &'static Column| {
        let holds = match column.holds {
            Type::Text => DataType::Utf8,
            Type::Whole => DataType::Int64,
            Type::Number => DataType::Float64,
            Type::Flag => DataType::Boolean,
            Type::Day => DataType::Date32,
        };
        Field::new(column.name, holds, column.optional)
            .with_metadata(HashMap::from([("comment".to_owned(), column.says.to_owned())]))
    };
    arrow_schema::Schema::new(table.columns().map(field).collect::<Vec<_>>())
}

/// The values of a column as Python objects.
fn values<'py>(py: Python<'py>, column: &Column, array: &ArrayRef) -> PyResult<Bound<'py, PyList>> {
    match column.holds {
        Type::Text => PyList::new(py, array.as_string::<i32>().iter()),
        Type::Whole => PyList::new(py, array.as_primitive::<Int64Type>().iter()),
        Type::Number => PyList::new(py, array.as_primitive::<Float64Type>().iter()),
        Type::Flag => PyList::new(py, array.as_boolean().iter()),
        Type::Day => {
            let from_ordinal = py.import("datetime")?.getattr("date")?.getattr("fromordinal")?;
            let date = |days: Option<i32>| days.map(|days| from_ordinal.call1((EPOCH + i64::from(days),))).transpose();
            PyList::new(py, array.as_primitive::<Date32Type>().iter().map(date).collect::<PyResult<Vec<_>>>()?)
        }
    }
}

/// The number of 1970-01-01 where 0001-01-01 is day 1, as Python counts.
const EPOCH: i64 = 719_163;

/// Collects rows as Arrow.
pub struct Builder {
    table: &'static zhengtu_tables::Table,
    columns: Vec<Values>,
}

enum Values {
    Text(StringBuilder),
    Whole(Int64Builder),
    Number(Float64Builder),
    Flag(BooleanBuilder),
    Day(Date32Builder),
}

impl Builder {
    pub fn new(table: &'static zhengtu_tables::Table) -> Self {
        let values = |column: &'static Column| match column.holds {
            Type::Text => Values::Text(StringBuilder::new()),
            Type::Whole => Values::Whole(Int64Builder::new()),
            Type::Number => Values::Number(Float64Builder::new()),
            Type::Flag => Values::Flag(BooleanBuilder::new()),
            Type::Day => Values::Day(Date32Builder::new()),
        };
        Self { table, columns: table.columns().map(values).collect() }
    }

    /// Adds a row of the table.
    pub fn push(&mut self, row: &Row<'_>) -> Result<(), ArrowError> {
        for (values, cell) in self.columns.iter_mut().zip(row) {
            match (values, cell) {
                (Values::Text(values), Cell::Text(text)) => values.append_value(text),
                (Values::Text(values), Cell::Nothing) => values.append_null(),
                (Values::Whole(values), Cell::Whole(number)) => values.append_value(*number),
                (Values::Whole(values), Cell::Nothing) => values.append_null(),
                (Values::Number(values), Cell::Number(number)) => values.append_value(*number),
                (Values::Number(values), Cell::Nothing) => values.append_null(),
                (Values::Flag(values), Cell::Flag(is)) => values.append_value(*is),
                (Values::Flag(values), Cell::Nothing) => values.append_null(),
                // The calendar ends with the year 9999.
                (Values::Day(values), Cell::Day(day)) => values.append_value(day.days_since_1970() as i32),
                (Values::Day(values), Cell::Nothing) => values.append_null(),
                (_, cell) => return Err(ArrowError::SchemaError(format!("{cell:?} in {}", self.table.name))),
            }
        }
        Ok(())
    }

    pub fn finish(self) -> Result<Table, ArrowError> {
        let arrays = self.columns.into_iter().map(|values| -> ArrayRef {
            match values {
                Values::Text(mut values) => Arc::new(values.finish()),
                Values::Whole(mut values) => Arc::new(values.finish()),
                Values::Number(mut values) => Arc::new(values.finish()),
                Values::Flag(mut values) => Arc::new(values.finish()),
                Values::Day(mut values) => Arc::new(values.finish()),
            }
        });
        let batch = RecordBatch::try_new(Arc::new(arrow_schema(self.table)), arrays.collect())?;
        Ok(Table { table: self.table, batch })
    }
}

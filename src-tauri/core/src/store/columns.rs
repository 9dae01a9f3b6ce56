//! How our types lie in columns: ids as text, times as microseconds since 1970 UTC, small enums as their words, lists as
//! JSON. Nothing else may decide on a representation.

use crate::error::{Error, Result};
use crate::id::{AlertId, AttachmentId, CaseId, CommentId, IntentId, RuleId, SavedId, ServerId};
use chrono::{DateTime, Utc};
use rusqlite::Row;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

macro_rules! id_column {
    ($($name:ident),*) => {$(
        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::from(self.0.to_string()))
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                Uuid::parse_str(value.as_str()?).map($name).map_err(FromSqlError::other)
            }
        }
    )*};
}

id_column!(
    CaseId,
    CommentId,
    AttachmentId,
    IntentId,
    AlertId,
    RuleId,
    SavedId
);

impl ToSql for ServerId {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.as_str()))
    }
}

impl FromSql for ServerId {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Ok(ServerId(value.as_str()?.to_owned()))
    }
}

/// A time as a column.
#[derive(Clone, Copy, Debug)]
pub struct Micros(pub DateTime<Utc>);

impl ToSql for Micros {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.0.timestamp_micros()))
    }
}

impl FromSql for Micros {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let micros = value.as_i64()?;
        DateTime::from_timestamp_micros(micros)
            .map(Micros)
            .ok_or(FromSqlError::OutOfRange(micros))
    }
}

/// A serde type as a JSON column.
#[derive(Clone, Debug)]
pub struct Json<T>(pub T);

impl<T: Serialize> ToSql for Json<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        serde_json::to_string(&self.0)
            .map(ToSqlOutput::from)
            .map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))
    }
}

impl<T: DeserializeOwned> FromSql for Json<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?)
            .map(Json)
            .map_err(FromSqlError::other)
    }
}

/// An enum without data as its serde word.
#[derive(Clone, Copy, Debug)]
pub struct Word<T>(pub T);

impl<T: Serialize> ToSql for Word<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match serde_json::to_value(&self.0) {
            Ok(serde_json::Value::String(word)) => Ok(ToSqlOutput::from(word)),
            _ => Err(rusqlite::Error::ToSqlConversionFailure("not a word".into())),
        }
    }
}

impl<T: DeserializeOwned> FromSql for Word<T> {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let word = serde_json::Value::String(value.as_str()?.to_owned());
        serde_json::from_value(word)
            .map(Word)
            .map_err(FromSqlError::other)
    }
}

/// The columns of a row in the order of its `SELECT`, one after the other. Asking for each by its name compares all names
/// before it: of a row of twenty columns that is most of the reading.
#[derive(Debug)]
pub struct InOrder<'r, 's> {
    row: &'r Row<'s>,
    next: usize,
}

impl<'r, 's> InOrder<'r, 's> {
    /// From the first column on.
    #[must_use]
    pub fn of(row: &'r Row<'s>) -> InOrder<'r, 's> {
        InOrder { row, next: 0 }
    }

    /// The next column.
    ///
    /// # Errors
    /// What can't be read as `T`; that there is no more column.
    pub fn take<T: FromSql>(&mut self) -> rusqlite::Result<T> {
        let value = self.row.get(self.next)?;
        self.next += 1;
        Ok(value)
    }

    /// The next column, which is JSON.
    ///
    /// # Errors
    /// As [`InOrder::take`].
    pub fn json<T: DeserializeOwned>(&mut self) -> rusqlite::Result<T> {
        self.take::<Json<T>>().map(|json| json.0)
    }

    /// The next column, which is JSON or nothing.
    ///
    /// # Errors
    /// As [`InOrder::take`].
    pub fn maybe_json<T: DeserializeOwned>(&mut self) -> rusqlite::Result<Option<T>> {
        self.take::<Option<Json<T>>>()
            .map(|json| json.map(|json| json.0))
    }

    /// The next column, which is a time.
    ///
    /// # Errors
    /// As [`InOrder::take`].
    pub fn time(&mut self) -> rusqlite::Result<DateTime<Utc>> {
        self.take::<Micros>().map(|micros| micros.0)
    }

    /// The next column, which is a time or nothing.
    ///
    /// # Errors
    /// As [`InOrder::take`].
    pub fn maybe_time(&mut self) -> rusqlite::Result<Option<DateTime<Utc>>> {
        self.take::<Option<Micros>>()
            .map(|micros| micros.map(|micros| micros.0))
    }
}

/// A count of rows, for what is told to a person.
///
/// # Errors
/// `Bug` when it does not fit, which no mirror reaches.
pub fn count(n: i64) -> Result<u32> {
    u32::try_from(n).map_err(|_| Error::Bug("a count out of range".to_owned()))
}

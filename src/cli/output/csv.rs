//! A result as comma-separated values.

use serde_json::Value;

/// `value` as CSV: an array gives a row per element, an object one row.
///
/// The header holds the fields' names in their JSON order. Nested fields are joined: an array with `;`, the
/// values of an object with `:`. A missing value is an empty field.
pub fn to_csv(value: &Value) -> Result<String, csv::Error> {
    let rows = match value {
        Value::Array(rows) => rows.as_slice(),
        other => std::slice::from_ref(other),
    };
    let mut header: Vec<&str> = Vec::new();
    for row in rows {
        for name in row.as_object().into_iter().flat_map(|object| object.keys()) {
            if !header.contains(&name.as_str()) {
                header.push(name);
            }
        }
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    if !header.is_empty() {
        writer.write_record(&header)?;
    }
    for row in rows {
        match row.as_object() {
            Some(object) => writer
                .write_record(header.iter().map(|name| object.get(*name).map(field).unwrap_or_default()))?,
            None => writer.write_record([field(row)])?,
        }
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn field(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(value) => value.to_string(),
        Value::Number(value) => value.to_string(),
        Value::String(value) => value.clone(),
        Value::Array(values) => values.iter().map(field).collect::<Vec<_>>().join(";"),
        Value::Object(object) => object.values().map(field).collect::<Vec<_>>().join(":"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn nested_fields_are_joined() {
        let value = json!([
            {"name": "HQ", "subnets": ["10.1.0.0/16", "10.2.0.0/16"], "guid": null},
            {"name": "a,\"b\"", "subnets": [], "servers": [{"name": "PS-01", "assignment": "manual"}]},
        ]);
        assert_eq!(
            to_csv(&value).unwrap(),
            "name,subnets,guid,servers\nHQ,10.1.0.0/16;10.2.0.0/16,,\n\"a,\"\"b\"\"\",,,PS-01:manual\n"
        );
    }
}

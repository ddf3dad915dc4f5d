//! A serialised .NET DataTable: an inline schema first, then one element a row, perhaps inside a diffgram.

use super::xml::Element;

/// The namespace of XML Schema.
const SCHEMA: &str = "http://www.w3.org/2001/XMLSchema";

/// A table with the rows that the server sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DataTable {
    /// The columns that the inline schema names, in its order.
    pub columns: Vec<String>,
    /// The rows. An empty cell is absent.
    pub rows: Vec<Row>,
}

/// The cells of a row that are not empty, with their columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row(Vec<(String, String)>);

impl Row {
    /// The cell in this column, whatever the case of its name.
    pub fn get(&self, column: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name.eq_ignore_ascii_case(column)).map(|(_, cell)| cell.as_str())
    }
}

impl FromIterator<(String, String)> for Row {
    fn from_iter<T: IntoIterator<Item = (String, String)>>(cells: T) -> Self {
        Self(cells.into_iter().collect())
    }
}

impl DataTable {
    /// Reads the table that is inside the element.
    pub fn read(element: &Element) -> Self {
        let mut table = Self::default();
        let content = element.find("diffgram").unwrap_or(element);
        // Rows are Table or Table1, in NewDataSet or DocumentElement, which a result may itself be.
        let set = ["NewDataSet", "DocumentElement"].iter().find_map(|name| content.child(name));
        for child in &set.unwrap_or(content).children {
            if &*child.namespace != SCHEMA && !child.children.is_empty() {
                let cells = child.children.iter().filter(|cell| !cell.is_nil());
                table.rows.push(cells.map(|cell| (decoded(&cell.name), cell.text.clone())).collect());
            }
        }
        if let Some(schema) = element.find("schema") {
            columns(schema, &mut table.columns);
        }
        table
    }
}

/// The elements with a simple type are the columns.
fn columns(schema: &Element, found: &mut Vec<String>) {
    for child in &schema.children {
        let is_column =
            &*child.name == "element" && child.children.iter().all(|inner| &*inner.name != "complexType");
        match child.attribute("name") {
            Some(name) if is_column => found.push(decoded(name)),
            _ => columns(child, found),
        }
    }
}

/// A name as it was before `_x0020_` was put for characters that XML names cannot have.
pub fn decoded(name: &str) -> String {
    let mut decoded = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        decoded.push_str(before);
        let digits = from.get(2..6).filter(|_| from.as_bytes().get(6) == Some(&b'_'));
        match digits.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32) {
            Some(character) => {
                decoded.push(character);
                rest = &from[7..];
            }
            None => {
                decoded.push_str("_x");
                rest = &from[2..];
            }
        }
    }
    decoded + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROWS: &str =
        "<Table1 xmlns=''><IP_x0020_Address>10.1.5.7</IP_x0020_Address><Subnet_x0020_Mask/></Table1>
        <Table1 xmlns=''><IP_x0020_Address>10.1.5.8</IP_x0020_Address></Table1>";

    const SCHEMA: &str = "<xs:schema id='NewDataSet' xmlns:xs='http://www.w3.org/2001/XMLSchema'>
        <xs:element name='NewDataSet'><xs:complexType><xs:choice><xs:element name='Table1'><xs:complexType>
        <xs:sequence><xs:element name='IP_x0020_Address' type='xs:string' minOccurs='0'/>
        <xs:element name='Subnet_x0020_Mask' minOccurs='0'><xs:simpleType><xs:restriction base='xs:string'/></xs:simpleType></xs:element>
        </xs:sequence></xs:complexType></xs:element></xs:choice></xs:complexType></xs:element></xs:schema>";

    fn addresses(document: &str) -> Vec<String> {
        let table = DataTable::read(&Element::parse(document.as_bytes()).unwrap());
        assert_eq!(table.columns, ["IP Address", "Subnet Mask"]);
        table.rows.iter().filter_map(|row| row.get("ip address")).map(str::to_owned).collect()
    }

    #[test]
    fn rows_are_found_in_every_wrapping() {
        for document in [
            format!("<NewDataSet>{SCHEMA}{ROWS}</NewDataSet>"),
            format!("<r>{SCHEMA}<NewDataSet xmlns=''>{ROWS}</NewDataSet></r>"),
            format!(
                "<r>{SCHEMA}<d:diffgram xmlns:d='urn:schemas-microsoft-com:xml-diffgram-v1'>
                 <NewDataSet xmlns=''>{ROWS}</NewDataSet></d:diffgram></r>"
            ),
            format!(
                "<r>{SCHEMA}<d:diffgram xmlns:d='urn:schemas-microsoft-com:xml-diffgram-v1'>
                 <DocumentElement xmlns=''>{ROWS}</DocumentElement></d:diffgram></r>"
            ),
        ] {
            assert_eq!(addresses(&document), ["10.1.5.7", "10.1.5.8"], "{document}");
        }
        let empty = format!("<r>{SCHEMA}<d:diffgram xmlns:d='urn:d'/></r>");
        assert_eq!(addresses(&empty), [""; 0]);
    }

    #[test]
    fn names_are_decoded() {
        assert_eq!(decoded("IP_x0020_Address"), "IP Address");
        assert_eq!(decoded("a_x_b_x00_c_xzzzz_"), "a_x_b_x00_c_xzzzz_");
        assert_eq!(decoded("_x005F_x0020__xD800_ü_x20"), "_x0020__xD800_ü_x20");
        assert_eq!(decoded("_x0€"), "_x0€");
    }
}

//! Lists whose elements have unique names, checked while they are read so that an error knows its line.

use std::collections::HashSet;
use std::fmt;
use std::hash::Hash;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};

use super::{JoinAssignment, Name, Network, PackageServer, Site, Smp, Subnet};

/// What tells the elements of a list apart.
pub trait Unique {
    /// The element's kind, for messages.
    const KIND: &'static str;
    /// What must not come twice.
    type Key: Eq + Hash;
    /// The element's key.
    fn key(&self) -> Self::Key;
    /// The key as a person reads it.
    fn label(&self) -> String;
}

/// Reads a list and refuses a second element with the key of an earlier one.
pub fn unique<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Unique,
{
    struct List<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de> + Unique> Visitor<'de> for List<T> {
        type Value = Vec<T>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(formatter, "a list, each element a {}", T::KIND)
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<T>, A::Error> {
            let mut seen = HashSet::new();
            let mut elements = Vec::new();
            while let Some(element) = list.next_element::<T>()? {
                if !seen.insert(element.key()) {
                    return Err(A::Error::custom(format_args!(
                        "{} '{}' comes twice in its list",
                        T::KIND,
                        element.label()
                    )));
                }
                elements.push(element);
            }
            Ok(elements)
        }
    }

    deserializer.deserialize_seq(List(PhantomData))
}

macro_rules! unique_by_name {
    ($type:ty, $kind:literal) => {
        impl Unique for $type {
            const KIND: &'static str = $kind;
            type Key = String;

            fn key(&self) -> String {
                self.name.key()
            }

            fn label(&self) -> String {
                self.name.to_string()
            }
        }
    };
}

unique_by_name!(Smp, "SMP");
unique_by_name!(Site, "site");
unique_by_name!(PackageServer, "Package Server");

impl Unique for Subnet {
    const KIND: &'static str = "subnet";
    type Key = Network;

    fn key(&self) -> Network {
        self.network
    }

    fn label(&self) -> String {
        self.network.to_string()
    }
}

impl Unique for JoinAssignment {
    const KIND: &'static str = "join assignment";
    type Key = (String, String);

    fn key(&self) -> (String, String) {
        (self.site.key(), self.package_server.key())
    }

    fn label(&self) -> String {
        format!("{} to {}", self.package_server, self.site)
    }
}

impl Unique for Name {
    const KIND: &'static str = "name";
    type Key = String;

    fn key(&self) -> String {
        Name::key(self)
    }

    fn label(&self) -> String {
        self.to_string()
    }
}

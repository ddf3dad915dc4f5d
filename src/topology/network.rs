//! A subnet's range of addresses.

use std::borrow::Cow;
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use ipnet::{IpNet, Ipv4Net};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer};

/// A CIDR range without host bits, so that equal ranges are equal values.
///
/// Two ranges are either disjoint, or equal, or one lies wholly inside the other; the order puts a range
/// directly before the ranges inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Network(IpNet);

/// Why a text is no range.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidNetwork {
    /// An address alone.
    #[error("'{0}' has no prefix length; write it like '{0}/{1}'")]
    NoPrefix(IpAddr, u8),
    /// Anything else.
    #[error("{0:?} is no subnet in CIDR notation, like '10.1.0.0/16' or '2001:db8::/32'")]
    NotCidr(String),
}

impl Network {
    /// The range of `prefix` bits around `address`, if that family has so many bits.
    pub fn around(address: IpAddr, prefix: u8) -> Option<Self> {
        IpNet::new(address, prefix).ok().map(Self::from)
    }

    /// The number of leading bits that all addresses share.
    pub fn prefix_len(&self) -> u8 {
        self.0.prefix_len()
    }

    /// Whether the address lies in the range.
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.contains(&address.to_canonical())
    }

    /// Whether `other` lies wholly inside this range and is smaller.
    pub fn encompasses(&self, other: &Self) -> bool {
        self != other && self.0.contains(&other.0)
    }

    /// Family, first address, prefix length: in this order a range comes before all that lie inside it.
    fn position(&self) -> (bool, u128, u8) {
        let (is_v6, first) = number(self.0.network());
        (is_v6, first, self.0.prefix_len())
    }

    /// Whether the range's first address is not after `address`, in the order of [`Network`].
    pub(super) fn starts_by(&self, address: IpAddr) -> bool {
        number(self.0.network()) <= number(address.to_canonical())
    }
}

fn number(address: IpAddr) -> (bool, u128) {
    match address {
        IpAddr::V4(address) => (false, u128::from(u32::from(address))),
        IpAddr::V6(address) => (true, u128::from(address)),
    }
}

impl From<IpNet> for Network {
    /// Host bits are dropped; an IPv4 range written in IPv6 (`::ffff:10.0.0.0/104`) becomes an IPv4 one.
    fn from(range: IpNet) -> Self {
        if let IpNet::V6(v6) = range
            && let (Some(address), Some(prefix)) =
                (v6.network().to_ipv4_mapped(), v6.prefix_len().checked_sub(96))
            && let Ok(v4) = Ipv4Net::new(address, prefix)
        {
            return Self(IpNet::V4(v4).trunc());
        }
        Self(range.trunc())
    }
}

impl FromStr for Network {
    type Err = InvalidNetwork;

    fn from_str(text: &str) -> Result<Self, InvalidNetwork> {
        let text = text.trim();
        if let Ok(address) = text.parse::<IpAddr>() {
            let usual = if address.is_ipv4() { 24 } else { 64 };
            return Err(InvalidNetwork::NoPrefix(address, usual));
        }
        text.parse::<IpNet>().map(Self::from).map_err(|_| InvalidNetwork::NotCidr(text.to_owned()))
    }
}

impl Serialize for Network {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Network {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl Visitor<'_> for Text {
            type Value = Network;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a subnet in CIDR notation")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Network, E> {
                text.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_str(Text)
    }
}

impl fmt::Display for Network {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl PartialOrd for Network {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Network {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.position().cmp(&other.position())
    }
}

impl JsonSchema for Network {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Network".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": r"^[0-9A-Fa-f:.]+/[0-9]{1,3}$" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn net(text: &str) -> Network {
        text.parse().unwrap()
    }

    #[test]
    fn host_bits_are_dropped() {
        assert_eq!(net("10.1.2.3/16"), net("10.1.0.0/16"));
        assert_eq!(net("2001:db8::1/32").to_string(), "2001:db8::/32");
        assert_eq!(net("::ffff:10.1.2.3/112").to_string(), "10.1.0.0/16");
    }

    #[test]
    fn an_address_alone_is_refused_with_the_way_to_write_it() {
        let message = "10.1.2.3".parse::<Network>().unwrap_err().to_string();
        assert_eq!(message, "'10.1.2.3' has no prefix length; write it like '10.1.2.3/24'");
        assert!("10.1.0.0/33".parse::<Network>().is_err());
        assert!("10.1.0.0/".parse::<Network>().is_err());
        assert!("".parse::<Network>().is_err());
    }

    #[test]
    fn a_range_comes_before_those_inside_it() {
        let mut all =
            [net("::/0"), net("10.1.2.0/24"), net("10.0.0.0/8"), net("10.1.0.0/16"), net("9.0.0.0/8")];
        all.sort();
        assert_eq!(
            all.map(|n| n.to_string()),
            ["9.0.0.0/8", "10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24", "::/0"]
        );
        assert!(net("0.0.0.0/0").encompasses(&net("9.0.0.0/8")));
        assert!(!net("::/0").encompasses(&net("9.0.0.0/8")));
        assert!(!net("9.0.0.0/8").encompasses(&net("9.0.0.0/8")));
    }
}

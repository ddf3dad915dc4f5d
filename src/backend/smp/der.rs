//! As much of DER as certificates and Kerberos' answers need: one element after the other.

/// The first element: its tag, what is inside it, and what comes after it.
pub fn element(der: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let [tag, first, rest @ ..] = der else { return None };
    let (length, rest) = match first {
        0..=0x7f => (usize::from(*first), rest),
        0x81..=0x83 => {
            let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            (digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit)), rest)
        }
        _ => return None,
    };
    let (inside, after) = rest.split_at_checked(length)?;
    Some((*tag, inside, after))
}

/// The first element, if it has this tag: what is inside it, and what comes after it.
pub fn tagged(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    element(der).filter(|(found, ..)| *found == tag).map(|(_, inside, after)| (inside, after))
}

/// What is inside the first of these elements with this tag.
pub fn field(mut der: &[u8], tag: u8) -> Option<&[u8]> {
    while let Some((found, inside, after)) = element(der) {
        if found == tag {
            return Some(inside);
        }
        der = after;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_read_and_what_is_none_is_not() {
        assert_eq!(element(b"\x30\x02ab\x05\x00"), Some((0x30, b"ab".as_slice(), b"\x05\x00".as_slice())));
        assert_eq!(tagged(b"\x30\x81\x01a", 0x30), Some((b"a".as_slice(), b"".as_slice())));
        assert_eq!(tagged(b"\x30\x81\x01a", 0x31), None);
        assert_eq!(field(b"\xa0\x01x\xa6\x01y", 0xa6), Some(b"y".as_slice()));
        for wrong in [b"\x30\x84\xff".as_slice(), b"\x30\x80", b"\x30\x05a", b"\x30", b""] {
            assert_eq!(element(wrong), None);
        }
    }
}

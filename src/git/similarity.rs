//! How much two contents share, measured as git measures it: in bytes of lines they have in common.

/// Longer lines are cut into pieces of this many bytes, so that binary files have pieces too.
const PIECE: usize = 64;

/// What is multiplied by: the golden ratio in 64 bits.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

/// The pieces of a content: what is needed to compare it with others.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pieces {
    size: usize,
    /// Hash and bytes of each distinct piece, by hash.
    counts: Vec<(u64, usize)>,
}

impl Pieces {
    /// Cuts a content into pieces.
    pub(crate) fn of(content: &[u8]) -> Pieces {
        let mut counts: Vec<(u64, usize)> = Vec::new();
        let (mut start, mut lines) = (0, 0);
        let ends = memchr::memchr_iter(b'\n', content).map(|end| (end, true));
        for (end, has_newline) in ends.chain([(content.len(), false)]) {
            let line = &content[start..end];
            start = end + 1;
            if !has_newline && line.is_empty() {
                break;
            }
            // Line ends of other systems are no difference.
            let line = line.strip_suffix(b"\r").filter(|_| has_newline).unwrap_or(line);
            counts.extend(line.chunks(PIECE).map(|piece| (hash(piece), piece.len())));
            lines += 1;
        }
        // The line ends, each a byte of its own.
        if lines > 0 {
            counts.push((0, lines));
        }
        counts.sort_unstable_by_key(|(hash, _)| *hash);
        counts.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        Pieces {
            size: counts.iter().map(|(_, bytes)| bytes).sum(),
            counts,
        }
    }

    /// The share of the larger content, in percent, that both have.
    pub(crate) fn likeness(&self, other: &Pieces) -> u8 {
        let larger = self.size.max(other.size);
        if larger == 0 {
            return 0;
        }
        u8::try_from(self.common_bytes(other) * 100 / larger).unwrap_or(100)
    }

    /// Whether the sizes alone allow a likeness of so many percent.
    pub(crate) fn may_reach(&self, other: &Pieces, percent: usize) -> bool {
        self.size.min(other.size) * 100 >= self.size.max(other.size) * percent
    }

    fn common_bytes(&self, other: &Pieces) -> usize {
        let (mut a, mut b) = (self.counts.iter().peekable(), other.counts.iter().peekable());
        let mut common = 0;
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            match x.0.cmp(&y.0) {
                std::cmp::Ordering::Less => a.next(),
                std::cmp::Ordering::Greater => b.next(),
                std::cmp::Ordering::Equal => {
                    common += x.1.min(y.1);
                    a.next();
                    b.next()
                }
            };
        }
        common
    }
}

/// A hash that is the same on every machine and in every run: eight bytes at a time, multiplied and folded.
fn hash(piece: &[u8]) -> u64 {
    let (words, rest) = piece.as_chunks::<8>();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    // The length is spread first: it must not cancel a byte of the last word.
    let seed = (piece.len() as u64 + 1).wrapping_mul(0xcbf2_9ce4_8422_2325);
    let words = words.iter().chain([&last]).map(|word| u64::from_le_bytes(*word));
    words.fold(seed, |hash, word| {
        let product = u128::from(hash ^ word) * u128::from(FACTOR);
        // Both halves, so that every byte tells in the low bits too.
        (product as u64) ^ (product >> 64) as u64
    })
}

#[cfg(test)]
mod tests {
    use super::Pieces;

    #[test]
    fn likeness_is_the_share_of_common_bytes() {
        let ten: String = (0..10).map(|line| format!("line number {line}\n")).collect();
        let half = ten
            .replacen("number 0", "numbre x", 5)
            .replace("number 1", "n")
            .replace("number 2", "m");
        let (ten, half) = (Pieces::of(ten.as_bytes()), Pieces::of(half.as_bytes()));
        assert_eq!(ten.likeness(&ten), 100);
        assert!((60..90).contains(&ten.likeness(&half)), "{}", ten.likeness(&half));
        assert_eq!(ten.likeness(&Pieces::of(b"")), 0);
        assert_eq!(Pieces::of(b"a\r\nb\r\n").likeness(&Pieces::of(b"a\nb\n")), 100);
        assert_eq!(Pieces::of(b"a\nb\r").likeness(&Pieces::of(b"a\nb")), 60);
        assert_eq!(Pieces::of(b"\n\n\n").likeness(&Pieces::of(b"\n\n")), 66);
    }

    #[test]
    fn pieces_that_differ_in_one_byte_or_in_length_have_other_hashes() {
        let mut seen = std::collections::HashSet::new();
        for length in 0..=64 {
            assert!(seen.insert(super::hash(&vec![0; length])));
            for at in 0..length {
                let mut piece = vec![0; length];
                piece[at] = 1;
                assert!(seen.insert(super::hash(&piece)), "{length} {at}");
            }
        }
    }
}

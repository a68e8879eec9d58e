//! The documented share as a badge.

use super::percent;
use crate::model::coverage::Share;
use crate::render::badge::{Badge, Mark};

/// From so many tenths of a per cent on the share has this mark.
const MARKS: &[(usize, Mark)] = &[
    (900, Mark::Best),
    (750, Mark::Good),
    (500, Mark::Middling),
    (250, Mark::Bad),
    (0, Mark::Worst),
];

/// The badge of a share.
pub fn badge(share: Share) -> Badge {
    let tenths = (share.documented * 1000).checked_div(share.public);
    let found = tenths.and_then(|tenths| MARKS.iter().find(|(least, _)| tenths >= *least));
    Badge {
        label: "docs",
        message: match share.public {
            0 => "none".to_owned(),
            _ => percent(share).replace(' ', ""),
        },
        mark: found.map_or(Mark::None, |(_, mark)| *mark),
    }
}

#[cfg(test)]
mod tests {
    use super::badge;
    use crate::model::coverage::Share;

    fn of(public: usize, documented: usize) -> crate::render::badge::Badge {
        badge(Share { public, documented })
    }

    #[test]
    fn a_badge_says_the_share_in_its_color() {
        let badge = "{\"schemaVersion\":1,\"label\":\"docs\",\"message\":\"90%\",\"color\":\"brightgreen\"}\n";
        assert_eq!(of(10, 9).json(), badge);
        assert!(of(1000, 899).json().contains("\"89.9%\",\"color\":\"green\""));
        assert!(of(0, 0).json().contains("\"none\",\"color\":\"lightgrey\""));
        let picture = of(4, 1).svg();
        assert!(picture.contains("<title>docs: 25%</title>") && picture.contains("#a85000"));
        assert!(!picture.contains("href") && !picture.contains("<script"));
    }
}

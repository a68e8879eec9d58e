//! A figure over time as a line, in a box of 100 to 40.

/// The box.
const WIDTH: f64 = 100.0;
const HEIGHT: f64 = 40.0;
/// Room above and below the line.
const MARGIN: f64 = 3.0;

/// The points of the line, the lowest figure being zero; `None` for months without a figure, over which the line goes straight.
pub fn points(figures: &[Option<f64>]) -> String {
    let most = figures.iter().flatten().fold(0.0_f64, |most, figure| most.max(*figure));
    let step = WIDTH / (figures.len().saturating_sub(1).max(1)) as f64;
    let height = |figure: f64| {
        let part = if most > 0.0 { figure / most } else { 0.0 };
        HEIGHT - MARGIN - part * (HEIGHT - 2.0 * MARGIN)
    };
    let known = figures
        .iter()
        .enumerate()
        .filter_map(|(at, figure)| Some((at, (*figure)?)));
    let points: Vec<String> = known
        .map(|(at, figure)| format!("{:.1},{:.1}", at as f64 * step, height(figure)))
        .collect();
    points.join(" ")
}

#[cfg(test)]
mod tests {
    use super::points;

    #[test]
    fn the_highest_is_at_the_top_and_months_without_a_figure_are_left_out() {
        assert_eq!(points(&[Some(0.0), None, Some(4.0)]), "0.0,37.0 100.0,3.0");
        assert_eq!(points(&[Some(0.0)]), "0.0,37.0");
        assert_eq!(points(&[]), "");
    }
}

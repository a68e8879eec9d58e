//! Floor 4: figures from facts: authorship, bus factor, risk. Pure functions; nothing here reads a repository.

pub mod assess;
pub mod authorship;
pub mod bus_factor;
pub mod coverage;
pub mod handoff;
pub mod holders;
pub mod leaving;
pub mod report;
pub mod risk;
pub mod trend;
pub mod who;
pub mod written_down;

#[cfg(test)]
mod tests;

//! What the vendor's agent tells of its Package Server.

/// A package as the agent knows it (ASDK 8.0 help, "Packages").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentPackage {
    /// Its guid.
    pub id: String,
    /// It keeps its files outside the store.
    pub is_custom_location: bool,
}

//! A live Symantec Management Platform, by its web services.

mod authentication;
pub mod credentials;
mod data_table;
mod error;
mod http;
mod soap;
mod wsdl;
mod xml;

pub use authentication::SignIn;
pub use error::Error;

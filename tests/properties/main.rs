//! What must hold for any life and any weather.

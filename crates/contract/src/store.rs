//! The brand's stores, for a map.

wire! {
    /// A store. Coordinates are GCJ-02 (火星坐标), as Chinese maps and WeChat's `openLocation` take
    /// them, in millionths of a degree.
    pub struct Store {
        /// What it is called.
        pub name: String,
        /// Where it is, in words.
        pub address: String,
        /// Degrees north times 1,000,000.
        pub latitude_e6: i64,
        /// Degrees east times 1,000,000.
        pub longitude_e6: i64,
    }
}

wire! {
    /// `GET /stores`.
    pub struct StoreList {
        /// The stores, in the brand's order.
        #[serde(default, deserialize_with = "lenient::list")]
        pub stores: Vec<Store>,
    }
}

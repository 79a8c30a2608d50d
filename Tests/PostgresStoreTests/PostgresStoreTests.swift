// PostgresStoreTests: nothing stands here yet.

// SQLiteStoreTests: nothing stands here yet.

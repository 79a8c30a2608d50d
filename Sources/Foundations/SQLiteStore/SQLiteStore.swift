// SQLiteStore: nothing stands here yet.
